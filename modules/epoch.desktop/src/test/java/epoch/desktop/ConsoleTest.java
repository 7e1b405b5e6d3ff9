package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.RunState;
import epoch.api.topology.TopologyState;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.place.Place;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Night;
import epoch.desktop.server.World;
import epoch.desktop.server.World.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleTest extends WindowTest {

  private static final String FAILING = Night.FAILING;

  private final FakeEpoch server = new FakeEpoch();

  @AfterEach
  void stop() {
    server.close();
  }

  private void enter(String user, Identity identity) throws TimeoutException {
    enter(
        new Connection(
            identity.toString().toLowerCase(Locale.ROOT),
            List.of(server.url()),
            user,
            user,
            identity),
        switch (user) {
          case "guest" -> "READ_ONLY";
          case "operator" -> "OPERATOR";
          case "author" -> "READ_WRITE";
          default -> "ADMIN";
        });
  }

  @Test
  void theDoorSaysAtTheFieldWhatIsWrongAndOpensByEnter() throws TimeoutException {
    screen.on(() -> {
      desk.ask(
          Optional.of(
              new Connection(
                  "production", List.of(server.url()), "admin", "", Identity.PRODUCTION)));
      return desk;
    });
    screen.shoot("connect");
    robot.clickOn("#password").write("wrong").type(KeyCode.ENTER);
    screen.eventually(() -> shows("does not accept"));
    screen.shoot("connect-error");
    robot.doubleClickOn("#password").write("admin").type(KeyCode.ENTER);
    screen.eventually(() -> titles.contains("production – Epoch"));
    assertEquals(List.of("production"), store.settings().open());
  }

  @Test
  void byKeyboardAloneOneFindsTheFailedRunItsReasonItsLogAndTheRetry() throws TimeoutException {
    Night.of(server);
    enter("admin", Identity.PRODUCTION);
    screen.eventually(() ->
        robot
            .lookup("#attention")
            .tryQueryAs(ListView.class)
            .filter(list -> list.getItems().size() >= 2)
            .isPresent());
    screen.shoot("overview");
    focused("attention");
    robot.write("j");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("reconcile failed: exit code 3"));
    screen.eventually(() -> shows("ERROR totals differ by 10.00 INR: ledger"));
    screen.shoot("run");
    robot.write("/");
    focused("log-search");
    robot.write("partner").type(KeyCode.ESCAPE);
    robot.write("n");
    screen.eventually(() -> shows("of 4"));
    screen.shoot("run-search");
    robot.write("t");
    screen.eventually(() -> shows("Retry what failed in"));
    screen.shoot("run-retry");
    robot.type(KeyCode.ENTER);
    screen.eventually(() ->
        place() instanceof Place.OneRun run
            && run.topologyId().equals(FAILING)
            && server.calls().stream().anyMatch(call -> call.endsWith("/retry")));
    robot.type(KeyCode.ESCAPE);
    robot.type(KeyCode.ESCAPE);
    screen.eventually(() -> place() instanceof Place.Overview);
  }

  @Test
  void byKeyboardAloneOneFindsPausesAndUndoes() throws TimeoutException {
    Night.of(server);
    enter("admin", Identity.PRODUCTION);
    robot.write("gt");
    awaitRows("topologies", 14);
    focused("topologies");
    robot.write("j");
    screen.eventually(() -> !button("run").isDisabled());
    screen.shoot("topologies");
    robot.write("/");
    focused("filter");
    robot.write("fx-rates j");
    awaitRows("topologies", 1);
    screen.shoot("topologies-filtered");
    robot.type(KeyCode.ENTER);
    focused("topologies");
    screen.eventually(() -> "fx-rates-import".equals(desk.current().orElseThrow().selectedId()));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("94 ended"));
    screen.shoot("topology-runs");
    robot.clickOn("#tab-fires");
    screen.eventually(() -> shows("Europe/Berlin"));
    screen.shoot("topology-fires");
    robot.clickOn("#tab-revisions");
    awaitRows("revisions", 2);
    robot.clickOn("created");
    screen.eventually(() ->
        robot
            .lookup("#revision")
            .tryQueryAs(TextInputControl.class)
            .filter(json -> json.getText().contains("timeSpec"))
            .isPresent());
    screen.shoot("topology-revisions");
    robot.clickOn("#tab-json");
    screen.eventually(() ->
        robot
            .lookup("#json")
            .tryQueryAs(TextInputControl.class)
            .filter(json -> json.getText().contains("timeSpec"))
            .isPresent());
    robot.clickOn("#topologies");
    robot.write("p");
    screen.eventually(() -> shows("Pause fx-rates-import?"));
    screen.shoot("topology-pause");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("fx-rates-import: Paused"));
    assertEquals(TopologyState.PAUSED, server.world.topologies.get("fx-rates-import").state());
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    screen.eventually(
        () -> server.world.topologies.get("fx-rates-import").state() == TopologyState.ACTIVE);
    robot.write("?");
    screen.eventually(() -> shows("All keys"));
    screen.shoot("keys");
  }

  @Test
  void everyViewIsThereLightAndDarkSmallAndLarge() throws TimeoutException {
    Night.of(server);
    enter("admin", Identity.STAGING);
    at(new Place.Overview());
    shootBoth("overview");
    at(new Place.Topologies(FAILING));
    awaitRows("topologies", 14);
    shootBoth("topologies");
    at(new Place.Runs());
    awaitRows("all-runs", 2);
    shootBoth("runs");
    at(new Place.Ledger(FAILING, Optional.empty()));
    awaitRows("ledger", 40);
    shootBoth("ledger");
    at(new Place.Forecast());
    screen.eventually(() -> shows("40 at most"));
    awaitRows("collisions", 9);
    shootBoth("forecast");
    at(new Place.Control());
    awaitRows("failovers", 2);
    shootBoth("cluster");
    at(new Place.Audit(""));
    awaitRows("audit", 40);
    shootBoth("audit");
    server.put(World.run(FAILING, RunState.SUCCESSFUL, FakeEpoch.START.plusSeconds(1), ""));
    at(new Place.Live());
    screen.eventually(() -> table("live").filter(it -> !it.getItems().isEmpty()).isPresent());
    shootBoth("live");
    at(new Place.Editor("fx-rates-import", ""));
    screen.eventually(() -> shows("Every 15 minutes"));
    shootBoth("editor");
    assertTrue(screen.on(() -> shows("Nothing is changed.")));
    screen.on(() -> {
      store.change(settings -> settings.withCompact(true));
      return store;
    });
    at(new Place.Topologies(""));
    screen.shoot("view-topologies-compact");
  }

  private void shootBoth(String view) {
    screen.drawn();
    assertEquals(List.of(), silent(), view);
    screen.shoot("view-" + view);
    screen.shootLarge("view-" + view + "-large");
  }

  @Test
  void anEmptyClusterSaysWhatBelongsThere() throws TimeoutException {
    enter("admin", Identity.STAGING);
    screen.shoot("empty-overview");
    at(new Place.Topologies(""));
    screen.eventually(() -> shows("No topologies yet"));
    screen.shoot("empty-topologies");
    at(new Place.Runs());
    screen.eventually(() -> shows("Nothing runs at the moment"));
    at(new Place.Ledger("", Optional.empty()));
    screen.eventually(() -> shows("Whose fire times?"));
    screen.shoot("empty-ledger");
    at(new Place.Audit(""));
    screen.eventually(() -> shows("Nothing was changed"));
    at(new Place.Editor("", ""));
    screen.eventually(() -> shows("New topology"));
    screen.shoot("empty-editor");
  }

  @Test
  void thePaletteFindsActionsAndTopologies() throws TimeoutException {
    Night.of(server);
    enter("admin", Identity.PRODUCTION);
    robot.push(KeyCode.CONTROL, KeyCode.K);
    focused("palette-field");
    screen.shoot("palette");
    robot.write("taxmon");
    screen.eventually(() -> shows("tax-report-monthly"));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> place().equals(new Place.Topologies("tax-report-monthly")));
    robot.push(KeyCode.CONTROL, KeyCode.K);
    focused("palette-field");
    robot.write("audit").type(KeyCode.ENTER);
    screen.eventually(() -> place() instanceof Place.Audit);
  }

  @Test
  void aHoldAsksForReasonAndNameAndIsSeenEverywhere() throws TimeoutException {
    Night.of(server);
    enter("admin", Identity.PRODUCTION);
    at(new Place.Control());
    robot.clickOn("#control-hold");
    focused("question-reason");
    assertTrue(screen.on(() -> button("question-yes").isDisabled()));
    robot.write("a migration");
    robot.clickOn("#question-typed").write("production");
    screen.shoot("hold");
    robot.clickOn("#question-yes");
    screen.eventually(() -> shows("Nothing fires, nothing is created"));
    at(new Place.Overview());
    screen.eventually(() -> shows("Release…"));
    screen.shoot("held");
    assertEquals("a migration", server.world.hold.reason());
  }

  @Test
  void awayTheLastPictureStaysReadOnlyAndBackItIsLiveAgain() throws TimeoutException {
    Night.of(server);
    enter("admin", Identity.PRODUCTION);
    at(new Place.Topologies(FAILING));
    awaitRows("topologies", 14);
    server.goAway();
    clock.advance(Duration.ofSeconds(34));
    screen.eventually(() -> shows("Stale since"));
    assertTrue(screen.on(() -> button("pause").isDisabled()));
    screen.shoot("stale");
    server.comeBack();
    screen.eventually(() -> !button("pause").isDisabled());
    screen.eventually(() -> !shows("Stale since"));
  }

  @Test
  void awayTheLastPictureIsThereAlsoAfterTheConsoleWasStartedAgain() throws TimeoutException {
    Night.of(server);
    enter("admin", Identity.PRODUCTION);
    at(new Place.Topologies(FAILING));
    awaitRows("topologies", 14);
    close();
    server.goAway();
    open();
    clock.advance(Duration.ofHours(7));
    screen.on(() -> {
      desk.connect(
          new Connection(
              "production", List.of(server.url()), "admin", "admin", Identity.PRODUCTION));
      return desk;
    });
    screen.eventually(() -> shows("(7 h ago): "));
    screen.shoot("away-overview");
    at(new Place.Topologies(FAILING));
    awaitRows("topologies", 14);
    assertTrue(screen.on(() -> button("pause").isDisabled()));
    screen.shoot("away-topologies");
    at(new Place.Runs());
    screen.eventually(() -> shows("It could not be read"));
    at(new Place.Topologies(FAILING));
    server.remove("fx-rates-import");
    server.comeBack();
    screen.eventually(() -> !button("pause").isDisabled());
    awaitRows("topologies", 13);
    screen.eventually(() -> !shows("Stale since"));
  }

  @Test
  void whoMayOnlyLookIsOfferedNothing() throws TimeoutException {
    Night.of(server);
    enter("guest", Identity.PRODUCTION);
    at(new Place.Topologies(FAILING));
    awaitRows("topologies", 14);
    screen.eventually(() -> shows("This user may only look"));
    assertTrue(screen.on(() -> button("run").isDisabled()));
    screen.shoot("read-only");
  }

  @Test
  void anOperatorIsOfferedWhatKeepsThingsGoing() throws TimeoutException {
    Night.of(server);
    enter("operator", Identity.PRODUCTION);
    at(new Place.Topologies(FAILING));
    awaitRows("topologies", 14);
    screen.eventually(() -> !button("run").isDisabled());
    assertTrue(screen.on(() -> button("pause").isVisible()));
    assertFalse(screen.on(() -> button("edit").isVisible()));
    assertFalse(screen.on(() -> button("new").isVisible()));
    screen.shoot("operator");
    at(new Place.Control());
    screen.eventually(() -> !button("control-hold").isVisible());
    assertFalse(screen.on(() -> button("step-down").isVisible()));
  }

  @Test
  void severalClustersStandSideBySideEachInItsColour() throws TimeoutException {
    Night.of(server);
    enter("admin", Identity.PRODUCTION);
    enter("admin", Identity.STAGING);
    screen.shoot("clusters");
    assertEquals(List.of("production", "staging"), store.settings().open());
    robot.push(KeyCode.CONTROL, KeyCode.K);
    focused("palette-field");
    robot.write("switch to prod").type(KeyCode.ENTER);
    screen.eventually(() -> titles.getLast().equals("production – Epoch"));
  }

  @Test
  void aSlowServerNeverFreezesTheWindow() throws TimeoutException {
    Night.of(server);
    server.slow(Duration.ofMillis(700));
    enter("admin", Identity.PRODUCTION);
    server.slow(Duration.ofSeconds(10));
    robot.write("gr");
    screen.eventually(() -> place() instanceof Place.Runs);
    assertTrue(screen.on(() -> table("all-runs").orElseThrow().getItems().isEmpty()));
    robot.write("gt");
    screen.eventually(() -> place() instanceof Place.Topologies);
  }

  @Test
  void whatIsDoneWithManyTellsHowFarItIsAndCanBeStopped() throws TimeoutException {
    int many = 3_000;
    for (int i = 0; i < many; i++) {
      server.world.put(Entry.of("topology-" + i));
    }
    enter("admin", Identity.OTHER);
    at(new Place.Topologies(""));
    awaitRows("topologies", many);
    focused("topologies");
    robot.push(KeyCode.CONTROL, KeyCode.A).write("p");
    screen.eventually(() -> shows("Pause 3,000 topologies?"));
    server.slow(Duration.ofSeconds(3));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("Pause: 250 of 3,000 topologies …"));
    screen.shoot("stoppable");
    robot.push(KeyCode.CONTROL, KeyCode.PERIOD);
    screen.eventually(() -> shows("It was stopped before"));
    // There is nothing to stop any more.
    screen.eventually(() -> !shows("Ctrl ."));
    long paused =
        server.world.topologies.values().stream()
            .filter(entry -> entry.state() == TopologyState.PAUSED)
            .count();
    assertTrue(paused >= 250 && paused < many, paused + " are paused");
  }

  @Test
  void fiftyThousandRowsAreFilteredWhileOneTypes() throws TimeoutException {
    for (int i = 0; i < 50_000; i++) {
      Entry entry = Entry.of("topology-" + i).with(i % 50 == 0 ? "FOOOO" : "OOOOOOOOOO");
      server.world.put(i % 500 == 0 ? entry.in(TopologyState.PAUSED) : entry);
    }
    enter("admin", Identity.OTHER);
    at(new Place.Topologies(""));
    awaitRows("topologies", 50_000);
    screen.shoot("huge-topologies");
    robot.write("/");
    focused("filter");
    robot.write("paused");
    awaitRows("topologies", 100);
    screen.eventually(() -> shows("100 of 50,000 topologies"));
    robot.write("xx");
    screen.eventually(() -> shows("Nothing matches"));
    screen.shoot("nothing-matches");
  }
}
