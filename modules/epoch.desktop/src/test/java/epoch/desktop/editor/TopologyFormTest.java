package epoch.desktop.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.desktop.form.Draft;
import epoch.desktop.form.Field;
import epoch.desktop.form.Form;
import epoch.desktop.form.Lossless;
import epoch.desktop.form.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopologyFormTest {

  private static final Instant SOON = Instant.parse("2026-11-24T06:00:00Z");
  private static final Offers OFFERS =
      new Offers(
          ZoneId.of("Asia/Kolkata"), SOON, "UTC", true, List.of("holidays"), List.of("database"));
  private static final String TASK =
      """
      "task": {"type": "CONTAINER_EXECUTION", "taskName": "%s", "executable": {"type": "DOCKER", "url": "i:1"},
        "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 128}]%s}
      """;

  private final Draft draft = new Draft(root -> TopologyForm.of(root, true, OFFERS), () -> {});

  private void begin(String json) {
    draft.begin(Json.object(), json);
  }

  private static ObjectNode read(String json) {
    try {
      return Json.read(json, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  private ObjectNode tree() {
    return draft.tree().orElseThrow();
  }

  private Form form() {
    return draft.formProperty().get();
  }

  private void write(String key, String said) {
    assertTrue(form().field(key).isPresent(), () -> key + " is not in " + keys());
    draft.value(key).set(said);
    assertEquals("", draft.error(key).get());
  }

  private List<String> keys() {
    return form().fields().stream().map(Field::key).toList();
  }

  private void press(String key) {
    draft.arrange(
        presses().stream().filter(it -> it.key().equals(key)).findFirst().orElseThrow().act());
  }

  private List<Row.Press> presses() {
    List<Row.Press> presses = new ArrayList<>();
    for (Form.Section section : form().sections()) {
      for (Row row : section.rows()) {
        if (row instanceof Row.Press press) {
          presses.add(press);
        } else if (row instanceof Row.Title title) {
          presses.addAll(title.presses());
        } else if (row instanceof Row.Fold fold) {
          fold.rows().stream()
              .filter(Row.Press.class::isInstance)
              .map(Row.Press.class::cast)
              .forEach(presses::add);
        }
      }
    }
    return presses;
  }

  static List<String> examplesOfTheReference() throws IOException {
    String reference = Files.readString(Path.of("..", "..", "docs", "topology-reference.md"));
    Matcher block = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(reference);
    List<String> examples = new ArrayList<>();
    while (block.find()) {
      examples.add(block.group(1));
    }
    assertTrue(examples.size() > 10);
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examplesOfTheReference")
  void whateverATopologySaysEachFieldWritesWhatItRead(String example) {
    ObjectNode root = read(example);
    Lossless.check(TopologyForm.of(root, true, OFFERS), root);
  }

  @Test
  void whatATriggerKeepsWhenItRepeatsInAnotherWay() {
    begin(
        """
        {"name": "a", "trigger": {"type": "CRON", "timeSpec": "0 30 2 * * ?", "timeZone": "Europe/Berlin", "end": 4102444799000, "later": 1}}
        """);
    assertEquals("daily", draft.value("trigger.type").get());
    write("trigger.type", "weekly");
    write("trigger.timeSpec.DAYS", "FRI\nMON");
    write("trigger.timeSpec.TIME", "4");
    assertEquals(
        read(
            """
            {"type": "CRON", "timeSpec": "0 0 4 ? * MON,FRI", "timeZone": "Europe/Berlin", "end": 4102444799000, "later": 1}
            """),
        tree().get("trigger"));
    write("trigger.type", Repeats.INTERVAL);
    write("trigger.interval", "90m");
    write("trigger.from", "2026-12-01 08:00");
    assertEquals(
        read(
            "{\"type\":\"EVERY\",\"interval\":\"90m\",\"end\":4102444799000,\"from\":1796092200000}"),
        tree().get("trigger"));
    write("trigger.type", Repeats.ONCE);
    assertEquals(SOON.toEpochMilli(), tree().path("trigger").path("time").asLong());
  }

  @Test
  void triggersAreAddedAndTakenAway() {
    begin("{\"trigger\": {\"type\": \"CRON\", \"timeSpec\": \"0 0 2,14 * * ?\"}}");
    assertEquals(Repeats.CRON, draft.value("trigger.type").get());
    press("add-trigger");
    write("triggers[0].type", Repeats.INTERVAL);
    press("remove-trigger");
    assertEquals(read("{\"triggers\":[{\"type\":\"EVERY\",\"interval\":\"1h\"}]}"), tree());
    press("add-trigger");
    press("remove-triggers[0]");
    assertEquals("0 0 12 * * ?", tree().path("triggers").path(0).path("timeSpec").asText());
  }

  @Test
  void oneTaskBecomesSeveralAndOneAgain() {
    begin("{" + TASK.formatted("main", "") + "}");
    ObjectNode alone = tree().deepCopy();
    press("add-task");
    assertEquals("ALL", tree().path("task").path("compositionType").asText());
    assertEquals("task-1", tree().path("task").path("tasks").path(1).path("taskName").asText());
    press("earlier-task-1");
    assertEquals("task-1", tree().path("task").path("tasks").path(0).path("taskName").asText());
    write("task.compositionType", "DAG");
    assertEquals("task-1", draft.value("task.tasks[1].dependsOn").get());
    press("remove-task-0");
    assertEquals(alone, tree());
  }

  @Test
  void whoDependsOnATaskDoesSoUnderItsNewName() {
    begin(
        """
        {"task": {"type": "COMPOSITE", "compositionType": "DAG", "tasks": [
          {"type": "CONTAINER_EXECUTION", "taskName": "load"},
          {"type": "CONTAINER_EXECUTION", "taskName": "load-2"},
          {"type": "CONTAINER_EXECUTION", "taskName": "last", "dependsOn": ["load-2", "load"], "when": "ALWAYS"}]}}
        """);
    String name = "task.tasks[1].taskName";
    // On the way to the new name it is that of another task, and it is empty.
    for (String typed : List.of("load-", "load", "", "x", "x2")) {
      draft.value(name).set(typed);
    }
    assertEquals("x2\nload", draft.value("task.tasks[2].dependsOn").get());
    write("task.tasks[2].dependsOn", "x2");
    press("remove-task-1");
    assertEquals(Optional.empty(), form().field("task.tasks[1].when"));
    assertEquals(
        read("{\"type\":\"CONTAINER_EXECUTION\",\"taskName\":\"last\"}"),
        tree().path("task").path("tasks").path(1));
  }

  @Test
  void fromAGraphToAnOrderNothingIsLeftOfIt() {
    begin(
        """
        {"task": {"type": "COMPOSITE", "compositionType": "DAG", "parallelism": 2, "later": true, "tasks": [
          {"type": "CONTAINER_EXECUTION", "taskName": "a"},
          {"type": "CONTAINER_EXECUTION", "taskName": "b", "dependsOn": ["a"], "when": "FAILURE"}]}}
        """);
    assertEquals("FAILURE", draft.value("task.tasks[1].when").get());
    write("task.compositionType", "ANY");
    assertEquals(
        read(
            """
            {"type": "COMPOSITE", "compositionType": "ANY", "later": true, "tasks": [
              {"type": "CONTAINER_EXECUTION", "taskName": "a"}, {"type": "CONTAINER_EXECUTION", "taskName": "b"}]}
            """),
        tree().get("task"));
    write("task.compositionType", "DAG");
    assertEquals("a", draft.value("task.tasks[1].dependsOn").get());
  }

  @Test
  void partsOfPartsHaveFieldsOfTheirOwn() {
    begin(
        """
        {"task": {"type": "COMPOSITE", "tasks": [
          {"type": "CONTAINER_EXECUTION", "taskName": "a"},
          {"type": "COMPOSITE", "compositionType": "ANY", "tasks": [
            {"type": "CONTAINER_EXECUTION", "taskName": "b"}, {"type": "CONTAINER_EXECUTION", "taskName": "c"}]}]}}
        """);
    write("task.tasks[1].tasks[1].taskName", "d");
    write("task.tasks[1].compositionType", "ALL");
    press("add-task.tasks[1]");
    assertEquals(3, tree().path("task").path("tasks").path(1).path("tasks").size());
  }

  @Test
  void attemptsAndVolumesAndWhatATaskGets() {
    begin("{" + TASK.formatted("main", ", \"configs\": [], \"later\": {}") + "}");
    write("task.retry", TaskMeanings.AGAIN);
    write("task.retry.maxAttempts", "5");
    write("task.retry.on", "FAILED\nLOST");
    write("task.retry.backoff", "10s");
    write("task.timeout", "30m");
    write("task.resources.MEMORY", "2048");
    press("add-task.volumes");
    write("task.volumes[0].pathOnHost", "/data");
    write("task.volumes[0].mode", "READ_WRITE");
    write("task.env", "A=1");
    write("task.args", "--day\n{{fireTime:yyyy-MM-dd}}");
    assertEquals(
        read(
            """
            {"type": "CONTAINER_EXECUTION", "taskName": "main", "executable": {"type": "DOCKER", "url": "i:1"},
             "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 2048}],
             "configs": [], "later": {}, "retry": {"maxAttempts": 5, "on": ["FAILED", "LOST"], "backoff": "10s"},
             "timeout": "30m", "volumes": [{"mode": "READ_WRITE", "pathOnHost": "/data"}],
             "env": {"A": "1"}, "args": ["--day", "{{fireTime:yyyy-MM-dd}}"]}
            """),
        tree().get("task"));
    write("task.retry.on", "FAILED\nTIMEOUT");
    assertEquals(
        Optional.empty(), Optional.ofNullable(tree().path("task").path("retry").get("on")));
    press("remove-task.volumes[0]");
    write("task.retry", TaskMeanings.NEVER);
    assertEquals(0, tree().path("task").path("volumes").size());
    assertTrue(tree().path("task").path("retry").isMissingNode());
  }

  @Test
  void aResourceThatWasMissingGetsItsType() {
    begin("{\"task\": {\"type\": \"CONTAINER_EXECUTION\"}}");
    write("task.resources.MEMORY", "64");
    write("task.resources.CPU", "2");
    assertEquals(
        "[{\"type\":\"MEMORY\",\"sizeInMB\":64},{\"type\":\"CPU\",\"count\":2}]",
        tree().path("task").path("resources").toString());
  }

  @Test
  void theWholePolicyIsFilledInAndTakenAwayAgain() {
    begin("{\"name\": \"a\"}");
    write("policy.overlap", "QUEUE");
    write("policy.runTimeout", "45m");
    write("policy.catchUp", "ALL");
    write("policy.catchUpWindow", "6h");
    write("policy.startDeadline", "10m");
    write("policy.pauseAfterFailures", "3");
    write("policy.calendars", "holidays");
    write("policy.inCalendar", "RUN_ONCE_AFTER");
    write("policy.group", "database");
    write("policy.priority", "-5");
    write("policy.jitter", "2m");
    assertEquals(
        read(
            """
            {"overlap": "QUEUE", "runTimeout": "45m", "catchUp": "ALL", "catchUpWindow": "6h", "startDeadline": "10m",
             "pauseAfterFailures": 3, "calendars": ["holidays"], "inCalendar": "RUN_ONCE_AFTER", "group": "database",
             "priority": -5, "jitter": "2m"}
            """),
        tree().get("policy"));
    write("policy.calendars", "");
    assertTrue(form().field("policy.inCalendar").isEmpty());
    for (String key : List.copyOf(keys())) {
      if (key.startsWith("policy.")) {
        write(key, "");
      }
    }
    assertEquals("{\"name\":\"a\"}", tree().toString());
  }

  @Test
  void whoIsToldIsChosen() {
    begin("{\"name\": \"a\"}");
    write("notify", "MAIL");
    write("notify.emails", "a@example.com\nb@example.com");
    assertEquals(
        "{\"type\":\"MAIL\",\"emails\":[\"a@example.com\",\"b@example.com\"]}",
        tree().path("notify").toString());
    write("notify", "BLACKHOLE");
    assertTrue(form().field("notify.emails").isEmpty());
    write("notify", "");
    assertEquals("{\"name\":\"a\"}", tree().toString());
  }

  @Test
  void whatThisVersionDoesNotKnowIsShownAndStays() {
    String json =
        "{\"trigger\":{\"type\":\"SOLSTICE\"},\"task\":{\"type\":\"DREAM\"},"
            + "\"policy\":{\"overlap\":\"DANCE\"},\"notify\":{\"type\":\"PIGEON\"}}";
    begin(json);
    assertEquals("DANCE", draft.value("policy.overlap").get());
    assertEquals("SOLSTICE", draft.value("trigger.type").get());
    write("owner", "me");
    write("owner", "");
    assertEquals(read(json), tree());
  }
}
