package epoch.server.leader;

import epoch.api.topology.TopologyState;
import epoch.api.validation.CalendarValidator;
import epoch.api.validation.LegacyRules;
import epoch.api.validation.TopologyValidator;
import epoch.server.audit.AuditService;
import epoch.server.audit.AuditSettings;
import epoch.server.calendar.CalendarService;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.drove.Drove;
import epoch.server.drove.DroveSettings;
import epoch.server.drove.TaskFollower;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.explain.ExplainService;
import epoch.server.live.Feed;
import epoch.server.metrics.LastHour;
import epoch.server.metrics.Vitals;
import epoch.server.once.Requests;
import epoch.server.operations.Operations;
import epoch.server.retention.Retention;
import epoch.server.run.ActiveRuns;
import epoch.server.run.CreateGate;
import epoch.server.run.GroupService;
import epoch.server.run.LogService;
import epoch.server.run.RunService;
import epoch.server.run.Settling;
import epoch.server.schedule.Adoption;
import epoch.server.schedule.LedgerService;
import epoch.server.schedule.Scheduler;
import epoch.server.schedule.Standstill;
import epoch.server.search.SearchService;
import epoch.server.store.ActiveRun;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Heartbeat;
import epoch.server.store.Hold;
import epoch.server.store.Store;
import epoch.server.store.Stored;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.Fence;
import epoch.server.store.zookeeper.ServerClock;
import epoch.server.store.zookeeper.StaleException;
import epoch.server.timer.CronSyntax;
import epoch.server.topology.BulkService;
import epoch.server.topology.Creation;
import epoch.server.topology.Editing;
import epoch.server.topology.ExchangeService;
import epoch.server.topology.Import;
import epoch.server.topology.Removal;
import epoch.server.topology.RevisionService;
import epoch.server.topology.TopologyService;
import epoch.server.work.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One leadership of this node: everything that only a leader has, put together. {@link #establish}
 * loads what is kept and begins to act; {@link #revoke} is its mirror image.
 */
final class Term {
  private static final Logger LOG = LoggerFactory.getLogger(Term.class);

  /** Who removes a topology that an earlier leader had begun to remove. */
  private static final String EARLIER = "an earlier leader";

  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch revoked = new CountDownLatch(1);
  private final Store store;
  private final Workers workers;
  private final Catalog catalog;
  private final Calendars calendars;
  private final TaskFollower follower;
  private final Standstill standstill;
  private final ActiveRuns active;
  private final GroupService groups;
  private final Adoption adoption;
  private final Scheduler scheduler;
  private final Removal removal;
  private final Requests requests;
  private final Retention retention;
  private final Feed feed;
  private final AuditService audits;
  private final Operations operations;
  private final Pulse pulse;
  private final VitalSigns vitals;
  private final Orphans orphans;
  private final Aftermath aftermath;

  /** Ends what this term hears of events. */
  private final Runnable deaf;

  private final InstantSource clock;
  private final Duration holdAfter;

  /**
   * @param legacy what is refused while nodes of version 1.14 take part
   */
  Term(
      Fence fence,
      ServerClock serverClock,
      Peers peers,
      LegacyRules legacy,
      TermSettings settings,
      Drove drove,
      DroveSettings droveSettings,
      InstantSource clock,
      Events events) {
    String memberId = peers.self().toString();
    store = new Store(fence, settings.paths(), serverClock);
    workers = new Workers(clock, this::end);
    catalog = new Catalog(settings.defaultZone());
    calendars = new Calendars(settings.defaultZone());
    follower = new TaskFollower(drove, droveSettings, System::nanoTime);
    standstill = new Standstill(store, events);
    var gate =
        new CreateGate(
            settings.createConcurrency(),
            settings.createRate(),
            settings.catchUpRate(),
            System::nanoTime,
            store::proveLeadership,
            () -> standstill.hold().map(Hold::inWords));
    // By then no create of an earlier leader can be under way any more.
    var settling =
        new Settling(
            Duration.ofMillis(fence.session().timeoutMillis())
                .plus(droveSettings.timeouts().call()),
            System::nanoTime);
    active =
        new ActiveRuns(
            catalog,
            store,
            drove,
            follower,
            gate,
            settings.runs(),
            clock,
            events,
            workers,
            settling);
    adoption = new Adoption(catalog, store, clock, this::removeGone);
    scheduler =
        new Scheduler(
            catalog,
            calendars,
            store,
            active,
            adoption,
            standstill,
            serverClock,
            clock,
            events,
            this::end);
    var validator =
        new TopologyValidator(
            CronSyntax::problem, settings.commandsAllowed(), legacy, calendars::has);
    requests = new Requests(store, clock);
    var runs = new RunService(catalog, store, active, requests, validator, clock, settling);
    removal = new Removal(catalog, store, active, runs, events, workers);
    retention =
        new Retention(catalog, store, active, runs, drove, settings.retention(), clock, workers);
    var ledger =
        new LedgerService(catalog, store, calendars, standstill, scheduler::isWaiting, clock);
    var search = new SearchService(catalog, calendars, active, runs, standstill::isHeld, clock);
    audits = new AuditService(store.auditTrail(), AuditSettings.standard(), clock);
    pulse = new Pulse(store, memberId, serverClock, clock, System::nanoTime);
    vitals = new VitalSigns(pulse, catalog, active, standstill, drove, follower, clock);
    var control = new ControlService(catalog, store, scheduler, standstill, clock, this::end);
    groups = new GroupService(store, active, clock);
    var lastHour = new LastHour(clock);
    var creation = new Creation(catalog, calendars, store, scheduler, clock, events);
    var editing = new Editing(catalog, calendars, store, scheduler, adoption, events);
    var topologies =
        new TopologyService(
            catalog, calendars, creation, editing, removal, requests, validator, clock);
    feed = new Feed(fence.version(), memberId, search::summary);
    operations =
        new Operations(
            topologies,
            new RevisionService(store, editing, validator),
            new BulkService(topologies, runs, editing, search::ids, validator, requests),
            new ExchangeService(
                catalog,
                search::ids,
                new Import(catalog, creation, editing, topologies, validator, requests),
                requests,
                clock),
            runs,
            new LogService(runs, drove.logs(), settings.droveUi(), settings.runs().appName()),
            ledger,
            control,
            search,
            new CalendarService(
                calendars,
                catalog,
                store,
                requests,
                new CalendarValidator(CronSyntax::problem),
                clock,
                scheduler::wakeNow),
            new ExplainService(
                catalog, calendars, store, ledger, runs, standstill, validator, clock),
            audits,
            groups,
            new OverviewService(
                peers,
                settings,
                catalog,
                drove,
                new OverviewService.Sources(vitals, control::state, lastHour),
                clock),
            feed);
    orphans = new Orphans(store, drove, active, clock);
    aftermath = new Aftermath(fence.version(), memberId, store, orphans);
    deaf =
        events.subscribe(event -> {
          hear(event);
          lastHour.hear(event);
          feed.hear(event);
        });
    this.clock = clock;
    this.holdAfter = settings.holdAfter();
  }

  private void hear(Event event) {
    aftermath.hear(event);
    if (event instanceof Event.RunEnded ended) {
      scheduler.runEnded(ended.run().topologyId());
    }
  }

  private void removeGone(Entry entry) {
    removal.begin(entry, "whoever removed the topology");
  }

  /** What this leader can be asked to do; of use once it is established. */
  Operations operations() {
    return operations;
  }

  /** How this leader is doing; from memory. */
  Vitals vitals() {
    return vitals.get();
  }

  /**
   * Loads what is kept, goes on with the runs that are active, and begins to fire.
   *
   * @param predecessor who led before
   */
  void establish(Predecessor predecessor) throws InterruptedException {
    store.identify(clock.instant());
    follower.start();
    standstill.load();
    calendars.load(store);
    Optional<Heartbeat> before = pulse.before();
    List<Stored> topologies = store.topologies();
    boolean foreign =
        predecessor.mayBeForeign(before, clock.instant())
            && adoption.isChangedByOthers(topologies, before.map(Heartbeat::time));
    for (Stored stored : topologies) {
      adopt(stored, foreign);
    }
    holdAfterLongOutage(before);
    aftermath.begin(clock.instant());
    List<Versioned<ActiveRun>> adopted = store.activeRuns();
    groups.load();
    Runnable goOn = active.resume(adopted);
    for (Entry entry : catalog.entries()) {
      if (entry.state() == TopologyState.DELETED) {
        removal.begin(entry, EARLIER);
      } else {
        scheduler.arm(entry);
      }
    }
    // What is due comes first: thousands of runs have questions to Drove.
    goOn.run();
    workers.start("pulse", pulse::beat);
    workers.start("aftermath", () -> aftermath.report(before, adopted.size()));
    workers.start("orphans", orphans::watch);
    requests.start(workers);
    retention.start();
    audits.start(workers);
    LOG.info(
        "Leading with {} topologies and {} active runs", catalog.entries().size(), active.size());
  }

  /** Takes a topology in; one that cannot be must not keep the others from being led. */
  private void adopt(Stored stored, boolean foreign) throws InterruptedException {
    try {
      adoption.adopt(stored, foreign);
    } catch (StaleException | IllegalArgumentException e) {
      String id = stored.details().value().id();
      LOG.error("Topology {} cannot be taken in, and is left out", id, e);
    }
  }

  /** After a long time without a leader a person decides what becomes of the fire times in it. */
  private void holdAfterLongOutage(Optional<Heartbeat> before) throws InterruptedException {
    if (before.isEmpty() || standstill.isHeld()) {
      return;
    }
    Instant last = before.get().time();
    Duration outage = Duration.between(last, clock.instant());
    if (outage.compareTo(holdAfter) > 0) {
      String reason = "nobody led for " + outage.toHours() + " h";
      standstill.hold(
          new Hold("epoch", last, reason),
          AuditRecord.ofEpoch(clock.instant(), Action.HOLD, "came up held").because(reason));
      LOG.warn("Coming up held: {}. Release it to go on", reason);
    }
  }

  /** ZooKeeper is away: nothing fires, and nothing is created, until it is back. */
  void suspend() {
    scheduler.pause();
  }

  /** ZooKeeper is back, and the session lives. */
  void resume() {
    scheduler.resume();
  }

  /** This node leads no more, or shall lead no more: whoever awaits the end revokes. */
  void end() {
    over.countDown();
  }

  /** Waits for {@link #end}. */
  void awaitEnd() throws InterruptedException {
    over.await();
  }

  /** Stops all that {@link #establish} and the operations began; what is on Drove goes on there. */
  void revoke() {
    feed.close();
    deaf.run();
    scheduler.close();
    workers.close();
    follower.close();
  }

  /** Notes that the token was given back as well. */
  void over() {
    revoked.countDown();
  }

  /** Waits until all is over, but not for longer than that. */
  void awaitOver(Duration deadline) throws InterruptedException {
    if (!revoked.await(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn(
          "Leadership did not end within {} s; it ends with the session", deadline.toSeconds());
    }
  }
}
