package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.RunState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Session;
import epoch.desktop.connect.ConnectView;
import epoch.desktop.connect.ConnectViewModel;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.TestClock;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class ConsoleTest {

  private static final String HOSTILE = "<script>alert(1)</script>\n\u202Egnp.exe _mnemonic";

  private final FakeEpoch server = new FakeEpoch();
  private final TestClock clock = new TestClock();
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
  private final Runner runner = new Runner(background, Platform::runLater);
  private final FxRobot robot = new FxRobot();
  private Screen screen;
  private Optional<Workspace> workspace = Optional.empty();

  @BeforeEach
  void open() throws TimeoutException {
    screen = new Screen();
  }

  @AfterEach
  void close() {
    workspace.ifPresent(Workspace::close);
    background.shutdownNow();
    server.close();
  }

  private void enter(String user, Identity identity) throws TimeoutException {
    Session session =
        new Session(
            new Connection(
                identity.toString().toLowerCase(Locale.ROOT),
                List.of(server.url()),
                user,
                user,
                identity));
    Workspace opened =
        screen.on(() ->
            new Workspace(
                session, runner, clock, new TimeWords(ZoneId.of("Asia/Kolkata")), () -> {}));
    workspace = Optional.of(opened);
    screen.show(opened.root());
    // The table takes the focus when it is there.
    screen.eventually(() -> table().map(Node::isFocused).orElse(false));
  }

  private void refresh() {
    screen.on(() -> {
      workspace.orElseThrow().topologies().refresh();
      return null;
    });
  }

  private void night() {
    List<String> names =
        List.of(
            "ledger-reconcile-nightly",
            "merchant-onboarding-sync",
            "dispute-letters-export",
            "orders-stream-compact",
            "warehouse-load-full",
            "inventory-snapshot",
            "fx-rates-import",
            "gateway-health-report",
            "search-index-rebuild",
            "tax-report-monthly");
    for (int i = 0; i < names.size(); i++) {
      server.put(
          FakeEpoch.container(
              names.get(i),
              "registry.example:5000/jobs/" + names.get(i) + ":2." + i,
              i % 4 == 1 ? TopologyState.PAUSED : TopologyState.ACTIVE,
              FakeEpoch.START.minus(Duration.ofMinutes(7L * i * i * i))));
    }
    TopologyDetails plain = FakeEpoch.container("a", "a:1", TopologyState.DELETED, FakeEpoch.START);
    server.put(
        new TopologyDetails(
            "invoice-pdf-batch",
            plain
                .topology()
                .withTask(
                    CompositeTask.of(List.of(
                            ContainerTask.of("one", "a:1", 1, 128),
                            ContainerTask.of("two", "b:1", 1, 128)), CompositionType.ALL)),
            TopologyState.DELETED,
            FakeEpoch.START,
            FakeEpoch.START,
            Map.of()));
    server.put(
        FakeEpoch.container(HOSTILE, "i".repeat(3_000), TopologyState.ACTIVE, FakeEpoch.START));
    for (int i = 0; i < 12; i++) {
      RunState state = RunState.values()[(i * 7 + 2) % RunState.values().length];
      server.put(
          FakeEpoch.run(
              "ledger-reconcile-nightly",
              state,
              FakeEpoch.START.minus(Duration.ofHours(12L - i)),
              state == RunState.FAILED ? "exit code 3: totals differ by 10.00 INR" : ""));
    }
  }

  private Optional<TableView<?>> table() {
    return robot.lookup("#topologies").tryQueryAs(TableView.class).map(found -> found);
  }

  private void awaitRows(int rows) throws TimeoutException {
    screen.eventually(() -> table().filter(it -> it.getItems().size() == rows).isPresent());
  }

  private boolean shows(String text) {
    return robot
        .lookup((Node node) ->
            node instanceof Label label
                && label.getText() != null
                && label.getText().contains(text)
                && label.isVisible())
        .tryQuery()
        .isPresent();
  }

  private Button button(String id) {
    return robot.lookup("#" + id).queryAs(Button.class);
  }

  private void filter(String text) throws TimeoutException {
    robot.write("/");
    screen.eventually(() -> robot.lookup("#filter").queryAs(TextField.class).isFocused());
    robot.write(text);
  }

  private String selected() {
    return screen.on(() -> workspace.orElseThrow().selectedId());
  }

  @Test
  void theDoorSaysAtTheFieldWhatIsWrongAndOpensByEnter() throws TimeoutException {
    ConnectViewModel model =
        screen.on(() ->
            new ConnectViewModel(
                runner, session -> screen.stage.setTitle(session.connection().name())));
    model.suggest(
        new Connection("production", List.of(server.url()), "admin", "", Identity.PRODUCTION));
    screen.show(screen.on(() -> new ConnectView(model)));
    screen.shoot("connect");
    robot.clickOn("#password").write("wrong").type(KeyCode.ENTER);
    screen.eventually(() -> shows("does not accept"));
    screen.shoot("connect-error");
    robot.doubleClickOn("#password").write("admin").type(KeyCode.ENTER);
    screen.eventually(() -> "production".equals(screen.stage.getTitle()));
  }

  @Test
  void anEmptyClusterSaysWhatBelongsThere() throws TimeoutException {
    enter("admin", Identity.STAGING);
    refresh();
    screen.eventually(() -> shows("No topologies yet"));
    screen.shoot("topologies-empty");
  }

  @Test
  void aServerThatNeverAnswersIsAnErrorThatOffersToTryAgain() throws TimeoutException {
    server.goAway();
    enter("admin", Identity.STAGING);
    refresh();
    screen.eventually(() -> shows("could not be read"));
    screen.shoot("topologies-error");
    server.comeBack();
    robot.clickOn("#placeholder-action");
    screen.eventually(() -> shows("No topologies yet"));
  }

  @Test
  void byKeyboardAloneOneFindsPausesAndRunsATopology() throws TimeoutException {
    night();
    enter("admin", Identity.PRODUCTION);
    refresh();
    awaitRows(12);
    robot.write("j");
    screen.eventually(() -> !button("run").isDisabled());
    screen.shoot("topologies");
    filter("ledger j");
    awaitRows(1);
    screen.shoot("topologies-filtered");
    robot.type(KeyCode.ENTER);
    screen.eventually(
        () -> "ledger-reconcile-nightly".equals(workspace.orElseThrow().selectedId()));
    robot.type(KeyCode.ENTER);
    screen.eventually(() ->
        robot
            .lookup("#runs")
            .tryQueryAs(TableView.class)
            .filter(runs -> runs.getItems().size() == 12)
            .isPresent());
    assertTrue(robot.lookup("#json").queryAs(TextArea.class).getText().contains("timeSpec"));
    screen.shoot("topology-detail");
    robot.write("p");
    screen.eventually(() -> shows("Pause ledger-reconcile-nightly?"));
    screen.shoot("topology-pause");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("ledger-reconcile-nightly: Paused"));
    assertEquals(TopologyState.PAUSED, server.state("ledger-reconcile-nightly"));
    screen.eventually(() -> "Resume…".equals(button("pause").getText()));
    robot.write("r");
    screen.eventually(() -> shows("It stays paused."));
    robot.type(KeyCode.ESCAPE);
    screen.eventually(() -> !shows("It stays paused."));
    assertFalse(server.calls().stream().anyMatch(call -> call.endsWith("/run")));
    robot.write("?");
    screen.eventually(() -> shows("All keys"));
    screen.shoot("keys");
  }

  @Test
  void theSelectionSurvivesARefreshThatMovesItsRow() throws TimeoutException {
    night();
    enter("admin", Identity.PRODUCTION);
    refresh();
    awaitRows(12);
    robot.write("jjjj");
    String before = selected();
    for (int i = 0; i < 40; i++) {
      server.put("aaa-" + i, TopologyState.ACTIVE);
    }
    server.remove("fx-rates-import");
    server.put(FakeEpoch.container(before, "changed:2", TopologyState.PAUSED, FakeEpoch.START));
    refresh();
    awaitRows(51);
    assertEquals(before, selected());
    assertEquals(
        1, screen.on(() -> table().orElseThrow().getSelectionModel().getSelectedIndices().size()));
    robot.type(KeyCode.ENTER);
    screen.eventually(() ->
        robot
            .lookup("#json")
            .tryQueryAs(TextArea.class)
            .filter(json -> json.getText().contains("changed:2"))
            .isPresent());
  }

  @Test
  void awayTheLastPictureStaysReadOnlyAndBackItIsLiveAgain() throws TimeoutException {
    night();
    enter("admin", Identity.PRODUCTION);
    refresh();
    awaitRows(12);
    robot.write("j");
    server.goAway();
    clock.advance(Duration.ofSeconds(34));
    refresh();
    screen.eventually(() -> shows("(34 s ago)"));
    assertTrue(screen.on(() -> button("pause").isDisabled()));
    screen.shoot("topologies-stale");
    server.comeBack();
    refresh();
    screen.eventually(() -> !button("pause").isDisabled());
    assertFalse(screen.on(() -> shows("Stale since")));
  }

  @Test
  void whoMayOnlyLookSeesNoActions() throws TimeoutException {
    night();
    enter("guest", Identity.PRODUCTION);
    refresh();
    awaitRows(12);
    robot.write("jp");
    screen.eventually(() -> shows("Pause "));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("This user may only look"));
    assertFalse(screen.on(() -> button("run").isVisible()));
    screen.shoot("topologies-read-only");
  }

  @Test
  void fiveThousandRowsAreFilteredWhileOneTypes() throws TimeoutException {
    for (int i = 0; i < 5_000; i++) {
      server.put("topology-" + i, i % 50 == 0 ? TopologyState.PAUSED : TopologyState.ACTIVE);
    }
    enter("admin", Identity.OTHER);
    refresh();
    awaitRows(5_000);
    screen.shoot("topologies-5000");
    filter("paused");
    awaitRows(100);
    screen.eventually(() -> shows("100 of 5,000 topologies"));
    robot.write("xx");
    screen.eventually(() -> shows("Nothing matches"));
    screen.shoot("topologies-nothing-matches");
  }
}
