package epoch.desktop;

import epoch.api.rest.Role;
import epoch.desktop.audit.AuditView;
import epoch.desktop.audit.AuditViewModel;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Feed;
import epoch.desktop.cluster.Session;
import epoch.desktop.control.ControlView;
import epoch.desktop.control.ControlViewModel;
import epoch.desktop.editor.EditorPage;
import epoch.desktop.ledger.LedgerView;
import epoch.desktop.ledger.LedgerViewModel;
import epoch.desktop.live.LiveView;
import epoch.desktop.notices.Notices;
import epoch.desktop.overview.OverviewView;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.runs.RunActions;
import epoch.desktop.runs.RunPage;
import epoch.desktop.runs.RunsView;
import epoch.desktop.runs.RunsViewModel;
import epoch.desktop.settings.Store;
import epoch.desktop.topologies.ActionsViewModel;
import epoch.desktop.topologies.DetailViewModel;
import epoch.desktop.topologies.TopologiesView;
import epoch.desktop.topologies.TopologiesViewModel;
import epoch.desktop.transfer.TransferViewModel;
import epoch.desktop.window.Banner;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.window.Question;
import epoch.desktop.window.StatusBar;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import epoch.desktop.work.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** All that belongs to one cluster, wired: what is known of it, its views, what keeps it fresh. */
final class Workspace implements AutoCloseable {

  private static final Duration TICK = Duration.ofSeconds(1);

  /**
   * What a workspace shares with the others.
   *
   * @param runner for all that waits
   * @param screen the thread of the screen
   * @param clock the time
   * @param times times in words
   * @param store what is remembered
   * @param dialogs what is asked
   * @param pace how often things are asked
   */
  record Shared(
      Runner runner,
      Executor screen,
      InstantSource clock,
      TimeWords times,
      Store store,
      Dialogs dialogs,
      Feed.Pace pace) {}

  /**
   * What a workspace asks of the window that it is in.
   *
   * @param files lets the operator choose files
   * @param others the other clusters to which a topology can be copied
   * @param tell shows a notice
   */
  record Around(
      Files files, Supplier<List<EditorPage.Other>> others, Consumer<Notices.Notice> tell) {}

  private final Session session;
  private final Shared shared;
  private final Around around;
  private final Cluster cluster;
  private final Feed feed;
  private final Deeds deeds;
  private final Navigator navigator = new Navigator();
  private final Notices notices;
  private final TransferViewModel transfer;
  private final RunActions runActions;
  private final ControlViewModel control;
  private final TopologiesViewModel topologies;
  private final DetailViewModel detail;
  private final OverviewView overviewPage;
  private final TopologiesView topologiesPage;
  private final RunsView runsPage;
  private final LedgerView ledgerPage;
  private final ControlView controlPage;
  private final AuditView auditPage;
  private final LiveView livePage;
  private final StackPane body = new StackPane();
  private final BorderPane root = new BorderPane();
  private Page page;
  private Optional<Ticker> ticker = Optional.empty();

  Workspace(Session session, Shared shared, Around around) {
    this.session = session;
    this.shared = shared;
    this.around = around;
    Runner runner = shared.runner();
    InstantSource clock = shared.clock();
    TimeWords times = shared.times();
    Dialogs dialogs = shared.dialogs();
    this.cluster = new Cluster(clock);
    this.feed = new Feed(session, cluster, shared.screen(), shared.pace());
    this.deeds = new Deeds(session, runner, cluster);
    this.notices = new Notices(session.connection().name(), cluster, shared.store(), around.tell());
    this.transfer = new TransferViewModel(session, runner, dialogs, deeds);
    this.runActions = new RunActions(session, dialogs, deeds, navigator);
    this.control = new ControlViewModel(session, runner, cluster, dialogs, deeds);
    this.topologies = new TopologiesViewModel(cluster, runner);
    this.detail = new DetailViewModel(session, runner, clock, times.zone(), cluster, topologies);
    ActionsViewModel actions = new ActionsViewModel(session, runner, clock, dialogs, deeds);
    this.overviewPage =
        new OverviewView(cluster, deeds, navigator, times, control::askHoldOrRelease);
    this.topologiesPage =
        new TopologiesView(
            topologies, detail, actions, deeds, navigator, times, shared.store(), ways());
    this.runsPage =
        new RunsView(
            new RunsViewModel(session, runner, cluster),
            cluster,
            runActions,
            navigator,
            times,
            shared.store());
    this.ledgerPage =
        new LedgerView(new LedgerViewModel(session, runner, clock), cluster, navigator, times);
    this.controlPage = new ControlView(control, cluster, deeds, navigator, times);
    this.auditPage =
        new AuditView(
            new AuditViewModel(session, runner, clock), cluster, navigator, times, shared.store());
    this.livePage = new LiveView(cluster, navigator, times);
    this.page = overviewPage;
    Warnings warnings = new Warnings(cluster, deeds, times);
    root.setTop(
        new VBox(
            new Banner("stale", warnings.stale(), "Try now", feed::again),
            new Banner(
                "bad", warnings.problem(), "Understood", () -> deeds.problemProperty().set("")),
            new Banner(
                "warn", warnings.others(), "Cluster", () -> navigator.go(new Place.Control()))));
    root.setCenter(body);
    root.setBottom(new StatusBar(session.connection(), cluster, deeds, times));
    navigator.currentProperty().subscribe(this::go);
  }

