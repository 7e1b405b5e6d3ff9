package epoch.server.run;

import epoch.api.rest.RunStarted;
import epoch.api.run.Run;
import epoch.api.run.TaskRun;
import epoch.api.topology.Overlap;
import epoch.api.topology.Topology;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.drove.Drove;
import epoch.server.drove.TaskFollower;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.once.Guard;
import epoch.server.store.ActiveRun;
import epoch.server.store.Change;
import epoch.server.store.Place;
import epoch.server.store.Revision;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Tombstone;
import epoch.server.store.Versioned;
import epoch.server.store.Wanted;
import epoch.server.store.zookeeper.StaleException;
import epoch.server.work.Workers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The runs that have not ended, each walked by a virtual thread of its own. Thread safe. */
public final class ActiveRuns {
  /** How a run begins to say what it waits for. */
  static final String WAITING = "Waiting";

  private static final Logger LOG = LoggerFactory.getLogger(ActiveRuns.class);

  private final Map<String, Map<String, LiveRun>> runs = new ConcurrentHashMap<>();
  private final Catalog catalog;
  private final Store store;
  private final Drove drove;
  private final TaskFollower follower;
  private final CreateGate gate;
  private final RunSettings settings;
  private final InstantSource clock;
  private final Events events;
  private final Workers workers;
  private final Settling settling;
  private final Groups groups = new Groups();
  private final Admission admission;

  /** Everything that a run needs on its way. */
  public ActiveRuns(
      Catalog catalog,
      Store store,
      Drove drove,
      TaskFollower follower,
      CreateGate gate,
      RunSettings settings,
      InstantSource clock,
      Events events,
      Workers workers,
      Settling settling) {
    this.catalog = catalog;
    this.store = store;
    this.drove = drove;
    this.follower = follower;
    this.gate = gate;
    this.settings = settings;
    this.clock = clock;
    this.events = events;
    this.workers = workers;
    this.settling = settling;
    this.admission = new Admission(catalog, this::ofTopology, groups, clock);
  }

  /** The concurrency groups of its runs. */
  Groups groups() {
    return groups;
  }

  /** How many runs are active. */
  public int size() {
    return runs.values().stream().mapToInt(Map::size).sum();
  }

  /** How many of them wait, for Drove or for a release. */
  public int waiting() {
    return (int)
        runs.values().stream()
            .flatMap(all -> all.values().stream())
            .filter(live -> String.valueOf(live.run().message()).startsWith(WAITING))
            .count();
  }

  /**
   * Begins the run of a fire time: in one transaction the run, the intent to create its first task,
   * and the schedule that accounts for the fire time. The caller holds the entry.
   *
   * @param overlap how it waits for the runs before it; null: it does not
   * @throws StaleException if the topology was changed by someone else, or the run exists already
   */
  public Run begin(Entry entry, Instant fireTime, Schedule accounted, @Nullable Overlap overlap)
      throws InterruptedException {
    Place place = place(entry.topology(), overlap);
    var beginning = Beginning.scheduled(entry, fireTime, clock.instant(), place);
    commit(
        entry,
        beginning,
        change -> change.putSchedule(entry.id(), accounted, entry.schedule().version()));
    entry.put(entry.schedule().next(accounted));
    return walk(beginning);
  }

  /** The place of a run that may have to wait; null if it has not. */
  static @Nullable Place place(Topology topology, @Nullable Overlap overlap) {
    String group = topology.effectivePolicy().group();
    return overlap == null && group == null
        ? null
        : new Place(overlap, group, topology.effectivePolicy().effectivePriority(), null);
  }

  /**
   * Begins a run that someone asked for; the schedule is not touched. The caller holds the entry.
   *
   * @param moment names the run
   * @param guard is put into the transaction
   * @throws StaleException as {@link #begin(Entry, Instant, Schedule, Overlap)}
   */
  Run begin(Entry entry, Instant moment, Beginning.Asked asked, Guard guard)
      throws InterruptedException {
    var beginning = Beginning.instant(entry, moment, clock.instant(), asked);
    commit(entry, beginning, change -> guard.put(change, new RunStarted(beginning.run().runId())));
    return walk(beginning);
  }

