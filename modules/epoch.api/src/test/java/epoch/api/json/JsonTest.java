package epoch.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.container.ConfigFile;
import epoch.api.container.Executable;
import epoch.api.container.Logging;
import epoch.api.container.Placement;
import epoch.api.container.Resource;
import epoch.api.container.UnknownExecutable;
import epoch.api.run.Run;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Notify;
import epoch.api.topology.Task;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private static final String TASK =
      "{'type':'CONTAINER_EXECUTION','taskName':'t','executable':{'type':'DOCKER','url':'a/b','digest':[1]},"
          + "'resources':[{'type':'CPU','count':2,'kind':'fast'},{'type':'GPU','cards':[1.50]}],'timeout':'5m','devices':[{'x':null}]}";

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static JsonNode tree(String text) throws JsonProcessingException {
    return Json.read(json(text), JsonNode.class);
  }

  private static String fault(String text, Class<?> type) {
    return JsonFaults.explain(
        assertThrows(JsonProcessingException.class, () -> Json.read(json(text), type)));
  }

  @Test
  void fieldsThatAreNotKnownSurviveEverywhere() throws Exception {
    String topology =
        "{'name':'a','task':"
            + TASK
            + ",'trigger':{'type':'CRON','timeSpec':'x','calendar':'holidays'},'notify':{'type':'BLACKHOLE','loud':false},"
            + "'policy':{'catchUp':'ALL','overlap':'QUEUE'},'labels':{'b':'2','a':'1'},'retention':{'days':3,'exact':1.00}}";
    Contract.assertSurvives(tree(topology), Topology.class);
    Contract.assertSurvives(
        tree(
            "{'id':'a','topology':"
                + topology
                + ",'state':'PAUSED','created':1,'updated':2,'revision':9}"),
        TopologyDetails.class);
    Contract.assertSurvives(
        tree(
            "{'topologyId':'a','runId':'r','state':'RUNNING','tasks':{'z':{'taskId':'i','state':'FAILED','host':'h','attempt':2},"
                + "'a':{'taskId':'j','state':'PENDING'}},'runType':'SCHEDULED','created':1,'updated':2,'fireTime':3,'note':'n'}"),
        Run.class);
  }

  @Test
  void typesThatAreNotKnownSurvive() throws Exception {
    JsonNode future = tree("{'type':'FUTURE','deep':{'list':[1,2.50,null,'x']}}");
    for (Class<?> type :
        List.of(
            Task.class,
            Trigger.class,
            Notify.class,
            Executable.class,
            Resource.class,
            ConfigFile.class,
            Logging.class,
            Placement.class)) {
      Object value = Json.read(future.toString(), type);
      assertTrue(
          value instanceof RawObject raw && raw.type().equals("FUTURE"), type.getSimpleName());
      assertEquals(future, Json.read(Json.text(value), JsonNode.class));
    }
    Contract.assertSurvives(
        tree(
            "{'name':'a','task':{'type':'COMPOSITE','tasks':[{'type':'HTTP','taskName':'h'},"
                + TASK
                + "]},'trigger':{'type':'INTERVAL','every':'5m'},'notify':{'type':'CHAT'}}"),
        Topology.class);
  }

  @Test
  void aTypeOfTheFutureInsideAContainerIsKeptAsItCame() throws Exception {
    ContainerTask task = Json.read(json(TASK.replace("DOCKER", "WASM")), ContainerTask.class);
    assertEquals(
        new UnknownExecutable(
            (com.fasterxml.jackson.databind.node.ObjectNode)
                tree("{'type':'WASM','url':'a/b','digest':[1]}")),
        task.executable());
    assertEquals(2, task.cpus());
  }

  @Test
  void placementsConfigsAndLoggingSurvive() throws Exception {
    for (String placement :
        List.of(
            "{'type':'ANY'}",
            "{'type':'ONE_PER_HOST'}",
            "{'type':'MAX_N_PER_HOST','max':3}",
            "{'type':'MATCH_TAG','tag':'gpu'}",
            "{'type':'NO_TAG'}",
            "{'type':'RULE_BASED','rule':'r','ruleType':'HOPE'}",
            "{'type':'COMPOSITE','policies':[{'type':'ANY'},{'type':'NEW','n':1}],'combiner':'AND'}",
            "{'type':'LOCAL'}")) {
      Contract.assertSurvives(tree(placement), Placement.class);
    }
    for (String config :
        List.of(
            "{'type':'INLINE','localFilename':'/a','data':'eA=='}",
            "{'type':'EXECUTOR_LOCAL_FILE','localFilename':'/a','filePathOnHost':'/b'}",
            "{'type':'CONTROLLER_HTTP_FETCH','localFilename':'/a','http':{'hostname':'h','port':80,'headers':{'a':'b'}}}",
            "{'type':'EXECUTOR_HTTP_FETCH','localFilename':'/a','http':{'hostname':'h','insecure':true}}")) {
      Contract.assertSurvives(tree(config), ConfigFile.class);
    }
    Contract.assertSurvives(
        tree("{'type':'RSYSLOG','server':'udp://l:514','tagPrefix':'p','tagSuffix':'s'}"),
        Logging.class);
    Contract.assertSurvives(tree("{'type':'LOCAL','maxFiles':3}"), Logging.class);
    Contract.assertSurvives(
        tree("{'type':'COMMAND','command':['sh','-c','exit 3']}"), Executable.class);
  }

  @Test
  void absentStaysAbsentAndEmptyStaysEmpty() throws Exception {
    Contract.assertSurvives(
        tree(
            "{'type':'CONTAINER_EXECUTION','executable':{'type':'DOCKER','url':'a'},'env':{},'args':[]}"),
        Task.class);
  }

  @Test
  void aStateThatIsNotKnownDoesNotSpoilTheTopology() throws Exception {
    TopologyDetails details =
        Json.read(
            json("{'id':'a','topology':{'name':'a'},'state':'FROZEN','created':1,'updated':1}"),
            TopologyDetails.class);
    assertEquals(TopologyState.UNRECOGNISED, details.state());
  }

  @Test
  void aListWithNullForATaskCanBeWalked() throws Exception {
    Task task = Json.read(json("{'type':'COMPOSITE','tasks':[null," + TASK + "]}"), Task.class);
    assertEquals(1, task.containers().size());
  }

  @Test
  void timesAreMillisecondsAndReadBackEqual() throws Exception {
    AtTrigger trigger = AtTrigger.of(Instant.parse("2026-11-24T02:43:06.672999Z"));
    assertEquals(json("{'type':'AT','time':1795488186672}"), Json.text(trigger));
    assertEquals(trigger, Json.read(Json.text(trigger), Trigger.class));
    assertEquals(
        trigger,
        Json.read(json("{'type':'AT','time':'2026-11-24T03:43:06.672+01:00'}"), Trigger.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z"})
  void aTimeThatMillisecondsCannotSayIsNotReadSinceItCouldNotBeWritten(String time) {
    String text = json("{'type':'AT','time':'" + time + "'}");
    assertThrows(JsonProcessingException.class, () -> Json.read(text, Trigger.class));
  }

  @Test
  void textIsUtf8() throws Exception {
    byte[] bytes =
        Json.bytes(
            Topology.of(
                "héllo 漢字", Json.read(json(TASK), Task.class), AtTrigger.of(Instant.EPOCH)));
    assertTrue(new String(bytes, StandardCharsets.UTF_8).contains("héllo 漢字"));
    assertEquals("héllo 漢字", Json.read(bytes, Topology.class).name());
  }

  @Test
  void whatIsDoubtfulIsRefused() {
    assertTrue(fault("{'name':'a','name':'b'}", Topology.class).contains("Duplicate"));
    assertTrue(fault("{'name':'a'} {'name':'b'}", Topology.class).length() > 0);
    assertTrue(fault("{'type':'CPU','count':1.5}", Resource.class).startsWith("count: "));
    assertTrue(
        fault("{'type':'COMPOSITE','compositionType':0}", Task.class)
            .startsWith("compositionType: "));
    assertTrue(fault("[".repeat(100) + "]".repeat(100), JsonNode.class).contains("depth"));
    assertTrue(fault("", Topology.class).length() > 0);
  }

  @Test
  void aFaultIsExplainedByPlaceAndWithoutClassNames() {
    assertEquals(
        "task.compositionType: \"SOME\" is not one of ALL, ANY, DAG (line 1, column 47)",
        fault("{'task':{'type':'COMPOSITE','compositionType':'SOME'}}", Topology.class));
    for (String text :
        List.of(
            "{'name':",
            "[1]",
            "{'task':[]}",
            "{'task':'x'}",
            "{'trigger':{'type':'AT','time':'soon'}}",
            "nonsense",
            "",
            "\"",
            "[".repeat(99))) {
      String fault = fault(text, Topology.class);
      assertFalse(
          fault.contains("epoch.api")
              || fault.contains("jackson")
              || fault.contains("java.")
              || fault.contains("`"),
          fault);
      assertFalse(fault.isBlank(), text);
      assertFalse(fault.contains("\n"), fault);
    }
  }
}
