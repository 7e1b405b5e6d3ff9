package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.rest.GroupState;
import epoch.api.topology.Topology;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.place.Place;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Shared;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Control;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The forms of topologies and calendars, and the page of calendars. */
class FormsTest extends FormWindow {

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

  private Topology stored(String id) {
    return server.world.topologies.get(id).topology();
  }

  private void shootBoth(String view) {
    screen.shoot("view-" + view);
    screen.shootLarge("view-" + view + "-large");
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
    Shared.of(server);
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
    Shared.of(server);
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
    Shared.of(server);
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
    Shared.of(server);
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
  void whatWasTypedIsThereAgainAfterTheWindowWasClosedUntilItIsSaved() throws TimeoutException {
    Shared.of(server);
    enter("ADMIN");
    at(new Place.Editor("fx-rates-import", ""));
    focused("field-trigger-type");
    fill("field-owner", "ann");
    fill("field-task-resources-cpu", "many");
    close();
    open();
    enter("ADMIN");
    at(new Place.Topologies(""));
    screen.eventually(() -> drafts().isVisible());
    assertEquals(1, screen.on(() -> drafts().getItems().size()));
    shootBoth("drafts");
    robot.push(KeyCode.CONTROL, KeyCode.K);
    focused("palette-field");
    robot.write("draft of");
    screen.eventually(() -> shows("Go on with the draft of fx-rates-import"));
    robot.type(KeyCode.ESCAPE);
    assertEquals(new Place.Topologies(""), place());
    screen.on(() -> {
      drafts().getItems().getFirst().fire();
      return store;
    });
    screen.eventually(() -> shows("and did not save."));
    assertEquals("ann", text("field-owner"));
    assertEquals("many", text("field-task-resources-cpu"));
    shootBoth("draft");
    fill("field-task-resources-cpu", "4");
    robot.push(KeyCode.CONTROL, KeyCode.S);
    screen.eventually(() -> shows("Save 2 changes of fx-rates-import?"));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> "ann".equals(stored("fx-rates-import").owner()));
    screen.eventually(() -> place().equals(new Place.Topologies("fx-rates-import")));
    screen.eventually(() -> !drafts().isVisible());
    at(new Place.Editor("fx-rates-import", ""));
    screen.eventually(() -> shows("Nothing is changed."));
    assertFalse(screen.on(() -> shows("did not save")));
  }

  private MenuButton drafts() {
    return robot.lookup("#drafts-topology").queryAs(MenuButton.class);
  }

  @Test
  void calendarsAreSeenAndWrittenByKeyboardAlone() throws TimeoutException {
    Shared.of(server);
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
    Shared.of(server);
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
    screen.eventually(() -> button("group-unlimit").isVisible());
    robot.write("u");
    screen.eventually(() -> shows("Take the limit of database away?"));
    screen.shoot("group-unlimit");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> server.calendars.limit("database") == 1);
    screen.eventually(() -> button("group-unlimit").isDisabled());
    assertFalse(screen.on(() -> button("group-limit").isDisabled()));
  }

  @Test
  void whoMayNotChangeCalendarsIsOfferedNothing() throws TimeoutException {
    Shared.of(server);
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
            "group-limit",
            "group-unlimit")) {
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
        new GroupState(
            "g".repeat(100), 10_000, true, List.of(Shared.place(hostile, 1)), List.of()));
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
