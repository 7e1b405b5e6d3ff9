package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Overlap;
import epoch.api.topology.Policy;
import epoch.api.topology.Retry;
import epoch.api.topology.RetryOn;
import epoch.api.topology.Topology;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** All that a topology or a calendar can be is written in a form. */
class WebUiFormsTest extends WebUi {
  @Test
  void severalTasksAreMadeOrderedAndSeenInTheirRun() throws IOException {
    browser.signIn("admin", "secret");
    browser.go("new");
    browser.fill("Name", "pipeline");
    browser.choose("Runs", "a command");
    browser.fill("Command", "sh -c 'echo the load'");
    browser.press("Another task");
    browser.fillIn("main", "Task name", "load");
    browser.fillIn("task-1", "Command", "sh -c 'echo the extract'");
    browser.fillIn("task-1", "Task name", "extract");
    browser.press("Earlier extract");
    browser.assertAccessible("several tasks");
    browser.shoot("create-several-1440-light");
    browser.press("Create");
    browser.awaitText("Next fires");
    browser.awaitText("One after the other, until one fails");
    assertEquals(
        List.of("extract", "load"),
        client.topology("pipeline").topology().task().containers().stream()
            .map(ContainerTask::taskName)
            .toList());
    browser.press("Run now…");
    browser.press("Run now");
    browser.awaitText("2 completed");
    browser.awaitText("the extract");
    browser.shoot("run-several-1440-light");
    browser.go("topologies/pipeline/edit");
    browser.awaitText("None so far.");
    browser.press("Remove load");
    browser.awaitNoText("None so far.");
    browser.keys(Keys.chord(Keys.CONTROL, "z"));
    browser.awaitText("None so far.");
  }

  @Test
  void everyPolicyIsEditedInTheFormAndNothingIsLostOnTheWay() throws IOException {
    browser.signIn("admin", "secret");
    browser.go("new");
    browser.fill("Name", "treated");
    browser.choose("Runs", "a command");
    browser.fill("Command", "true");
    browser.press("Another schedule");
    browser.chooseIn("Schedule 2", "How often", "at an interval");
    browser.fillIn("Schedule 2", "Every", "90 min");
    browser.choose("If it fails", "try it again");
    browser.fill("Attempts in all", "4");
    browser.fill("Wait before the second", "5s");
    browser.press("Drove lost it");
    browser.fill("An attempt may take", "10 min");
    browser.choose("Still running at the next fire", "Wait until");
    browser.fill("A run may take", "45 min");
    browser.fill("A fire may begin late by", "20 min");
    browser.fill("Pause after failures in a row", "3");
    browser.fill("Concurrency group", "batch");
    browser.fill("Priority", "-5");
    browser.fill("Spread fires over", "2 min");
    browser.awaitText("Every 90 min");
    browser.assertAccessible("policies");
    browser.shoot("create-policies-1440-light");
    browser.press("Create");
    browser.awaitText("Wait for the one before");
    Topology made = client.topology("treated").topology();
    Policy policy = made.effectivePolicy();
    assertEquals(Overlap.QUEUE, policy.overlap());
    assertEquals("45 min", policy.runTimeout());
    assertEquals("20 min", policy.startDeadline());
    assertEquals("2 min", policy.jitter());
    assertEquals(3, policy.pauseAfterFailures());
    assertEquals("batch", policy.group());
    assertEquals(-5, policy.priority());
    assertEquals(List.of(EveryTrigger.of("90 min")), made.triggers());
    ContainerTask task = made.task().containers().getFirst();
    assertEquals("10 min", task.timeout());
    assertEquals(
        new Retry(4, "5s", null, List.of(RetryOn.FAILED, RetryOn.TIMEOUT, RetryOn.LOST), Map.of()),
        task.retry());
    browser.shoot("topology-policies-1440-light");
    browser.go("topologies/treated/edit");
    browser.awaitText("None so far.");
    for (String form : List.of("JSON", "YAML", "Form")) {
      browser.press(form);
      browser.awaitText("None so far.");
    }
    browser.press("Remove schedule 2");
    browser.choose("If it fails", "that is");
    browser.fill("Spread fires over", "");
    browser.press("JSON");
    browser.awaitSelector("#text");
    browser.press("Save 3 changes");
    browser.awaitText("Saved treated.");
    Topology changed = client.topology("treated").topology();
    assertEquals(null, changed.triggers());
    assertEquals(null, changed.task().containers().getFirst().retry());
    assertEquals(null, changed.effectivePolicy().jitter());
    assertEquals("45 min", changed.effectivePolicy().runTimeout());
  }

