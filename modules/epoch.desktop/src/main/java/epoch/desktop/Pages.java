package epoch.desktop;

import epoch.api.rest.Role;
import epoch.desktop.audit.AuditView;
import epoch.desktop.audit.AuditViewModel;
import epoch.desktop.calendars.CalendarActions;
import epoch.desktop.calendars.CalendarEditorPage;
import epoch.desktop.calendars.CalendarsView;
import epoch.desktop.calendars.CalendarsViewModel;
import epoch.desktop.calendars.GroupActions;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Session;
import epoch.desktop.control.ControlView;
import epoch.desktop.control.ControlViewModel;
import epoch.desktop.editor.EditorPage;
import epoch.desktop.forecast.ForecastView;
import epoch.desktop.forecast.ForecastViewModel;
import epoch.desktop.form.Editing;
import epoch.desktop.form.Unsaved;
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
import epoch.desktop.topologies.ActionsViewModel;
import epoch.desktop.topologies.DetailViewModel;
import epoch.desktop.topologies.TopologiesView;
import epoch.desktop.topologies.TopologiesViewModel;
import epoch.desktop.transfer.TransferViewModel;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The views of one cluster, wired, and which of them belongs to which place. A view is made when
 * one goes to it first: the window is of use before all of them are there.
 */
final class Pages {

  /**
   * What all views of a cluster share.
   *
   * @param session as whom one speaks to it
   * @param cluster what is known of it
   * @param deeds carries out changes
   * @param navigator where one is
   */
  record Ground(Session session, Cluster cluster, Deeds deeds, Navigator navigator) {}

  private final Ground ground;
  private final Workspace.Shared shared;
  private final Workspace.Around around;
  private final Notices notices;
  private final TransferViewModel transfer;
  private final Unsaved unsaved;
  private final RunActions runActions;
  private final ControlViewModel control;
  private final TopologiesViewModel topologies;
  private final Once<OverviewView> overviewPage;
  private final Once<TopologiesView> topologiesPage;
  private final Once<RunsView> runsPage;
  private final Once<LedgerView> ledgerPage;
  private final Once<CalendarsView> calendarsPage;
  private final Once<ForecastView> forecastPage;
  private final Once<ControlView> controlPage;
  private final Once<AuditView> auditPage;
  private final Once<LiveView> livePage;

  Pages(Ground ground, Workspace.Shared shared, Workspace.Around around) {
    this.ground = ground;
    this.shared = shared;
    this.around = around;
    Session session = ground.session();
    Cluster cluster = ground.cluster();
    Deeds deeds = ground.deeds();
    Navigator navigator = ground.navigator();
    Runner runner = shared.runner();
    InstantSource clock = shared.clock();
    TimeWords times = shared.times();
    Dialogs dialogs = shared.dialogs();
    this.notices = new Notices(session.connection().name(), cluster, shared.store(), around.tell());
    this.unsaved = new Unsaved(session, runner, shared.store().drafts());
    this.transfer = new TransferViewModel(session, runner, dialogs, deeds);
    this.runActions = new RunActions(session, dialogs, deeds, navigator);
    this.control = new ControlViewModel(session, runner, cluster, dialogs, deeds);
    this.topologies = new TopologiesViewModel(cluster, runner);
    this.overviewPage =
        new Once<>(
            () -> new OverviewView(cluster, deeds, navigator, times, control::askHoldOrRelease));
    this.topologiesPage = new Once<>(this::topologies);
    this.runsPage = new Once<>(this::runs);
    this.ledgerPage =
        new Once<>(() ->
            new LedgerView(new LedgerViewModel(session, runner, clock), cluster, navigator, times));
    this.calendarsPage = new Once<>(this::calendars);
    this.forecastPage =
        new Once<>(() ->
            new ForecastView(
                new ForecastViewModel(session, runner, cluster, times), cluster, navigator, times));
    this.controlPage = new Once<>(() -> new ControlView(control, cluster, deeds, navigator, times));
    this.auditPage =
        new Once<>(() ->
            new AuditView(
                new AuditViewModel(session, runner, clock),
                cluster,
                navigator,
                times,
                shared.store()));
    this.livePage = new Once<>(() -> new LiveView(cluster, navigator, times));
  }

  private TopologiesView topologies() {
    Session session = ground.session();
    Cluster cluster = ground.cluster();
    Runner runner = shared.runner();
    InstantSource clock = shared.clock();
    return new TopologiesView(
        topologies,
        new DetailViewModel(session, runner, clock, shared.times().zone(), cluster, topologies),
        new ActionsViewModel(session, runner, clock, shared.dialogs(), ground.deeds()),
        ground.deeds(),
        ground.navigator(),
        shared.times(),
        shared.store(),
        ways());
  }