  private void commit(Entry entry, Beginning beginning, Consumer<Change> rest)
      throws InterruptedException {
    Change change = store.change();
    rest.accept(change);
    change
        .holdsTopology(entry.id(), entry.details().version())
        .addRun(beginning.run())
        .addActive(beginning.active())
        .commit();
  }

  private Run walk(Beginning beginning) {
    var live =
        new LiveRun(
            store,
            events,
            clock,
            beginning.topology(),
            new Versioned<>(beginning.run(), 0),
            new Versioned<>(beginning.active(), 0),
            false);
    enter(live);
    start(live);
    return beginning.run();
  }

  /**
   * Takes in runs that earlier leaders began: from now on they are active.
   *
   * @return goes on with them when it is run
   */
  public Runnable resume(List<Versioned<ActiveRun>> known) throws InterruptedException {
    var resumed = new ArrayList<LiveRun>(known.size());
    Map<String, Versioned<Run>> found = store.runsOf(known.stream().map(Versioned::value).toList());
    for (Versioned<ActiveRun> active : known) {
      ActiveRun run = active.value();
      Optional<Topology> topology = topologyOf(run);
      Optional<Versioned<Run>> record =
          Optional.ofNullable(found.get(run.name()))
              .or(() -> topology.flatMap(present -> lostRecord(present, run)));
      if (record.isEmpty() || topology.isEmpty() || catalog.find(run.topologyId()).isEmpty()) {
        LOG.warn("Run {} cannot be gone on with: its topology is gone", run.name());
      } else if (record.get().value().state().isTerminal()) {
        // Ours end in one transaction with their place among the active ones.
        LOG.warn("Run {} was ended by someone else: {}", run.name(), record.get().value().state());
        store.change().removeActive(run.topologyId(), run.runId()).commit();
      } else {
        Wanted wanted = run.wanted();
        Topology walked =
            Parameters.apply(topology.get(), wanted == null ? null : wanted.parameters());
        var live = new LiveRun(store, events, clock, walked, record.get(), active, true);
        admission.resumed(live);
        enter(live);
        resumed.add(live);
      }
    }
    return () -> resumed.forEach(this::start);
  }

  /** A record for a run that is active though somebody removed its record: its tasks go on. */
  private Optional<Versioned<Run>> lostRecord(Topology topology, ActiveRun run) {
    LOG.warn("The record of run {} is gone and is made anew", run.name());
    return Beginning.again(topology, run, clock.instant())
        .map(record -> new Versioned<>(record, -1));
  }

  /** The topology as it was when the run began; as it is now, if that is not kept. */
  private Optional<Topology> topologyOf(ActiveRun run) throws InterruptedException {
    Optional<Entry> entry = catalog.find(run.topologyId());
    if (entry.isPresent() && entry.get().schedule().value().revision() == run.revision()) {
      return entry.map(Entry::topology);
    }
    return store
        .revision(run.topologyId(), run.revision())
        .map(Revision::topology)
        .or(() -> entry.map(Entry::topology));
  }

  /** The run, if it has not ended. */
  Optional<LiveRun> find(String topologyId, String runId) {
    return Optional.ofNullable(of(topologyId).get(runId));
  }

  /** What of a topology has not ended; empty if all has. */
  public Optional<Activity> activity(String topologyId) {
    Map<String, LiveRun> all = runs.get(topologyId);
    return all == null ? Optional.empty() : Activity.of(all.values());
  }

  /** All runs that have not ended, in no order. */
  public Stream<Run> all() {
    return runs.values().stream().flatMap(some -> some.values().stream()).map(LiveRun::run);
  }

  /** Whether a run has not ended that stands in the way of others, as those of triggers do. */
  public boolean isBusy(String topologyId) {
    return of(topologyId).values().stream().anyMatch(LiveRun::counts);
  }

  /** Whether a run waits for the end of those before it. */
  public boolean isQueued(String topologyId) {
    return of(topologyId).values().stream()
        .map(live -> live.active().place())
        .anyMatch(place -> place != null && place.waitsForOthers());
  }

  /** The ids on Drove of all tasks of active runs. */
  public Set<String> taskIds() {
    return runs.values().stream()
        .flatMap(all -> all.values().stream())
        .flatMap(live -> live.run().tasks().values().stream())
        .map(TaskRun::taskId)
        .collect(Collectors.toSet());
  }