  @Test
  void aGraphIsDrawnAsItRanWithEveryAttempt() throws IOException {
    browser.signIn("admin", "secret");
    browser.go("new");
    browser.fill("Name", "graph");
    browser.choose("Runs", "a command");
    browser.fill("Task name", "extract");
    browser.fill("Command", "true");
    browser.press("Another task");
    browser.fillIn("task-1", "Command", "sh -c 'echo ERROR no rows; exit 3'");
    browser.pressIn("task-1", "Environment, arguments, volumes, retry, timeout");
    browser.chooseIn("task-1", "If it fails", "try it again");
    browser.fillIn("task-1", "Attempts in all", "2");
    browser.fillIn("task-1", "Wait before the second", "1s");
    browser.fillIn("task-1", "Task name", "load");
    browser.press("Another task");
    browser.fillIn("task-1", "Command", "true");
    browser.fillIn("task-1", "Task name", "publish");
    browser.press("Another task");
    browser.fillIn("task-1", "Command", "true");
    browser.fillIn("task-1", "Task name", "tell");
    browser.choose("Order", "Each as soon");
    browser.pressIn("tell", "publish");
    browser.pressIn("tell", "load");
    browser.chooseIn("tell", "If of these", "at least");
    browser.assertAccessible("graph");
    browser.shoot("create-graph-1440-light");
    browser.press("Create");
    browser.awaitText("Each as soon as those before it allow");
    browser.press("Run now…");
    browser.press("Run now");
    browser.awaitText("load failed");
    browser.awaitText("Attempts at load");
    browser.awaitSelector(".edge.cut-off");
    browser.awaitText("ERROR no rows");
    browser.assertAccessible("run of a graph");
    browser.shoot("run-graph-1440-light");
    browser.size(390, 844);
    browser.assertFits("run of a graph");
    browser.shoot("run-graph-390-light");
  }

  @Test
  void aCalendarIsMadeNamedByATopologyAndCannotBeDeletedWhileItIs() throws IOException {
    browser.signIn("admin", "secret");
    browser.go("calendars");
    browser.awaitText("No calendar yet");
    browser.press("New calendar");
    browser.fill("Name", "freeze");
    browser.fill("Time zone", "Europe/Berlin");
    browser.press("Days");
    browser.fillIn("Window 1", "Title", "Christmas");
    browser.fillIn("Window 1", "Days", "--12-25");
    browser.awaitText("Christmas");
    browser.press("Every week");
    browser.fillIn("Window 2", "From", "22:00");
    browser.fillIn("Window 2", "To", "25:00");
    browser.go("calendars");
    browser.awaitText("No calendar yet");
    browser.press("New calendar");
    browser.awaitText("What you had not saved is here again.");
    browser.press("YAML");
    browser.awaitSelector("#text");
    assertTrue(
        String.valueOf(browser.script("return document.querySelector('#text').value"))
            .contains("title: Christmas"));
    browser.press("Form");
    browser.press("Create");
    browser.awaitText("is no time of day");
    browser.assertAccessible("calendar form");
    browser.fillIn("Window 2", "To", "06:00");
    browser.press("Create");
    browser.awaitText("25 Dec every year");
    browser.awaitText("Sat and Sun, 22:00 to 06:00");
    browser.assertAccessible("calendar");
    browser.shoot("calendar-1440-light");
    Calendar made = client.calendars().find("freeze").calendar();
    assertEquals(
        List.of(
            new DatesWindow(List.of("--12-25"), null, "Christmas", Map.of()),
            WeeklyWindow.of(List.of(Weekday.SAT, Weekday.SUN), "22:00", "06:00")),
        made.windows());
    client.create(topology("quiet", "true"));
    browser.go("topologies/quiet/edit");
    browser.press("freeze");
    browser.choose("A fire in such a time", "Run the latest");
    browser.press("Save 1 change");
    browser.awaitText("freeze; then the latest");
    assertEquals(
        List.of("freeze"), client.topology("quiet").topology().effectivePolicy().calendars());
    browser.go("calendars/freeze");
    browser.awaitText("quiet");
    browser.press("Delete…");
    browser.awaitText("1 topology names it");
    browser.pressFirst("dialog button[type=submit]");
    browser.awaitSelector("dialog [role=alert]");
    browser.press("Cancel");
    browser.go("calendars");
    browser.awaitText("freeze");
    browser.shoot("calendars-1440-light");
  }
}