  private TopologiesView.Ways ways() {
    return new TopologiesView.Ways(
        files -> files.stream().findFirst().ifPresent(file -> transfer.bringIn(file.toPath())),
        ids ->
            around
                .files()
                .toWrite("topologies.json")
                .ifPresent(file -> transfer.takeOut(file, ids)),
        this::askRestore,
        this::subscribe);
  }

  private void askRestore(String id, int revision) {
    if (deeds.refuses(Role.READ_WRITE)) {
      return;
    }
    shared
        .dialogs()
        .ask(
            Question.of(
                "Restore revision %d of %s?".formatted(revision, Plain.line(id)),
                List.of(
                    "What it said then becomes its newest revision.",
                    "Its schedule goes on from now."),
                "Undo: restore the revision that is current now.",
                "Restore",
                () ->
                    deeds.carryOut(
                        "Restore " + Plain.line(id),
                        () -> {
                          var _ = session.client().changes().restore(id, revision);
                          return Plain.line(id) + ": Restored revision " + revision;
                        })));
  }

  private void subscribe(String id) {
    boolean added = notices.toggle(id);
    String what = Notices.ALL.equals(id) ? "any topology" : Plain.line(id);
    deeds
        .doneProperty()
        .set(added ? "Failures of " + what + " are told" : "Failures of " + what + " are not told");
  }

  private void go(Place place) {
    Page next = page(place);
    if (!next.equals(page) || body.getChildren().isEmpty()) {
      leave();
      page = next;
      body.getChildren().setAll(next.node());
    }
    next.shown();
  }

  private void leave() {
    page.hidden();
    if (page instanceof AutoCloseable closing) {
      try {
        closing.close();
      } catch (Exception e) {
        throw new IllegalStateException("a page cannot be left", e);
      }
    }
  }

  private Page page(Place place) {
    return switch (place) {
      case Place.Overview _ -> overviewPage;
      case Place.Topologies(String id) -> {
        if (!id.isEmpty()) {
          topologies.select(id);
        }
        yield topologiesPage;
      }
      case Place.Runs _ -> runsPage;
      case Place.OneRun run ->
          new RunPage(
              session, shared.runner(), cluster, deeds, runActions, navigator, shared.times(), run);
      case Place.Ledger ledger -> {
        ledgerPage.show(ledger);
        yield ledgerPage;
      }
      case Place.Control _ -> controlPage;
      case Place.Audit audit -> {
        auditPage.show(audit);
        yield auditPage;
      }
      case Place.Live _ -> livePage;
      case Place.Editor editor ->
          new EditorPage(
              session,
              shared.runner(),
              shared.clock(),
              shared.dialogs(),
              deeds,
              navigator,
              shared.times(),
              editor,
              around.others());
    };
  }

  /** The keys that work everywhere in the cluster. */
  Keys keys() {
    return new Keys()
        .on("g o", "Overview", () -> navigator.go(new Place.Overview()))
        .on("g t", "Topologies", () -> navigator.go(new Place.Topologies("")))
        .on("g r", "Runs", () -> navigator.go(new Place.Runs()))
        .on("g l", "Ledger", () -> navigator.go(new Place.Ledger("", Optional.empty())))
        .on("g c", "Cluster", () -> navigator.go(new Place.Control()))
        .on("g a", "Audit", () -> navigator.go(new Place.Audit("")))
        .on("g e", "Live", () -> navigator.go(new Place.Live()))
        .on("i", "Import…", this::bringIn)
        .on("S", "Tell me of every failure, or no longer", () -> subscribe(Notices.ALL))
        .onShortcut(KeyCode.Z, "Undo", deeds::undo);
  }

  private void bringIn() {
    around.files().toRead().ifPresent(transfer::bringIn);
  }

  /** Exports all topologies. */
  void takeOutAll() {
    around.files().toWrite("topologies.json").ifPresent(file -> transfer.takeOut(file, List.of()));
  }

  /** Asks to hold or release. */
  void askHoldOrRelease() {
    control.askHoldOrRelease();
  }

  /** Asks the leader to step down. */
  void askStepDown() {
    control.askStepDown();
  }

  /** Begins to follow the cluster. */
  void start() {
    feed.start();
    ticker = Optional.of(new Ticker(TICK, shared.screen(), cluster::tick));
  }

  /** Asks for everything anew. */
  void again() {
    feed.again();
  }

  Page page() {
    return page;
  }

  Region root() {
    return root;
  }

  Session session() {
    return session;
  }

  Cluster cluster() {
    return cluster;
  }

  Navigator navigator() {
    return navigator;
  }

  /** The id of what is selected, or empty. */
  String selectedId() {
    return topologies.selectedId();
  }

  @Override
  public void close() {
    ticker.ifPresent(Ticker::close);
    feed.close();
    leave();
    session.close();
  }
}