  /** Whether the run has not ended. */
  public boolean isActive(String topologyId, String runId) {
    return find(topologyId, runId).isPresent();
  }

  /** The revisions of a topology that its active runs walk. */
  public Set<Integer> revisionsWalked(String topologyId) {
    return ofTopology(topologyId).stream()
        .map(live -> live.active().revision())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The runs of a topology that have not ended. */
  Collection<LiveRun> ofTopology(String topologyId) {
    return List.copyOf(of(topologyId).values());
  }

  /** How many runs of a topology have not ended. */
  public int count(String topologyId) {
    return of(topologyId).size();
  }

  /** Kills every task of the topology's runs, and waits until all its runs have ended. */
  public void killAll(String topologyId, String by) throws InterruptedException {
    for (LiveRun live : ofTopology(topologyId)) {
      live.askKillAll(by, null, null);
    }
    for (LiveRun live : ofTopology(topologyId)) {
      live.awaitEnd();
    }
  }

  private Map<String, LiveRun> of(String topologyId) {
    return runs.getOrDefault(topologyId, Map.of());
  }

  private void enter(LiveRun live) {
    Run run = live.run();
    runs.compute(
        run.topologyId(),
        (id, known) -> {
          Map<String, LiveRun> all = known == null ? new ConcurrentHashMap<>() : known;
          all.put(run.runId(), live);
          return all;
        });
  }

  private void start(LiveRun live) {
    events.publish(new Event.RunChanged(live.run()));
    workers.start("run-" + live.name(), () -> walkToEnd(live));
  }

  private void walkToEnd(LiveRun live) throws InterruptedException {
    try (var _ = MDC.putCloseable("topology", live.run().topologyId());
        var _ = MDC.putCloseable("run", live.run().runId())) {
      if (live.isResumed() && live.active().closing() != null) {
        // An earlier leader did not come to it; what that leader sent may still appear.
        settling.await();
      }
      var walker =
          new RunWalker(
              live,
              new TaskWalker(
                  live, drove, follower, gate, settings, catalog.zone(live.topology()), clock),
              admission);
      Run ended = end(live, walker, walk(walker));
      LOG.info("Run ended: {} {}", ended.state(), ended.message());
      events.publish(new Event.RunEnded(ended, live.topology()));
    }
  }

  private static Walked walk(RunWalker walker) throws InterruptedException {
    try {
      return walker.walk();
    } catch (RunClosed closed) {
      return Walked.failed("Closed");
    } catch (RunLapsed lapsed) {
      return Walked.lapsed(String.valueOf(lapsed.getMessage()));
    }
  }

  /** The last write: the run as it ended, and that it is active no more. */
  private Run end(LiveRun live, RunWalker walker, Walked walked) throws InterruptedException {
    Run run = live.run();
    Entry entry =
        catalog
            .find(run.topologyId())
            .orElseThrow(() -> new IllegalStateException("No topology " + run.topologyId()));
    try (var _ = entry.hold()) {
      Run last =
          live.end(
              now -> walker.ended(now, walked, clock.instant()),
              (ended, version) -> {
                Schedule next = entry.schedule().value().ended(ended);
                Instant occupied = live.mayStillRunUntil();
                if (occupied != null) {
                  next = next.occupiedUntil(occupied);
                }
                var change =
                    store
                        .change()
                        .putSchedule(entry.id(), next, entry.schedule().version())
                        .putRun(ended, version)
                        .removeActive(ended.topologyId(), ended.runId());
                String uid = live.active().uid();
                live.abandoned()
                    .forEach(id -> change.addTombstone(new Tombstone(id, uid, ended.updated())));
                try {
                  change.commit();
                } catch (StaleException stale) {
                  // Nobody but an operator writes schedules.
                  store.schedule(entry.id()).ifPresent(entry::put);
                  throw stale;
                }
                entry.put(entry.schedule().next(next));
              });
      forget(live);
      return last;
    }
  }

  private void forget(LiveRun live) {
    runs.computeIfPresent(
        live.run().topologyId(),
        (id, all) -> {
          all.remove(live.run().runId());
          return all.isEmpty() ? null : all;
        });
    admission.ended(live);
    live.markEnded();
  }
}
