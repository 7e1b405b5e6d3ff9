package epoch.server.schedule;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.TopologyDetails;
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

  private final Catalog catalog;
  private final Store store;
  private final InstantSource clock;

  public Adoption(Catalog catalog, Store store, InstantSource clock) {
    this.catalog = catalog;
    this.store = store;
    this.clock = clock;
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
   * Reads a topology again that somebody else wrote. The caller holds the entry.
   *
   * @throws IllegalStateException if it is gone
   */
  public void readAgain(Entry entry) throws InterruptedException {
    Versioned<TopologyDetails> details =
        store
            .topology(entry.id())
            .orElseThrow(() -> new IllegalStateException("Topology " + entry.id() + " is gone"));
    entry.put(details, catalog.fireTimes(details.value().topology()));
    entry.put(schedule(details, entry.schedule()));
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
      Schedule first =
          Schedule.startingAt(
                  topology.created(),
                  topology.created(),
                  store.lastRevision(topology.id()) + 1,
                  details.version())
              .account(now, Verdict.UNACCOUNTED, LEGACY, topology.topology().effectiveTrigger());
      store
          .change()
          .addSchedule(topology.id(), first)
          .addRevision(topology.id(), revision(topology, first, now))
          .commit();
      return new Versioned<>(first, 0);
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
            .account(now, Verdict.UNACCOUNTED, LEGACY, topology.topology().effectiveTrigger());
    store
        .change()
        .putSchedule(topology.id(), revised, known.version())
        .addRevision(topology.id(), revision(topology, revised, now))
        .commit();
    return known.next(revised);
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
        adopt(new ActiveRun(topologyId, run.runId(), "", 1, attempts, null, null));
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
