package epoch.server.schedule;

import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.server.store.Inventory.Begun;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Stored;
import epoch.server.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether Epoch 1.14 has led since a leader of ours did. It leaves no trace of that but runs
 * which no leader of ours can have left as they are.
 */
public final class LegacyTraces {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyTraces.class);

  /** The ids of 1.14's runs have local time: no zone is further from UTC. */
  private static final Duration ZONES = Duration.ofHours(14);

  private final Store store;
  private final Set<String> active;

  private LegacyTraces(Store store, Set<String> active) {
    this.store = store;
    this.active = active;
  }

  /**
   * Whether there are any. Costs a listing of each topology's runs, and reads of those since then.
   *
   * @param begun the runs that leaders of ours have left
   * @param since the last sign of life of a leader of ours; empty if there is none
   */
  public static boolean found(
      Store store, List<Stored> topologies, Begun begun, Optional<Instant> since)
      throws InterruptedException {
    Set<String> active =
        begun.active().stream().map(run -> run.value().name()).collect(Collectors.toSet());
    var traces = new LegacyTraces(store, active);
    Instant from = since.orElse(Instant.EPOCH).minus(ZONES);
    for (Stored stored : topologies) {
      Versioned<Schedule> schedule = stored.schedule();
      if (schedule != null
          && traces.isLeft(stored.details().value().id(), schedule.value(), from)) {
        return true;
      }
    }
    return false;
  }

  private boolean isLeft(String id, Schedule schedule, Instant from) throws InterruptedException {
    List<String> recent =
        store.runIds(id).stream()
            .filter(runId -> RunId.parse(runId).filter(run -> run.time().isAfter(from)).isPresent())
            .toList();
    for (Versioned<Run> found : store.runs(id, recent)) {
      if (isForeign(found.value(), schedule)) {
        LOG.warn(
            "Run {}/{} is not ours: Epoch 1.14 has led. Fire times since then are not"
                + " accounted for",
            id,
            found.value().runId());
        return true;
      }
    }
    return false;
  }

  /** Ours are among the active ones until they end, and those of a trigger say their fire time. */
  private boolean isForeign(Run run, Schedule schedule) {
    if (active.contains(run.topologyId() + "/" + run.runId())) {
      return false;
    }
    boolean unaccounted =
        run.runType() == RunType.SCHEDULED
            && run.fireTime() == null
            && run.created().isAfter(schedule.cursor());
    return run.state() == RunState.RUNNING || unaccounted;
  }
}
