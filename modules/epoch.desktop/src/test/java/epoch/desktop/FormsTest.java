package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import epoch.api.calendar.Calendar;
import epoch.api.calendar.CronWindow;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.json.Json;
import epoch.api.rest.GroupState;
import epoch.api.topology.Topology;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.place.Place;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.World.Entry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Control;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The forms of topologies and calendars, and the page of calendars. */
class FormsTest extends FormWindow {

  private static final String NIGHTLY =
      """
      {"name": "ledger-nightly", "owner": "billing", "labels": {"env": "prod"},
       "triggers": [{"type": "CRON", "timeSpec": "0 30 2 ? * MON-FRI", "timeZone": "Europe/Berlin"},
                    {"type": "EVERY", "interval": "6h", "from": 1796092200000}],
       "policy": {"overlap": "QUEUE", "runTimeout": "4h", "pauseAfterFailures": 3, "group": "database",
                  "priority": 5, "calendars": ["holidays"], "inCalendar": "RUN_ONCE_AFTER", "jitter": "10m"},
       "task": {"type": "COMPOSITE", "compositionType": "DAG", "parallelism": 2, "tasks": [
         {"type": "CONTAINER_EXECUTION", "taskName": "extract-orders", "executable": {"type": "DOCKER", "url": "registry.example.com/ledger/extract:1.4"},
          "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 512}]},
         {"type": "CONTAINER_EXECUTION", "taskName": "reconcile", "executable": {"type": "DOCKER", "url": "registry.example.com/ledger/reconcile:2.0"},
          "resources": [{"type": "CPU", "count": 2}, {"type": "MEMORY", "sizeInMB": 2048}], "dependsOn": ["extract-orders"],
          "env": {"DAY": "{{fireTime-1d:yyyy-MM-dd}}", "MODE": "full"}, "args": ["--strict"], "timeout": "30m",
          "volumes": [{"pathOnHost": "/var/ledger", "pathInContainer": "/in", "mode": "READ_ONLY"}],
          "retry": {"maxAttempts": 5, "backoff": "10s"}},
         {"type": "CONTAINER_EXECUTION", "taskName": "alarm", "executable": {"type": "DOCKER", "url": "registry.example.com/ledger/alarm:1.0"},
          "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 128}], "dependsOn": ["extract-orders", "reconcile"], "when": "FAILURE"}]}}
      """;

  private final FakeEpoch server = new FakeEpoch();

  @AfterEach
  void stop() {
    server.close();
  }

  private void enter(String role) throws TimeoutException {
    String user = role.equals("READ_WRITE") ? "author" : "admin";
    enter(
        new Connection("production", List.of(server.url()), user, user, Identity.PRODUCTION), role);
  }

  private void world() {
    server.calendars.put(
        new Calendar(
            "holidays",
            "Nothing runs when nobody is there.",
            "Europe/Berlin",
            List.of(
                new DatesWindow(
                    List.of("--12-25", "--12-26", "2026-12-31/2027-01-01"),
                    null,
                    "Public holidays",
                    Map.of()),
                new WeeklyWindow(
                    List.of(Weekday.SAT, Weekday.SUN), null, null, "Asia/Kolkata", null, Map.of())),
            Map.of()));
    server.calendars.put(
        Calendar.of(
            "storage-move",
            null,
            OnceWindow.of(
                FakeEpoch.START.minusSeconds(1_800),
                FakeEpoch.START.plusSeconds(9_000),
                "Storage is moved")));
    server.calendars.put(
        Calendar.of(
            "month-end",
            "Asia/Kolkata",
            new CronWindow("0 0 18 L * ?", "4h", null, "The books are closed", Map.of())));
    server.calendars.put(
        new GroupState(
            "database",
            2,
            List.of(place("warehouse-load-full", 300), place("inventory-snapshot", 120)),
            List.of(place("ledger-nightly", 60), place("fx-rates-import", 30))));
    server.calendars.put(new GroupState("mail", 10, List.of(), List.of()));
    server.world.put(Entry.of(nightly()));
    server.world.put(Entry.of("fx-rates-import"));
  }

  private static GroupState.Place place(String id, int seconds) {
    return new GroupState.Place(
        id, "ESR-2026-11-24-04-00-00-000", 0, FakeEpoch.START.minusSeconds(seconds));
  }

