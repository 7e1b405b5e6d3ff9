package epoch.images;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.json.Json;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.RunRequest;
import epoch.api.topology.Topology;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages hold whatever the rules allow: the longest, the most, and every script there is. */
class WebUiExtremesTest extends WebUi {
  private static final int TASKS = 60;
  private static final int VARIABLES = 200;

  /**
   * From right to left, with signs, with marks above and below, and without a break. Nothing that
   * UTF-16 writes in two halves: axe quotes the page, and cuts between them.
   */
  private static final String TEXT =
      "שלום (עולם) 42 ☃✈︎ مرحبا Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A " + "x".repeat(120);

  /** As long as the name of a topology may be, as the ids of its tasks on Drove have an end. */
  private static final String LONG = "w".repeat(100) + "-" + "1".repeat(89);

  @Test
  void theLongestNamesAndTextsInEveryScriptBreakNoPage() throws IOException {
    Topology plain = topology(LONG, "echo \"$SAID\"; echo \"ERROR $SAID\"; exit 1");
    client.create(
        new Topology(
            LONG,
            plain.task(),
            plain.trigger(),
            null,
            null,
            Map.of("label", TEXT, "k".repeat(63), "x".repeat(255)),
            TEXT,
            TEXT + "\n" + TEXT,
            null,
            Map.of()));
    client
        .calendars()
        .create(
            new Calendar(
                "c".repeat(100),
                TEXT,
                null,
                List.of(new DatesWindow(List.of("--12-25"), null, TEXT, Map.of())),
                Map.of()));
    client.changes().run(LONG, new RunRequest(Map.of("SAID", TEXT), null, TEXT, null));
    client.changes().pause(LONG, new PauseRequest(TEXT, null));
    browser.signIn("admin", "secret");
    browser.awaitSelector(".st.bad");
    for (String page :
        List.of(
            "topologies",
            "topologies/" + LONG,
            "topologies/" + LONG + "/runs",
            "topologies/" + LONG + "/definition",
            "topologies/" + LONG + "/edit",
            "runs",
            "calendars",
            "calendars/" + "c".repeat(100),
            "calendars/" + "c".repeat(100) + "/edit",
            "cluster",
            "audit")) {
      browser.go(page);
      browser.awaitSelector(
          "main .grid, main form, main dl, main pre, main details, main .empty, main .json");
      look("long-" + page.replace(LONG, "w").replaceAll("c{50,}", "c").replace('/', '-'));
    }
    browser.go("topologies");
    browser.press("Failed");
    browser.awaitSelector("li.e.here");
    look("long-run");
  }

  @Test
  void sixtyTasksAndTwoHundredVariablesAreEditedAndSeenInTheirRun() throws IOException {
    client.create(Json.read(many(), Topology.class));
    client.run("many");
    browser.signIn("admin", "secret");
    browser.go("topologies/many");
    browser.awaitText("VARIABLE_199");
    look("many-topology");
    browser.press("Edit");
    browser.awaitText("None so far.");
    look("many-edit");
    browser.fillIn("task-0", "Value 200", "another");
    browser.awaitText("Save 1 change");
    browser.go("topologies");
    browser.press("Completed");
    browser.awaitText(TASKS + " completed");
    look("many-run");
  }

  /** A graph in which ten begin, and each five that follow wait for the five before. */
  private static String many() {
    String tasks =
        IntStream.range(0, TASKS)
            .mapToObj(i ->
                """
                {"type": "CONTAINER_EXECUTION", "taskName": "task-%d", %s
                 "executable": {"type": "COMMAND", "command": ["true"]}, %s
                 "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 16}]}
                """
                    .formatted(i, i == 0 ? variables() : "", i < 10 ? "" : after(i)))
            .collect(Collectors.joining(","));
    return """
    {"name": "many", "trigger": {"type": "CRON", "timeSpec": "0 0 3 1 1 ?"},
     "task": {"type": "COMPOSITE", "compositionType": "DAG", "parallelism": 4, "tasks": [%s]},
     "policy": {"group": "g", "priority": -1000, "pauseAfterFailures": 1000, "jitter": "24h", "runTimeout": "366 days"}}
    """
        .formatted(tasks);
  }

  private static String variables() {
    return IntStream.range(0, VARIABLES)
        .mapToObj("\"VARIABLE_%1$d\": \"value of %1$d\""::formatted)
        .collect(Collectors.joining(",", "\"env\": {", "},"));
  }

  private static String after(int i) {
    int from = i / 5 * 5 - 5;
    return IntStream.range(from, from + 5)
        .mapToObj("\"task-%d\""::formatted)
        .collect(Collectors.joining(",", "\"dependsOn\": [", "],"));
  }

  private void look(String page) {
    browser.assertAccessible(page);
    for (int width : List.of(1440, 1024, 390, 360)) {
      browser.size(width, width > 800 ? 900 : 844);
      browser.assertFits(page + " at " + width);
      browser.shoot(page + "-" + width + "-light");
    }
    browser.size(1440, 900);
  }
}
