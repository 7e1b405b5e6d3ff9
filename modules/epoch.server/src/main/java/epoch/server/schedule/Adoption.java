package epoch.server.schedule;

import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.store.ActiveRun;
import epoch.server.store.Attempt;
import epoch.server.store.Revision;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Stored;
import epoch.server.store.Verdict;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in topologies as they are found in ZooKeeper. What Epoch 1.14 or an operator wrote there
 * gets a schedule and a revision of its own, and its fire times count from now on.
 */
public final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

  /** Why nobody can tell what became of a fire time. */
  private static final String LEGACY = "legacy: it was not ours to account for";

  /** Why a moment is not run. */
  static final String BEFORE_CURSOR = "before cursor: it was past when this began to count";

  /** The ids of 1.14's runs have local time: no zone is further from UTC. */
  private static final Duration ZONES = Duration.ofHours(14);

  private final Catalog catalog;
  private final Store store;
  private final InstantSource clock;
  private final Consumer<Entry> gone;

  /**
   * @param gone called with an entry, held, whose topology somebody else removed
   */
  public Adoption(Catalog catalog, Store store, InstantSource clock, Consumer<Entry> gone) {
    this.catalog = catalog;
    this.store = store;
    this.clock = clock;
    this.gone = gone;
  }

  /**
   * Whether somebody else, Epoch 1.14, led since we did: whether there are runs that no leader of
   * ours can have left as they are. Costs a listing of each topology's runs, and reads of those
   * since then.
   *
   * @param since the last sign of life of a leader of ours; empty if there is none
   */
  public boolean isChangedByOthers(List<Stored> topologies, Optional<Instant> since)
      throws InterruptedException {
    Set<String> active =
        store.activeRuns().stream().map(run -> run.value().name()).collect(Collectors.toSet());
    for (Stored stored : topologies) {
      Versioned<Schedule> schedule = stored.schedule();
      if (schedule != null) {
        String id = stored.details().value().id();
        Instant from = since.orElse(Instant.EPOCH).minus(ZONES);
        List<String> recent =
            store.runIds(id).stream()
                .filter(
                    runId -> RunId.parse(runId).filter(run -> run.time().isAfter(from)).isPresent())
                .toList();
        for (Versioned<Run> found : store.runs(id, recent)) {
          if (isForeign(found.value(), schedule.value(), active)) {
            LOG.warn(
                "Run {}/{} is not ours: Epoch 1.14 has led. Fire times since then are not"
                    + " accounted for",
                id,
                found.value().runId());
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Ours are among the active ones until they end, and those of a trigger say their fire time. */
  private static boolean isForeign(Run run, Schedule schedule, Set<String> active) {
    if (active.contains(run.topologyId() + "/" + run.runId())) {
      return false;
    }
    boolean unaccounted =
        run.runType() == RunType.SCHEDULED
            && run.fireTime() == null
            && run.created().isAfter(schedule.cursor());
    return run.state() == RunState.RUNNING || unaccounted;
  }

  /**
   * Adds a topology as it was found to the catalog.
   *
   * @param foreign whether Epoch 1.14 led since we did, so that its runs are taken over, and fire
   *     times count from now on
   */
  public Entry adopt(Stored found, boolean foreign) throws InterruptedException {
    Versioned<Schedule> schedule = found.schedule();
    TopologyDetails details = found.details().value();
    Versioned<Schedule> fitting = schedule(found.details(), schedule);
    if (schedule == null || foreign) {
      adoptRuns(details.id(), fitting.value().revision());
    }
    if (foreign && fitting.equals(schedule)) {
      Schedule now =
          fitting
              .value()
              .account(
                  clock.instant(),
                  Verdict.UNACCOUNTED,
                  LEGACY,
                  details.topology().effectiveTrigger());
      store.change().putSchedule(details.id(), now, fitting.version()).commit();
      fitting = fitting.next(now);
    }
    return catalog.add(found.details(), fitting);
  }

  /**
   * Reads again what somebody else wrote. The topology goes on as it was known, until {@link
   * #takeOver}: what is due by then is due by what it said when it fell due. The caller holds the
   * entry.
   */
  public void readAgain(Entry entry) throws InterruptedException {
    store.schedule(entry.id()).ifPresent(entry::put);
    Optional<Versioned<TopologyDetails>> found = store.topology(entry.id());
    TopologyDetails known = entry.details().value();
    if (found.isEmpty()) {
      LOG.warn("Topology {} was removed by someone else: its runs are ended", entry.id());
      var deleted = known.withState(TopologyState.DELETED, clock.instant());
      entry.put(new Versioned<>(deleted, entry.details().version()), entry.fireTimes());
      gone.accept(entry);
    } else if (found.get().value().created().equals(known.created())) {
      entry.put(new Versioned<>(known, found.get().version()), entry.fireTimes());
    } else {
      entry.put(found.get(), catalog.fireTimes(found.get().value().topology()));
      entry.put(schedule(found.get(), entry.schedule()));
    }
  }

  /** Whether somebody else wrote the topology, and it is not taken over yet. */
  boolean isForeign(Entry entry) {
    return entry.state() != TopologyState.DELETED
        && entry.details().version() != entry.schedule().value().topologyVersion();
  }

  /**
   * Takes a topology over as somebody else wrote it. The caller holds the entry.
   *
   * @param settled its schedule, with all fire times accounted for up to now
   * @throws StaleException if it was written once more
   */
  void takeOver(Entry entry, Schedule settled) throws InterruptedException {
    Optional<Versioned<TopologyDetails>> found = store.topology(entry.id());
    if (found.isEmpty()) {
      readAgain(entry);
      return;
    }
    Versioned<TopologyDetails> details = found.get();
    TopologyDetails topology = details.value();
    Instant now = clock.instant();
    Schedule revised =
        settled
            .revised(details.version())
            .paused(topology.state() == TopologyState.PAUSED ? settled.pause() : null);
    store
        .change()
        .putSchedule(entry.id(), revised, entry.schedule().version())
        .holdsTopology(entry.id(), details.version())
        .addRevision(entry.id(), revision(topology, revised, now))
        .commit();
    entry.put(details, catalog.fireTimes(topology.topology()));
    entry.put(entry.schedule().next(revised));
    LOG.info("Topology {} was changed by someone else: taken over as it is", entry.id());
  }

  /** The schedule that fits the topology: the one there is, or a new or revised one, written. */
  private Versioned<Schedule> schedule(
      Versioned<TopologyDetails> details, @Nullable Versioned<Schedule> known)
      throws InterruptedException {
    TopologyDetails topology = details.value();
    if (known != null
        && known.value().created().equals(topology.created())
        && known.value().topologyVersion() == details.version()) {
      return known;
    }
    Instant now = clock.instant();
    if (known == null) {
      LOG.info("Topology {} is new here: its fire times count from now on", topology.id());
      return begin(details, now);
    }
    LOG.info("Topology {} was changed by someone else: taken over as it is", topology.id());
    boolean sameLife = known.value().created().equals(topology.created());
    Schedule before =
        sameLife
            ? known.value()
            : Schedule.startingAt(
                topology.created(),
                topology.created(),
                known.value().revision(),
                details.version());
    Schedule revised =
        before
            .revised(details.version())
            .paused(topology.state() == TopologyState.PAUSED ? before.pause() : null)
            .account(
                now, verdict(topology), reason(topology), topology.topology().effectiveTrigger());
    store
        .change()
        .putSchedule(topology.id(), revised, known.version())
        .addRevision(topology.id(), revision(topology, revised, now))
        .commit();
    return known.next(revised);
  }

  /** A first schedule, over what is left of one that cannot be read. */
  private Versioned<Schedule> begin(Versioned<TopologyDetails> details, Instant now)
      throws InterruptedException {
    TopologyDetails topology = details.value();
    Schedule first =
        beginning(topology, store.lastRevision(topology.id()) + 1, details.version(), now);
    OptionalInt left = store.scheduleVersion(topology.id());
    if (left.isPresent()) {
      LOG.error("The schedule of topology {} cannot be read: it begins anew", topology.id());
    }
    store
        .change()
        .putSchedule(topology.id(), first, left.orElse(-1))
        .addRevision(topology.id(), revision(topology, first, now))
        .commit();
    return new Versioned<>(first, left.isPresent() ? left.getAsInt() + 1 : 0);
  }

  private static Verdict verdict(TopologyDetails topology) {
    return topology.topology().effectiveTrigger() instanceof AtTrigger
        ? Verdict.MISSED
        : Verdict.UNACCOUNTED;
  }

  private static String reason(TopologyDetails topology) {
    return topology.topology().effectiveTrigger() instanceof AtTrigger ? BEFORE_CURSOR : LEGACY;
  }

  /**
   * Where a topology stands that has never stood anywhere. What was once to be run at a moment that
   * is past is not run now: 1.14 did, and again whenever it changed leaders.
   */
  private static Schedule beginning(
      TopologyDetails topology, int revision, int version, Instant now) {
    Trigger trigger = topology.topology().effectiveTrigger();
    Instant from = topology.created();
    if (trigger instanceof AtTrigger at && at.time() != null && !at.time().isAfter(now)) {
      Instant before = at.time().minusMillis(1);
      return Schedule.startingAt(
              topology.created(), before.isBefore(from) ? before : from, revision, version)
          .account(now, Verdict.MISSED, BEFORE_CURSOR, trigger);
    }
    return Schedule.startingAt(topology.created(), from, revision, version)
        .account(now, Verdict.UNACCOUNTED, LEGACY, trigger);
  }

  private static Revision revision(TopologyDetails topology, Schedule schedule, Instant now) {
    return new Revision(schedule.revision(), topology.topology(), Revision.FOREIGN, now);
  }

  /** Runs that Epoch 1.14 began and did not end are gone on with. */
  private void adoptRuns(String topologyId, int revision) throws InterruptedException {
    for (Versioned<Run> found : store.runs(topologyId, store.runIds(topologyId))) {
      Run run = found.value();
      if (run.state() == RunState.RUNNING) {
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        run.tasks()
            .forEach((name, task) -> {
              if (task.started() != null || isBegun(task.upstreamId())) {
                attempts.put(name, Attempt.first(run.created()));
              }
            });
        begin(
            new ActiveRun(
                topologyId,
                run.runId(),
                "",
                revision,
                attempts,
                null,
                null,
                null,
                null,
                null,
                null));
      }
    }
  }

  private void begin(ActiveRun run) throws InterruptedException {
    try {
      store.change().addActive(run).commit();
      LOG.info("Run {}/{} was begun by Epoch 1.14 and is adopted", run.topologyId(), run.runId());
    } catch (StaleException stale) {
      if (!stale.exists()) {
        throw stale;
      }
      LOG.debug("Run {}/{} was adopted before", run.topologyId(), run.runId());
    }
  }

  private static boolean isBegun(@Nullable String upstreamId) {
    return Optional.ofNullable(upstreamId).filter(id -> !"UNKNOWN".equals(id)).isPresent();
  }
}
