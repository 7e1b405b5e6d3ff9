package epoch.api.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Contract;
import epoch.api.json.Json;
import epoch.api.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyValidatorTest {

  private static final CronCheck SIX_PARTS =
      expression ->
          expression.split(" ").length < 6
              ? Optional.of("has a fault at position 3")
              : Optional.empty();

  private final TopologyValidator validator = new TopologyValidator(SIX_PARTS, false);

  private static Topology good(Consumer<ObjectNode> change) {
    try {
      ObjectNode json =
          (ObjectNode) Contract.exchange("epoch", "topology-create").request().deepCopy();
      change.accept(json);
      return Json.read(json, Topology.class);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode tree(String text) {
    try {
      return Json.read(text.replace('\'', '"'), JsonNode.class);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** All that is wrong with a good topology after a field of its task was replaced. */
  private List<String> withTask(String field, String json) {
    return lines(good(topology -> ((ObjectNode) topology.get("task")).set(field, tree(json))));
  }

  /** All that is wrong with a good topology after a field was replaced. */
  private List<String> with(String field, String json) {
    return lines(good(topology -> topology.set(field, tree(json))));
  }

  private List<String> lines(Topology topology) {
    return validator.validate(topology).stream().map(Violation::line).toList();
  }

  @Test
  void whatEpoch114TookPassesUnlessItCouldNotRun() throws Exception {
    for (Contract.Exchange exchange : Contract.exchanges("epoch")) {
      boolean taken =
          exchange.method().equals("POST")
              && exchange.response().path("status").asText().equals("SUCCESS");
      if (taken && exchange.path().equals("/apis/v1/topologies")) {
        List<String> lines = lines(Json.read(exchange.request(), Topology.class));
        List<String> expected =
            exchange.name().equals("topology-create-null-taskName")
                ? List.of("task.taskName: is required")
                : List.of();
        assertEquals(expected, lines, exchange.name());
      }
    }
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    Topology topology =
        good(json -> {
          json.put("name", "bad name!");
          json.set("trigger", tree("{'type':'CRON','timeSpec':'bad','timeZone':'Mars/Base'}"));
          json.set("notify", tree("{'type':'MAIL','emails':['a@b.com','nomail']}"));
          json.set("policy", tree("{'catchUpWindow':'ever','overlaps':'SKIP'}"));
          ((ObjectNode) json.get("task")).set("resources", tree("[{'type':'CPU','count':0}]"));
        });
    assertEquals(
        List.of(
            "name: may have letters, digits, - and _ only",
            "task.resources[0].count: must be 1 or more",
            "task.resources: MEMORY is required",
            "trigger.timeSpec: has a fault at position 3",
            "trigger.timeZone: \"Mars/Base\" is no time zone; write an IANA name such as"
                + " Europe/Berlin",
            "notify.emails[1]: \"nomail\" is no mail address",
            "policy.overlaps: is not supported",
            "policy.catchUpWindow: \"ever\" is not a duration; write a number and a unit, such as"
                + " 500ms, 30s, 5m, 2 hours"),
        lines(topology));
  }

  @Test
  void anEmptyTopologyIsToldWhatItNeeds() throws Exception {
    assertEquals(
        List.of("name: is required", "task: is required", "trigger: is required"),
        lines(Json.read("{}", Topology.class)));
    assertEquals(
        List.of(
            "task.executable: is required",
            "task.resources: CPU is required",
            "task.resources: MEMORY is required"),
        with("task", "{'type':'CONTAINER_EXECUTION','taskName':'t'}"));
  }

  @Test
  void namesOfTopologiesAreShortAndPlain() {
    assertEquals(
        List.of("name: is longer than 255 characters"),
        with("name", "'" + "n".repeat(256) + "'").subList(0, 1));
    assertEquals(1, with("name", "'ümlaut'").size());
    assertEquals(1, with("name", "'a/b'").size());
    assertEquals(1, with("name", "''").size());
  }

  @Test
  void taskNamesMakeAnIdThatDroveTakes() {
    assertEquals(
        List.of("task.taskName: may have letters, digits, - and _ only"),
        withTask("taskName", "'a.b'"));
    assertEquals(
        List.of("task.taskName: may not end in -a and digits, which marks a further attempt"),
        withTask("taskName", "'job-a2'"));
    assertEquals(List.of(), withTask("taskName", "'job-a'"));
    // topo-a (6) + 27 + two separators leave 215 of 250 characters.
    assertEquals(List.of(), withTask("taskName", "'" + "n".repeat(215) + "'"));
    assertEquals(1, withTask("taskName", "'" + "n".repeat(216) + "'").size());
  }

  @Test
  void taskNamesAreUniqueWithinTheTopology() {
    Topology topology =
        good(json -> {
          ObjectNode composite =
              (ObjectNode) tree("{'type':'COMPOSITE','compositionType':'ALL','tasks':[]}");
          ((ArrayNode) composite.get("tasks"))
              .add(json.get("task"))
              .add(json.get("task").deepCopy());
          json.set("task", composite);
        });
    assertEquals(
        List.of(
            "task.tasks[1].taskName: is used twice; \"docker-task\" must be unique within the"
                + " topology"),
        lines(topology));
  }

  @Test
  void compositesAreNeitherEmptyNorTooDeep() {
    assertEquals(
        List.of("task.tasks: needs at least one task"),
        with("task", "{'type':'COMPOSITE','tasks':[]}"));
    assertEquals(
        List.of("task.tasks[0]: is required"), with("task", "{'type':'COMPOSITE','tasks':[null]}"));
    assertEquals(List.of(), lines(nested(10)));
    assertEquals(
        List.of("task" + ".tasks[0]".repeat(10) + ": is nested more than 10 deep"),
        lines(nested(11)));
  }

  private static Topology nested(int depth) {
    return good(json -> {
      JsonNode task = json.get("task");
      for (int i = 0; i < depth; i++) {
        ObjectNode composite = Json.object().put("type", "COMPOSITE");
        composite.putArray("tasks").add(task);
        task = composite;
      }
      json.set("task", task);
    });
  }

  @Test
  void typesThatAreNotKnownAreRefusedByName() {
    assertEquals(
        List.of("task: has the unknown type \"HTTP\"; known are CONTAINER_EXECUTION, COMPOSITE"),
        with("task", "{'type':'HTTP'}"));
    assertEquals(
        List.of("task: needs a type; known are CONTAINER_EXECUTION, COMPOSITE"),
        with("task", "{'taskName':'x'}"));
    assertEquals(
        List.of("trigger: has the unknown type \"INTERVAL\"; known are CRON, AT, EVERY"),
        with("trigger", "{'type':'INTERVAL'}"));
    assertEquals(
        List.of("notify: has the unknown type \"CHAT\"; known are MAIL, BLACKHOLE"),
        with("notify", "{'type':'CHAT'}"));
    assertEquals(
        List.of("task.executable: has the unknown type \"WASM\"; known are DOCKER"),
        withTask("executable", "{'type':'WASM'}"));
    assertEquals(1, withTask("logging", "{'type':'KAFKA'}").size());
    assertEquals(1, withTask("placementPolicy", "{'type':'MOON'}").size());
    assertEquals(1, withTask("configs", "[{'type':'GIT'}]").size());
  }

  @Test
  void aTriggerSaysWhen() {
    assertEquals(
        List.of("trigger.time: is required, in epoch milliseconds"),
        with("trigger", "{'type':'AT'}"));
    assertEquals(
        List.of("trigger.timeSpec: is required"),
        with("trigger", "{'type':'CRON','timeSpec':' '}"));
    assertEquals(List.of("trigger.timeSpec: is required"), with("trigger", "{'type':'CRON'}"));
    assertEquals(
        List.of(),
        with("trigger", "{'type':'CRON','timeSpec':'0 0 0 * * ?','timeZone':'Europe/Berlin'}"));
    assertEquals(
        1, with("trigger", "{'type':'CRON','timeSpec':'0 0 0 * * ?','timeZone':'GMT+25'}").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job",
        "team/job",
        "job:1.2",
        "localhost/job",
        "localhost:5000/test-task:latest",
        "registry.example.com/a/b_c/d__e:v1",
        "REG:5000/a",
        "host-1.x:443/a.b/c--d@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "[::1]:5000/a:Tag_1.0-x",
        "a@sha512:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "127.0.0.1:5000/a"
      })
  void imageReferencesAreUnderstood(String reference) {
    assertEquals(List.of(), withTask("executable", "{'type':'DOCKER','url':'" + reference + "'}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad docker url!",
        "",
        " job",
        "Job",
        "a//b",
        "/a",
        "a/",
        "a:",
        "a:b:c",
        "a:-x",
        "reg:port/a",
        "reg:99999/a",
        "-host.x/a",
        "a..b/c",
        "a@sha256:12",
        "a@latest",
        "https://reg/a",
        "job_",
        "job.-x",
        "a___b",
        "reg:5000/"
      })
  void whatIsNoImageReferenceIsRefused(String reference) {
    List<String> lines = withTask("executable", "{'type':'DOCKER','url':'" + reference + "'}");
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().startsWith("task.executable.url: "), lines::toString);
  }

  @Test
  void aVeryLongImageNameIsRefused() {
    assertEquals(
        1, withTask("executable", "{'type':'DOCKER','url':'" + "a".repeat(256) + "'}").size());
  }

  @Test
  void aPullTimeoutIsADuration() {
    assertEquals(
        1, withTask("executable", "{'type':'DOCKER','url':'a','dockerPullTimeout':'soon'}").size());
  }

  @Test
  void commandsAreForALocalDrove() {
    String command = "{'type':'COMMAND','command':['sh','-c','true']}";
    assertEquals(
        List.of("task.executable: is a COMMAND, which runs only where Drove is a local one"),
        withTask("executable", command));
    TopologyValidator local = new TopologyValidator(SIX_PARTS, true);
    Consumer<ObjectNode> run =
        json -> ((ObjectNode) json.get("task")).set("executable", tree(command));
    assertEquals(List.of(), local.validate(good(run)));
    assertEquals(
        List.of(new Violation("task.executable.command", "needs a program and its arguments")),
        local.validate(
            good(json ->
                ((ObjectNode) json.get("task"))
                    .set("executable", tree("{'type':'COMMAND','command':[]}")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | 2",
        "[{'type':'MEMORY','sizeInMB':1}] | 1",
        "[{'type':'CPU','count':1},{'type':'MEMORY','sizeInMB':-5}] | 1",
        "[{'type':'CPU','count':1},{'type':'CPU','count':2},{'type':'MEMORY','sizeInMB':1}] | 1",
        "[{'type':'CPU','count':1},{'type':'MEMORY','sizeInMB':1},{'type':'MEMORY','sizeInMB':1}] |"
            + " 1",
        "[{'type':'CPU','count':1},{'type':'MEMORY','sizeInMB':1},{'type':'GPU'}] | 1",
        "[{'type':'CPU','count':1},{'type':'MEMORY','sizeInMB':1},null] | 1",
        "[{'type':'CPU','count':1},{'type':'MEMORY','sizeInMB':1}] | 0"
      })
  void coresAndMemoryAreGivenOnceAndArePositive(String resources, int faults) {
    // CsvSource takes the quotes of a cell for its own unless it starts with another character.
    assertEquals(faults, withTask("resources", resources).size());
  }

  @Test
  void volumesNamePathsAndAMode() {
    assertEquals(
        List.of(),
        withTask(
            "volumes",
            "[{'pathOnHost':'/a','mode':'READ_ONLY'},{'pathInContainer':'/b','pathOnHost':'/a','mode':'READ_WRITE'}]"));
    assertEquals(
        List.of(
            "task.volumes[0].pathOnHost: is required",
            "task.volumes[0].pathInContainer: must be an absolute path",
            "task.volumes[0].mode: must be READ_ONLY or READ_WRITE",
            "task.volumes[1]: is required"),
        withTask("volumes", "[{'pathInContainer':'x','mode':'RW'},null]"));
    assertEquals(
        List.of("task.volumes[1]: is mounted where another volume is: /a"),
        withTask(
            "volumes",
            "[{'pathOnHost':'/a','mode':'READ_ONLY'},{'pathOnHost':'/b','pathInContainer':'/a','mode':'READ_ONLY'}]"));
  }

  @Test
  void configsAreWholeAndSmall() {
    assertEquals(
        List.of(),
        withTask(
            "configs",
            "[{'type':'INLINE','localFilename':'/a','data':'eA=='},{'type':'EXECUTOR_LOCAL_FILE','localFilename':'/a','filePathOnHost':'/b'},"
                + "{'type':'CONTROLLER_HTTP_FETCH','localFilename':'/a','http':{'hostname':'h'}}]"));
    assertEquals(
        List.of(
            "task.configs[0].data: is not base64",
            "task.configs[1].localFilename: must be an absolute path",
            "task.configs[1].data: is required",
            "task.configs[2].filePathOnHost: is required",
            "task.configs[3].http: is required",
            "task.configs[4].http.hostname: is required",
            "task.configs[5]: is required"),
        withTask(
            "configs",
            "[{'type':'INLINE','localFilename':'/a','data':'%%'},{'type':'INLINE','localFilename':'a'},{'type':'EXECUTOR_LOCAL_FILE','localFilename':'/a'},"
                + "{'type':'CONTROLLER_HTTP_FETCH','localFilename':'/a'},{'type':'EXECUTOR_HTTP_FETCH','localFilename':'/a','http':{}},null]"));
    String large = java.util.Base64.getEncoder().encodeToString(new byte[128 * 1024 + 1]);
    assertEquals(
        List.of("task.configs[0].data: has 131073 of at most 131072 bytes"),
        withTask("configs", "[{'type':'INLINE','localFilename':'/a','data':'" + large + "'}]"));
  }

  @Test
  void loggingAndPlacementAreWhole() {
    assertEquals(
        List.of(
            "task.logging.maxSize: must be a size such as 10m",
            "task.logging.maxFiles: must be 1 or more"),
        withTask("logging", "{'type':'LOCAL','maxSize':'big','maxFiles':0}"));
    assertEquals(
        List.of("task.logging.server: is required"), withTask("logging", "{'type':'RSYSLOG'}"));
    assertEquals(
        List.of("task.placementPolicy.max: must be 1 or more"),
        withTask("placementPolicy", "{'type':'MAX_N_PER_HOST'}"));
    assertEquals(
        List.of("task.placementPolicy.tag: is required"),
        withTask("placementPolicy", "{'type':'MATCH_TAG'}"));
    assertEquals(
        List.of("task.placementPolicy: LOCAL is for services, not for tasks"),
        withTask("placementPolicy", "{'type':'LOCAL'}"));
    assertEquals(
        List.of(
            "task.placementPolicy.rule: is required",
            "task.placementPolicy.ruleType: must be HOPE or MVEL"),
        withTask("placementPolicy", "{'type':'RULE_BASED'}"));
    assertEquals(
        List.of(
            "task.placementPolicy.policies: needs at least one placement",
            "task.placementPolicy.combiner: must be AND or OR"),
        withTask("placementPolicy", "{'type':'COMPOSITE'}"));
    assertEquals(
        List.of("task.placementPolicy.policies[1].tag: is required"),
        withTask(
            "placementPolicy",
            "{'type':'COMPOSITE','combiner':'OR','policies':[{'type':'ANY'},{'type':'MATCH_TAG'}]}"));
  }

  @Test
  void tagsHaveValues() {
    assertEquals(List.of(), withTask("tags", "{'team':'a','empty':''}"));
    assertEquals(List.of("task.tags.team: needs a value"), withTask("tags", "{'team':null}"));
  }

  @Test
  void environmentNamesArePlainAndNotEpochsOwn() {
    assertEquals(List.of(), withTask("env", "{'A':'','_b1':'x','EPOCH_MINE':'y'}"));
    assertEquals(1, withTask("env", "{'1A':'x'}").size());
    assertEquals(1, withTask("env", "{'A-B':'x'}").size());
    assertEquals(List.of("task.env.A: needs a value"), withTask("env", "{'A':null}"));
    for (String name :
        List.of(
            "EPOCH_RUN_UID",
            "EPOCH_INSTALLATION",
            "EPOCH_TOPOLOGY",
            "EPOCH_RUN_ID",
            "EPOCH_TASK",
            "EPOCH_ATTEMPT",
            "EPOCH_FIRE_TIME")) {
      assertEquals(
          List.of("task.env." + name + ": is set by Epoch itself"),
          withTask("env", "{'" + name + "':'x'}"));
    }
  }

  @Test
  void argumentsAreNotTooMany() {
    assertEquals(List.of(), withTask("args", arguments(2048)));
    assertEquals(
        List.of("task.args: has 2049 of at most 2048 entries"), withTask("args", arguments(2049)));
    assertEquals(List.of("task.args: may not contain null"), withTask("args", "[null]"));
  }

  private static String arguments(int count) {
    return "[" + "'a',".repeat(count - 1) + "'a']";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.com",
        "first.last+tag@sub.example.org",
        "root@localhost",
        "jürgen@bücher.example"
      })
  void mailAddressesAreUnderstood(String address) {
    assertEquals(List.of(), with("notify", "{'type':'MAIL','emails':['" + address + "']}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nomail",
        "@b.com",
        "a@",
        "a b@c.d",
        "a@b..c",
        "a.@b.c",
        "a@-b.c",
        "a@b.c\\nBcc: x@y.z",
        "a@b@c.d"
      })
  void whatIsNoMailAddressIsRefused(String address) {
    assertEquals(1, with("notify", "{'type':'MAIL','emails':['" + address + "']}").size());
  }

  @Test
  void mailGoesToSomeone() {
    assertEquals(
        List.of("notify.emails: needs at least one address"),
        with("notify", "{'type':'MAIL','emails':[]}"));
  }

  @Test
  void aTopologyIsAtMost256Kib() {
    List<String> lines = withTask("env", "{'LARGE':'" + "d".repeat(256 * 1024) + "'}");
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().startsWith("the topology has 26"), lines::toString);
  }
}