  private RunsView runs() {
    return new RunsView(
        new RunsViewModel(ground.session(), shared.runner(), ground.cluster()),
        ground.cluster(),
        runActions,
        ground.deeds(),
        ground.navigator(),
        shared.times(),
        shared.store());
  }

  private CalendarsView calendars() {
    Session session = ground.session();
    Cluster cluster = ground.cluster();
    CalendarsViewModel model = new CalendarsViewModel(session, shared.runner(), cluster);
    CalendarActions actions =
        new CalendarActions(
            session,
            shared.runner(),
            cluster,
            shared.dialogs(),
            ground.deeds(),
            ground.navigator(),
            shared.times(),
            model);
    GroupActions groups =
        new GroupActions(session, shared.runner(), shared.dialogs(), ground.deeds(), model);
    return new CalendarsView(
        model,
        actions,
        groups,
        cluster,
        ground.deeds(),
        ground.navigator(),
        shared.times(),
        unsaved);
  }

  private Editing.With writing() {
    return new Editing.With(
        ground.session(),
        shared.runner(),
        shared.clock(),
        shared.dialogs(),
        ground.deeds(),
        ground.navigator(),
        shared.store().drafts());
  }

  private TopologiesView.Ways ways() {
    return new TopologiesView.Ways(transfer::bringIn, this::takeOut, this::subscribe, unsaved);
  }

  /** The view of a place, showing what the place names. */
  Page at(Place place) {
    return switch (place) {
      case Place.Overview _ -> overviewPage.get();
      case Place.Topologies(String id) -> {
        if (!id.isEmpty()) {
          topologies.select(id);
        }
        yield topologiesPage.get();
      }
      case Place.Runs _ -> runsPage.get();
      case Place.OneRun run ->
          new RunPage(
              ground.session(),
              shared.runner(),
              ground.cluster(),
              ground.deeds(),
              runActions,
              ground.navigator(),
              shared.times(),
              around.files()::toWrite,
              run);
      case Place.Ledger ledger -> {
        LedgerView page = ledgerPage.get();
        page.show(ledger);
        yield page;
      }
      case Place.Calendars calendars -> {
        CalendarsView page = calendarsPage.get();
        page.show(calendars);
        yield page;
      }
      case Place.Forecast _ -> forecastPage.get();
      case Place.Control _ -> controlPage.get();
      case Place.Audit audit -> {
        AuditView page = auditPage.get();
        page.show(audit);
        yield page;
      }
      case Place.Live _ -> livePage.get();
      case Place.Editor editor ->
          new EditorPage(writing(), ground.cluster(), shared.times(), editor, around.others());
      case Place.CalendarEditor editor ->
          new CalendarEditorPage(writing(), ground.cluster(), shared.times(), editor);
    };
  }

  /** The keys that lead from one view to another, and what belongs to none of them. */
  Keys keys() {
    return new Keys()
        .on("g o", "Overview", () -> go(new Place.Overview()))
        .on("g t", "Topologies", () -> go(new Place.Topologies("")))
        .on("g r", "Runs", () -> go(new Place.Runs()))
        .on("g l", "Ledger", () -> go(new Place.Ledger("", Optional.empty())))
        .on("g d", "Calendars", () -> go(new Place.Calendars("")))
        .on("g f", "Forecast", () -> go(new Place.Forecast()))
        .on("g c", "Cluster", () -> go(new Place.Control()))
        .on(may(new Place.Audit("").needs()), "g a", "Audit", () -> go(new Place.Audit("")))
        .on("g e", "Live", () -> go(new Place.Live()))
        .on(may(Role.READ_WRITE), "i", "Import…", this::bringIn)
        .on("S", "Tell me of every failure, or no longer", () -> subscribe(Notices.ALL));
  }

  private boolean may(Role needed) {
    return ground.deeds().may(needed).get();
  }

  private void go(Place place) {
    ground.navigator().go(place);
  }

  private void subscribe(String id) {
    boolean added = notices.toggle(id);
    String what = Notices.ALL.equals(id) ? "any topology" : Plain.line(id);
    ground
        .deeds()
        .doneProperty()
        .set(added ? "Failures of " + what + " are told" : "Failures of " + what + " are not told");
  }

  private void bringIn() {
    around.files().toRead().ifPresent(transfer::bringIn);
  }

  /** Exports topologies: those of the ids, or all if none is named. */
  void takeOut(List<String> ids) {
    around.files().toWrite("topologies.json").ifPresent(file -> transfer.takeOut(file, ids));
  }

  /** What was written and not saved. */
  Unsaved unsaved() {
    return unsaved;
  }

  /** What is done with the whole cluster. */
  ControlViewModel control() {
    return control;
  }

  /** The id of what is selected, or empty. */
  String selectedId() {
    return topologies.selectedId();
  }
}
