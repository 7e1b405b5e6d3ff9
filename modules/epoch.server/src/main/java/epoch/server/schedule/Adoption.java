package epoch.server.schedule;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
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
  static final String BEFORE_CURSOR = "before the cursor: it was past when this began to count";

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

  /** Adds a topology as it was found to the catalog. */
  public Entry adopt(Stored found) throws InterruptedException {
    Versioned<Schedule> schedule = found.schedule();
    TopologyDetails details = found.details().value();
    if (schedule == null) {
      adoptRuns(details.id());
    }
    return catalog.add(found.details(), schedule(found.details(), schedule));
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
            .account(now, verdict(topology), reason(topology), topology.topology().trigger());
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
        Schedule.startingAt(
                topology.created(),
                topology.created(),
                store.lastRevision(topology.id()) + 1,
                details.version())
            .account(now, verdict(topology), reason(topology), topology.topology().trigger());
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

  /** A moment that is past when a topology is taken over is not run, whoever led at the time. */
  private static Verdict verdict(TopologyDetails topology) {
    return topology.topology().trigger() instanceof AtTrigger
        ? Verdict.MISSED
        : Verdict.UNACCOUNTED;
  }

  private static String reason(TopologyDetails topology) {
    return topology.topology().trigger() instanceof AtTrigger ? BEFORE_CURSOR : LEGACY;
  }

  private static Revision revision(TopologyDetails topology, Schedule schedule, Instant now) {
    return new Revision(schedule.revision(), topology.topology(), Revision.FOREIGN, now);
  }

  /** Runs that Epoch 1.14 began and did not end are gone on with. */
  private void adoptRuns(String topologyId) throws InterruptedException {
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
        adopt(new ActiveRun(topologyId, run.runId(), "", 1, attempts, null, null, null, null));
      }
    }
  }

  private void adopt(ActiveRun run) throws InterruptedException {
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
