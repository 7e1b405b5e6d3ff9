package epoch.server.schedule;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.Trigger;
import epoch.server.catalog.Catalog;
import epoch.server.store.ActiveRun;
import epoch.server.store.Attempt;
import epoch.server.store.Revision;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Stored;
import epoch.server.store.Verdict;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

  /** How often a topology is looked at again that somebody else writes at this very moment. */
  private static final int TRIES = 5;

  private final Catalog catalog;
  private final Store store;
  private final InstantSource clock;
  private volatile boolean begun;

  public Adoption(Catalog catalog, Store store, InstantSource clock) {
    this.catalog = catalog;
    this.store = store;
    this.clock = clock;
  }

  /** Whether there are more active runs since: those of others that were taken over. */
  public boolean hasBegunRuns() {
    return begun;
  }

  /** A topology and the schedule that fits it, as they are written. */
  record Fitting(Versioned<TopologyDetails> details, Versioned<Schedule> schedule) {}

  /**
   * Adds a topology as it was found to the catalog, or as it is found when somebody else writes it
   * meanwhile; not if that removes it.
   *
   * @param foreign whether Epoch 1.14 led since we did, so that its runs are taken over, and fire
   *     times count from now on
   */
  public void adopt(Stored found, boolean foreign) throws InterruptedException {
    String id = found.details().value().id();
    Optional<Stored> known = Optional.of(found);
    for (int attempt = 1; known.isPresent(); attempt++) {
      try {
        take(known.get(), foreign);
        return;
      } catch (StaleException stale) {
        if (attempt == TRIES) {
          throw stale;
        }
        LOG.info("Topology {} was changed by someone else: {}", id, stale.getMessage());
        Versioned<Schedule> schedule = store.schedule(id).orElse(null);
        known = store.topology(id).map(details -> new Stored(details, schedule));
      }
    }
  }

  private void take(Stored found, boolean foreign) throws InterruptedException {
    Versioned<Schedule> known = found.schedule();
    Fitting fitting = fit(found.details(), known);
    Versioned<Schedule> schedule = fitting.schedule();
    TopologyDetails details = fitting.details().value();
    if (known == null || foreign) {
      adoptRuns(details.id(), schedule.value().revision());
    }
    if (foreign && schedule.equals(known)) {
      Schedule now =
          schedule
              .value()
              .account(
                  clock.instant(),
                  Verdict.UNACCOUNTED,
                  LEGACY,
                  details.topology().effectiveTrigger());
      store.change().putSchedule(details.id(), now, schedule.version()).commit();
      schedule = schedule.next(now);
    }
    catalog.add(fitting.details(), schedule);
  }

  /** The schedule that fits the topology: the one there is, or a new or revised one, written. */
  Fitting fit(Versioned<TopologyDetails> details, @Nullable Versioned<Schedule> known)
      throws InterruptedException {
    TopologyDetails topology = details.value();
    if (known == null) {
      LOG.info("Topology {} is new here: its fire times count from now on", topology.id());
      return new Fitting(details, begin(details, clock.instant()));
    }
    boolean sameLife = known.value().created().equals(topology.created());
    if (sameLife && known.value().topologyVersion() == details.version()) {
      return new Fitting(details, known);
    }
    LOG.info("Topology {} was changed by someone else: taken over", topology.id());
    int revision = known.value().revision();
    return sameLife
        ? write(details, known, known.value(), store.revision(topology.id(), revision))
        // Removed, and made anew.
        : write(
            details,
            known,
            Schedule.startingAt(
                topology.created(), topology.created(), revision, details.version()),
            Optional.empty());
  }

  /**
   * @param before where it stood
   * @param ours as we wrote it last; empty if that is not known, or was another topology
   */
  private Fitting write(
      Versioned<TopologyDetails> found,
      Versioned<Schedule> known,
      Schedule before,
      Optional<Revision> ours)
      throws InterruptedException {
    Instant now = clock.instant();
    Mended mended = Mended.of(found, ours.map(Revision::topology).orElse(null), now);
    TopologyDetails topology = mended.details().value();
    Schedule schedule =
        mended
            .schedule(before)
            .account(
                now, verdict(topology), reason(topology), topology.topology().effectiveTrigger());
    var change = store.change().putSchedule(topology.id(), schedule, known.version());
    mended.into(change, schedule, now);
    change.commit();
    return new Fitting(mended.details(), known.next(schedule));
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
      begun = true;
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