  private static Topology nightly() {
    try {
      return Json.read(NIGHTLY, Topology.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private Topology stored(String id) {
    return server.world.topologies.get(id).topology();
  }

  private void shootBoth(String view) {
    screen.shoot("view-" + view);
    screen.shootLarge("view-" + view + "-large", store);
  }

  @Test
  void aTopologyIsWrittenByKeyboardAlone() throws TimeoutException {
    enter("ADMIN");
    robot.write("gt");
    screen.eventually(() -> place() instanceof Place.Topologies);
    robot.write("c");
    focused("field-name");
    robot.write("fresh");
    robot.push(KeyCode.CONTROL, KeyCode.S);
    // What is missing takes the focus.
    focused("field-task-executable-url");
    screen.eventually(() -> shows("is required"));
    screen.shoot("form-wrong");
    robot.write("i:1");
    robot.push(KeyCode.CONTROL, KeyCode.S);
    screen.eventually(() -> shows("Create fresh?"));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> server.world.topologies.containsKey("fresh"));
    screen.eventually(() -> place().equals(new Place.Topologies("fresh")));
  }

  @Test
  void tabLeadsThroughEveryFieldAndOutOfAreasOfText() throws TimeoutException {
    world();
    enter("ADMIN");
    at(new Place.Editor("fx-rates-import", ""));
    focused("field-trigger-type");
    for (int i = 0; i < 60 && !there("editor-json", true); i++) {
      robot.type(KeyCode.TAB);
    }
    focused("editor-json");
    robot.type(KeyCode.TAB);
    screen.eventually(() -> !there("editor-json", true));
    assertFalse(text("editor-json").contains("\t"));
    robot.type(KeyCode.F6);
    focused("editor-json");
    robot.type(KeyCode.F6);
    focused("field-trigger-type");
  }

  private boolean there(String id, boolean focused) {
    return robot.lookup("#" + id).tryQuery().filter(it -> it.isFocused() == focused).isPresent();
  }

  @Test
  void whereTheFormChangesWhileOneTypesTheFocusAndTheCaretStay() throws TimeoutException {
    world();
    enter("ADMIN");
    at(new Place.Editor("fx-rates-import", ""));
    focused("field-trigger-type");
    assertFalse(screen.on(() -> there("field-policy-priority")));
    screen.on(() -> {
      robot.lookup("#field-policy-group").query().requestFocus();
      return robot;
    });
    robot.write("dba");
    robot.type(KeyCode.LEFT);
    robot.write("x");
    screen.eventually(() -> there("field-policy-priority"));
    focused("field-policy-group");
    assertEquals("dbxa", text("field-policy-group"));
    robot.push(KeyCode.CONTROL, KeyCode.S);
    screen.eventually(() -> shows("policy"));
  }

  @Test
  void tasksAreAddedAndJoinedToAGraphWhoseCircleIsNamed() throws TimeoutException {
    world();
    enter("ADMIN");
    at(new Place.Editor("fx-rates-import", ""));
    focused("field-trigger-type");
    press("press-add-task");
    focused("field-task-compositiontype");
    fill("field-task-tasks-1-executable-url", "i:2");
    choose("field-task-compositiontype", "each as soon as those before it have ended");
    screen.eventually(() -> there("field-task-tasks-1-dependson-main"));
    fill("field-task-tasks-1-taskname", "second");
    mark("field-task-tasks-0-dependson-second");
    screen.eventually(() -> shows("wait for each other in a circle: main → second → main"));
    screen.shoot("form-circle");
    mark("field-task-tasks-0-dependson-second");
    robot.push(KeyCode.CONTROL, KeyCode.S);
    screen.eventually(() -> shows("changes of fx-rates-import?"));
    screen.shoot("form-save");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> stored("fx-rates-import").task().containers().size() == 2);
    assertEquals(List.of("main"), stored("fx-rates-import").task().containers().get(1).dependsOn());
  }

  @Test
  void everythingThatATopologyCanSayIsThereLightAndDarkSmallAndLarge() throws TimeoutException {
    world();
    enter("ADMIN");
    at(new Place.Editor("ledger-nightly", ""));
    screen.eventually(() -> there("field-task-tasks-1-retry-maxattempts"));
    screen.eventually(() -> shows("Nothing is changed."));
    shootBoth("form");
    for (String field :
        List.of(
            "field-triggers-1-from",
            "field-task-tasks-1-timeout",
            "field-policy-overlap",
            "field-labels")) {
      screen.on(() -> {
        robot.lookup("#" + field).query().requestFocus();
        return field;
      });
      shootBoth("form-" + field.substring(6));
    }
    fill("field-policy-jitter", "20m");
    screen.eventually(() -> shows("Save 1 change…"));
    assertEquals("2026-12-01 08:00", text("field-triggers-1-from"));
    everythingHasAName();
  }

  /** Who cannot see hears what each control is. */
  private void everythingHasAName() {
    List<String> nameless =
        screen.on(() ->
            robot.lookup("#form").query().lookupAll(".control").stream()
                .filter(Control.class::isInstance)
                .filter(node -> node.isFocusTraversable() && node.isVisible())
                .filter(
                    node -> node.getAccessibleText() == null || node.getAccessibleText().isBlank())
                .filter(node -> !node.getStyleClass().contains("form-scroll"))
                .map(Object::toString)
                .toList());
    assertEquals(List.of(), nameless);
  }

  @Test
  void calendarsAreSeenAndWrittenByKeyboardAlone() throws TimeoutException {
    world();
    enter("ADMIN");
    robot.write("gd");
    awaitRows("calendars", 3);
    focused("calendars");
    robot.write("j");
    screen.eventually(() -> shows("Public holidays"));
    screen.eventually(() -> shows("Sat and Sun, all day in Asia/Kolkata"));
    shootBoth("calendars");
    robot.type(KeyCode.DELETE);
    screen.eventually(() -> shows("holidays cannot be deleted"));
    screen.shoot("calendar-in-use");
    robot.type(KeyCode.ENTER);
    robot.write("m");
    screen.eventually(() -> there("field-windows-2-from"));
    assertEquals("2026-11-24 11:00", text("field-windows-2-from"));
    screen.eventually(() -> shows("It will be closed"));
    shootBoth("calendar-form");
    robot.push(KeyCode.CONTROL, KeyCode.S);
    screen.eventually(() -> shows("Save 1 change of holidays?"));
    robot.type(KeyCode.ENTER);
    screen.eventually(
        () -> server.calendars.calendar("holidays").orElseThrow().windows().size() == 3);
    screen.eventually(() -> place().equals(new Place.Calendars("holidays")));
    screen.eventually(() -> shows("Maintenance"));
    robot.write("c");
    focused("field-name");
    robot.write("fresh");
    press("press-add-weekly");
    screen.eventually(() -> there("field-windows-0-days-sat"));
    robot.push(KeyCode.CONTROL, KeyCode.S);
    screen.eventually(() -> shows("Create fresh?"));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> server.calendars.calendar("fresh").isPresent());
  }

