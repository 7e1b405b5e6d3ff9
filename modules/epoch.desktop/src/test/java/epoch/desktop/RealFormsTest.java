package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.client.EpochClient;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.Role;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Overlap;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.api.topology.When;
import epoch.desktop.place.Place;
import epoch.desktop.server.RealCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms in front of a whole cluster: what they write is what it stores and does. */
class RealFormsTest extends FormWindow {

  @TempDir static Path installation;
  private static RealCluster cluster;

  private EpochClient client;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = new RealCluster(installation);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  InstantSource time() {
    return InstantSource.system();
  }

  @BeforeEach
  void connect() throws TimeoutException {
    client = cluster.client(Role.ADMIN);
    enter(cluster.as(Role.ADMIN), "ADMIN");
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void whatTheFormSaysIsWhatIsStored() throws IOException, TimeoutException {
    at(new Place.Editor("", ""));
    focused("field-name");
    fill("field-name", "written");
    choose("field-trigger-type", "at an interval");
    fill("field-trigger-interval", "6h");
    choose("field-task-executable-type", "a command of the machine");
    fill("field-task-executable-command", "sh\n-c\necho {{fireTime:yyyy}}");
    press("press-add-task");
    screen.eventually(() -> there("field-task-tasks-1-executable-command"));
    fill("field-task-tasks-1-executable-command", "true");
    fill("field-task-tasks-1-taskname", "after");
    choose("field-task-compositiontype", "each as soon as those before it have ended");
    screen.eventually(() -> there("field-task-tasks-1-when"));
    choose("field-task-tasks-1-when", "all ended, either way");
    choose("field-task-tasks-1-retry", "try it again");
    choose("field-policy-overlap", "wait until it has ended");
    fill("field-policy-runtimeout", "soon");
    robot.push(KeyCode.CONTROL, KeyCode.S);
    screen.eventually(() -> shows("is not a duration"));
    focused("field-policy-runtimeout");
    fill("field-policy-runtimeout", "45m");
    fill("field-policy-group", "database");
    screen.eventually(() -> there("field-policy-priority"));
    fill("field-policy-priority", "5");
    robot.push(KeyCode.CONTROL, KeyCode.S);
    screen.eventually(() -> shows("Create written?"));
    screen.shoot("real-form");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> place().equals(new Place.Topologies("written")));
    Topology stored = client.topology("written").topology();
    assertTrue(stored.trigger() instanceof EveryTrigger every && every.interval().equals("6h"));
    Policy policy = stored.effectivePolicy();
    assertEquals(Overlap.QUEUE, policy.overlap());
    assertEquals("45m", policy.runTimeout());
    assertEquals("database", policy.group());
    assertEquals(5, policy.priority());
    ContainerTask after = stored.task().containers().get(1);
    assertEquals(List.of("main"), after.dependsOn());
    assertEquals(When.ALWAYS, after.when());
    assertEquals(3, after.retry() == null ? 0 : after.retry().attempts());
    assertTrue(client.delete("written"));
  }

  /** Waits until the table of calendars has one alone, which these name. */
  private void awaitUsers(String... topologies) throws TimeoutException {
    screen.eventually(() ->
        table("calendars").orElseThrow().getItems().stream()
            .map(row -> ((CalendarDetails) row).usedBy())
            .toList()
            .equals(List.of(List.of(topologies))));
  }

  @Test
  void aMaintenanceClosesACalendarByWhichATopologyRestsAndKeepsItFromBeingDeleted()
      throws IOException, TimeoutException {
    var _ = client.create(RealCluster.script("resting", "true"));
    robot.write("gd");
    screen.eventually(() -> place() instanceof Place.Calendars);
    screen.eventually(() -> shows("No calendar yet"));
    robot.write("c");
    focused("field-name");
    fill("field-name", "freeze");
    press("press-add-once");
    screen.eventually(() -> there("field-windows-0-from"));
    fill("field-windows-0-from", "2020-01-01 00:00");
    fill("field-windows-0-to", "2019-01-01 00:00");
    screen.eventually(() -> shows("is not after from"));
    fill("field-windows-0-to", "2199-01-01 00:00");
    robot.push(KeyCode.CONTROL, KeyCode.S);
    screen.eventually(() -> shows("Create freeze?"));
    robot.type(KeyCode.ENTER);
    awaitRows("calendars", 1);
    screen.eventually(() -> shows("Closed"));
    assertTrue(
        client.calendars().find("freeze").calendar().windows().getFirst() instanceof OnceWindow);
    at(new Place.Editor("resting", ""));
    screen.eventually(() -> there("field-policy-calendars-freeze"));
    mark("field-policy-calendars-freeze");
    screen.eventually(() -> there("field-policy-incalendar"));
    choose("field-policy-incalendar", "run the latest when it is over");
    robot.push(KeyCode.CONTROL, KeyCode.S);
    screen.eventually(() -> shows("Save 1 change of resting?"));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> place().equals(new Place.Topologies("resting")));
    Policy policy = client.topology("resting").topology().effectivePolicy();
    assertEquals(List.of("freeze"), policy.calendars());
    assertEquals(InCalendar.RUN_ONCE_AFTER, policy.inCalendar());
    at(new Place.Calendars("freeze"));
    awaitUsers("resting");
    robot.type(KeyCode.DELETE);
    screen.eventually(() -> shows("freeze cannot be deleted"));
    screen.shoot("real-calendar");
    robot.type(KeyCode.ESCAPE);
    assertTrue(client.delete("resting"));
    robot.write("R");
    awaitUsers();
    robot.type(KeyCode.DELETE);
    screen.eventually(() -> shows("Delete the calendar freeze?"));
    robot.clickOn("#question-yes");
    screen.eventually(() -> client.calendars().list().isEmpty());
  }

  @Test
  void theLimitOfAGroupIsSetAndTakenAwaySoThatOneAtATimeIsInAgain()
      throws IOException, TimeoutException {
    var _ = client.limitGroup("database", 3);
    at(new Place.Calendars(""));
    awaitRows("groups", 1);
    robot.type(KeyCode.F6);
    focused("groups");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("How many of database at once?"));
    robot.clickOn("#question-field").write("many").type(KeyCode.ENTER);
    screen.eventually(() -> shows("“many” is no number"));
    assertEquals("many", text("question-field"));
    fill("question-field", "7");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> client.group("database").limit() == 7);
    focused("groups");
    robot.type(KeyCode.DELETE);
    screen.eventually(() -> shows("Take the limit of database away?"));
    screen.shoot("real-group");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> client.group("database").limit() == 1);
    awaitRows("groups", 0);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    screen.eventually(() -> client.group("database").limit() == 7);
    assertTrue(client.removeGroup("database"));
  }

  @Test
  void whatAnotherDoesToCalendarsIsToldAndSeen() throws IOException, TimeoutException {
    at(new Place.Calendars(""));
    screen.eventually(() -> shows("No calendar yet"));
    var _ = client.calendars().create(Calendar.of("seen", "UTC", DatesWindow.of("--12-25")));
    awaitRows("calendars", 1);
    assertTrue(client.calendars().delete("seen"));
    awaitRows("calendars", 0);
    at(new Place.Live());
    screen.eventually(() -> shows("was made or changed") && shows("was deleted"));
  }
}
