package epoch.server.schedule;

import epoch.api.topology.TopologyState;
import epoch.server.catalog.Entry;
import epoch.server.schedule.Settlement.Effect;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Pause;
import epoch.server.store.Schedule;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends pauses that were to last until a moment. Fire times up to that very moment are skipped by
 * the pause and those after it fire, however late it is noticed: a failover in between changes
 * nothing.
 */
final class PauseEnd {
  private static final Logger LOG = LoggerFactory.getLogger(PauseEnd.class);

  private final Switch switching;
  private final Settlement settlement;

  PauseEnd(Switch switching, Settlement settlement) {
    this.switching = switching;
    this.settlement = settlement;
  }

  /**
   * When the topology fires again by itself; empty if it is not paused, or nobody said until when.
   */
  static Optional<Instant> of(Entry entry) {
    Pause pause = entry.schedule().value().pause();
    return entry.state() == TopologyState.PAUSED && pause != null
        ? Optional.ofNullable(pause.until())
        : Optional.empty();
  }

  /**
   * Lets the topology fire again if its pause is over. The caller holds the entry.
   *
   * @return whether it was over
   * @throws StaleException if the topology was changed by someone else
   */
  boolean end(Entry entry, Instant now) throws InterruptedException {
    Instant until = of(entry).orElse(Instant.MAX);
    Pause pause = entry.schedule().value().pause();
    if (pause == null || now.isBefore(until)) {
      return false;
    }
    Schedule before = entry.schedule().value();
    Instant skipped = before.cursor().isAfter(until) ? before.cursor() : until;
    switching.to(
        TopologyState.ACTIVE,
        entry,
        settlement.settle(entry, skipped, Effect.NONE).paused(null),
        AuditRecord.ofEpoch(now, Action.UNPAUSE, "fires again")
            .on(entry.id())
            .because("it was " + pause.inWords()),
        now);
    LOG.info("Topology {} fires again: it was {}", entry.id(), pause.inWords());
    return true;
  }
}