  @Test
  void aGroupGetsAnotherLimit() throws TimeoutException {
    world();
    enter("ADMIN");
    at(new Place.Calendars(""));
    awaitRows("groups", 2);
    screen.eventually(() -> shows("ledger-nightly, fx-rates-import"));
    robot.type(KeyCode.F6);
    focused("groups");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("How many of database at once?"));
    robot.clickOn("#question-field").write("7");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> server.calendars.limit("database") == 7);
  }

  @Test
  void whoMayNotChangeCalendarsIsOfferedNothing() throws TimeoutException {
    world();
    enter("READ_WRITE");
    at(new Place.Calendars("holidays"));
    awaitRows("calendars", 3);
    screen.eventually(() -> shows("Public holidays"));
    for (String id :
        List.of(
            "calendar-new",
            "calendar-edit",
            "calendar-delete",
            "calendar-maintain",
            "group-limit")) {
      assertFalse(screen.on(() -> button(id).isVisible()), id);
    }
    screen.shoot("calendars-read-only");
  }

  @Test
  void anEmptyClusterSaysWhatCalendarsAre() throws TimeoutException {
    enter("ADMIN");
    at(new Place.Calendars(""));
    screen.eventually(() -> shows("No calendar yet"));
    shootBoth("calendars-empty");
    press("placeholder-action");
    screen.eventually(() -> place().equals(new Place.CalendarEditor("", "")));
    screen.eventually(() -> shows("New calendar"));
    shootBoth("calendar-form-empty");
  }

  @Test
  void textsOfOthersBreakNothing() throws TimeoutException {
    String hostile = "<b>\u202Egnp.exe _mnemonic\n".repeat(40);
    server.calendars.put(
        new Calendar(
            "a".repeat(100),
            hostile,
            "UTC",
            List.of(new DatesWindow(List.of(hostile), hostile, hostile, Map.of())),
            Map.of()));
    server.calendars.put(
        new GroupState("g".repeat(100), 10_000, List.of(place(hostile, 1)), List.of()));
    enter("ADMIN");
    at(new Place.Calendars("a".repeat(100)));
    awaitRows("calendars", 1);
    screen.eventually(() -> shows("Times in UTC"));
    screen.shoot("calendars-hostile");
    assertTrue(screen.on(() -> table("groups").orElseThrow().getItems().size() == 1));
    at(new Place.CalendarEditor("a".repeat(100), ""));
    screen.eventually(() -> there("field-windows-0-title"));
    screen.shoot("calendar-form-hostile");
  }

  @Test
  void sixtyTasksAreOneForm() throws TimeoutException {
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      tasks
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"type": "CONTAINER_EXECUTION", "taskName": "t%d", "executable": {"type": "DOCKER", "url": "i:1"},
               "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 128}]}
              """
                  .formatted(i));
    }
    String json =
        "{\"name\": \"many\", \"trigger\": {\"type\": \"CRON\", \"timeSpec\": \"0 0 3 * * ?\"}, \"task\":"
            + " {\"type\": \"COMPOSITE\", \"tasks\": ["
            + tasks
            + "]}}";
    enter("ADMIN");
    at(new Place.Editor("", json));
    screen.eventually(() -> there("field-task-tasks-59-taskname"));
    fill("field-task-tasks-59-taskname", "t59x");
    assertTrue(text("editor-json").contains("t59x"));
  }
}
