package epoch.api.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Contract;
import epoch.api.json.Json;
import epoch.api.topology.Topology;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies, several triggers, and tasks that depend on each other. */
class PolicyRulesTest {
  private final TopologyValidator validator = new TopologyValidator(_ -> Optional.empty(), false);

  private static ObjectNode good() {
    return (ObjectNode) Contract.exchange("epoch", "topology-create").request().deepCopy();
  }

  private List<String> problems(String field, String json) throws JsonProcessingException {
    ObjectNode topology = good();
    topology.set(
        field, Json.read(json.replace('\'', '"'), com.fasterxml.jackson.databind.JsonNode.class));
    Topology read = Json.read(topology, Topology.class);
    return validator.validate(read).stream().map(Violation::line).toList();
  }

  private static String task(String name, String more) {
    ObjectNode task = (ObjectNode) good().get("task").deepCopy();
    task.put("taskName", name);
    String text = new String(Json.bytes(task), java.nio.charset.StandardCharsets.UTF_8);
    return text.substring(0, text.length() - 1) + more + "}";
  }

  private static String graph(String... tasks) {
    return "{'type':'COMPOSITE','compositionType':'DAG','tasks':[" + String.join(",", tasks) + "]}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'overlap':'QUEUE','jitter':'5m','startDeadline':'1h','runTimeout':'2 hours'}",
        "{'pauseAfterFailures':3,'overlap':'REPLACE'}",
        "{'group':'database','priority':-5,'catchUp':'ALL','catchUpWindow':'30d'}"
      })
  void aPolicyThatSaysWhatItMeansIsGood(String policy) throws JsonProcessingException {
    assertEquals(List.of(), problems("policy", policy));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'jitter':'soon'} | policy.jitter: \"soon\" is not a duration; write a number and a unit, such as 500ms, 30s, 5m, 2 hours",
        "{'jitter':'2d'} | policy.jitter: must be between 0s and 1d",
        "{'startDeadline':'0s'} | policy.startDeadline: must be between 1s and 366d",
        "{'runTimeout':'1ms'} | policy.runTimeout: must be between 1s and 366d",
        "{'pauseAfterFailures':0} | policy.pauseAfterFailures: must be between 1 and 1000",
        "{'group':'data base'} | policy.group: may have letters, digits, - and _ only, at most 100 of them",
        "{'priority':1} | policy.priority: needs a group",
        "{'overlaps':'SKIP'} | policy.overlaps: is not supported",
      })
  void whatIsWrongWithAPolicyIsNamed(String policy, String problem) throws JsonProcessingException {
    assertEquals(List.of(problem), problems("policy", policy));
  }

  @Test
  void aWordThatIsNoPolicyCannotBeRead() {
    assertThrows(
        JsonProcessingException.class, () -> problems("policy", "{'overlap':'SOMETIMES'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'EVERY'} | trigger.interval: is required",
        "{'type':'EVERY','interval':'500ms'} | trigger.interval: must be between 1s and 3660d",
        "{'type':'AT','time':9223372036854775807} | trigger.time: is not between the years 1970 and 2200",
        "{'type':'AT','time':-1} | trigger.time: is not between the years 1970 and 2200",
        "{'type':'EVERY','interval':'1h','start':2000,'end':1000} | trigger.end: is before the start",
        "{'type':'CRON','timeSpec':'0 0 0 * * ?','start':2000,'end':1000} | trigger.end: is before the start",
        "{'type':'ANY_OF','triggers':[]} | trigger: several triggers belong into the field triggers",
      })
  void whatIsWrongWithATriggerIsNamed(String trigger, String problem)
      throws JsonProcessingException {
    assertEquals(List.of(problem), problems("trigger", trigger));
  }

  @Test
  void severalTriggersAreLookedAtOneByOne() throws JsonProcessingException {
    assertEquals(
        List.of(
            "triggers[1].interval: is required",
            "triggers[2]: needs a type; known are CRON, AT, EVERY"),
        problems("triggers", "[{'type':'EVERY','interval':'1h'},{'type':'EVERY'},{'a':1}]"));
    assertEquals(List.of("triggers: needs at least one trigger"), problems("triggers", "[]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'maxAttempts':0} | task.retry.maxAttempts: must be between 1 and 20",
        "{'backoff':'x'} | task.retry.backoff: \"x\" is not a duration; write a number and a unit, such as 500ms, 30s, 5m, 2 hours",
        "{'on':[]} | task.retry.on: needs at least one of FAILED, TIMEOUT, LOST",
        "{'times':3} | task.retry.times: is not supported",
      })
  void whatIsWrongWithARetryIsNamed(String retry, String problem) throws JsonProcessingException {
    assertEquals(List.of(problem), problems("task", task("one", ",'retry':" + retry)));
  }

  @Test
  void aGraphIsGoodWhenEveryTaskCanBeReached() throws JsonProcessingException {
    assertEquals(
        List.of(),
        problems(
            "task",
            graph(
                task("a", ""),
                task("b", ",'dependsOn':['a']"),
                task("c", ",'dependsOn':['a','b'],'when':'ALWAYS'"))));
  }

  @Test
  void aCircleIsNamed() throws JsonProcessingException {
    assertEquals(
        List.of("task.tasks: wait for each other in a circle: a → c → b → a"),
        problems(
            "task",
            graph(
                task("a", ",'dependsOn':['c']"),
                task("b", ",'dependsOn':['a']"),
                task("c", ",'dependsOn':['b']"))));
  }

  @Test
  void whatAGraphCannotHoldIsNamed() throws JsonProcessingException {
    assertEquals(
        List.of(
            "task.tasks[1]: is a composite; the tasks of a DAG are containers",
            "task.tasks[0].dependsOn: names \"z\", which is no task of this DAG"),
        problems(
            "task",
            graph(
                task("a", ",'dependsOn':['z']"),
                "{'type':'COMPOSITE','tasks':[" + task("d", "") + "]}")));
    assertEquals(
        List.of("task.tasks[0].when: needs dependsOn"),
        problems("task", graph(task("a", ",'when':'ALWAYS'"))));
    assertEquals(
        List.of("task.dependsOn: is for the tasks of a DAG"),
        problems("task", task("a", ",'dependsOn':['b']")));
    assertEquals(
        List.of("task.parallelism: is for a DAG"),
        problems("task", "{'type':'COMPOSITE','parallelism':2,'tasks':[" + task("d", "") + "]}"));
  }
}
