package epoch.server.run;

import epoch.api.rest.RunStarted;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.TaskRun;
import epoch.api.topology.Overlap;
import epoch.api.topology.Topology;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.once.Guard;
import epoch.server.store.Change;
import epoch.server.store.Inventory;
import epoch.server.store.Place;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import epoch.server.work.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs that have not ended, each walked by a virtual thread of its own. Thread safe. */
public final class ActiveRuns {
  /** How a run begins to say what it waits for. */
  static final String WAITING = "Waiting";

  private final Map<String, Map<String, LiveRun>> runs = new ConcurrentHashMap<>();
  private final Store store;
  private final InstantSource clock;
  private final Events events;
  private final Workers workers;
  private final Groups groups = new Groups();
  private final Admission admission;
  private final Resumption resumption;
  private final Course course;

  /** Everything that a run needs on its way. */
  public ActiveRuns(
      Catalog catalog,
      Store store,
      Means means,
      Events events,
      Workers workers,
      Settling settling) {
    this.store = store;
    this.clock = means.clock();
    this.events = events;
    this.workers = workers;
    this.admission = new Admission(catalog, this::ofTopology, groups, clock);
    this.resumption = new Resumption(catalog, store, events, clock);
    this.course = new Course(catalog, store, means, admission, events, settling, this::forget);
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
   * @param id names the run
   * @param overlap how it waits for the runs before it; null: it does not
   * @throws StaleException if the topology was changed by someone else, or the run exists already
   */
  public Run begin(
      Entry entry, RunId id, Instant fireTime, Schedule accounted, @Nullable Overlap overlap)
      throws InterruptedException {
    Place place = place(entry.topology(), overlap);
    var beginning = Beginning.scheduled(entry, id, fireTime, clock.instant(), place);
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
   * @throws StaleException as {@link #begin(Entry, RunId, Instant, Schedule, Overlap)}
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
  public Runnable resume(Inventory.Begun known) throws InterruptedException {
    List<LiveRun> resumed = resumption.of(known);
    for (LiveRun live : resumed) {
      admission.resumed(live);
      enter(live);
    }
    return () -> resumed.forEach(this::start);
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

  /**
   * Until when to wait to learn whether a run of an earlier leader still stands in the way of
   * others; empty if that is known of all, or was waited for long enough.
   */
  public Optional<Instant> uncertainUntil(String topologyId) {
    Instant now = clock.instant();
    return standings(topologyId)
        .filter(standing -> standing.isWorthAWait(now))
        .map(Standing::patientUntil)
        .findFirst();
  }

  /** Runs this once it is known of all runs of a topology whether they have ended. */
  public void whenCertain(String topologyId, Runnable then) {
    var _ = certainty(topologyId).thenRun(then);
  }

  /** Waits for that, but for no longer than {@link #uncertainUntil}. */
  void awaitCertain(String topologyId) {
    Optional<Instant> until = uncertainUntil(topologyId);
    if (until.isPresent()) {
      long left = Duration.between(clock.instant(), until.get()).toMillis();
      certainty(topologyId).completeOnTimeout(null, left, TimeUnit.MILLISECONDS).join();
    }
  }

  private CompletableFuture<Void> certainty(String topologyId) {
    return CompletableFuture.allOf(
        standings(topologyId).map(Standing::known).toArray(CompletableFuture[]::new));
  }

  private Stream<Standing> standings(String topologyId) {
    return of(topologyId).values().stream().filter(LiveRun::counts).map(LiveRun::standing);
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
    workers.start("run-" + live.name(), () -> course.walk(live));
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
