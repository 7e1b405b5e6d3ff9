package epoch.server.schedule;

import epoch.api.topology.TopologyState;
import epoch.server.catalog.Entry;
import epoch.server.store.ActiveRun;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Pause;
import epoch.server.store.Schedule;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses topologies whose runs fail again and again, where they want that. It is looked at before
 * every fire, so that none begins after the last failure, whoever leads by then.
 */
final class FailurePause {
  private static final Logger LOG = LoggerFactory.getLogger(FailurePause.class);

  private final Switch switching;

  FailurePause(Switch switching) {
    this.switching = switching;
  }

  /**
   * Pauses the topology if it is to be. The caller holds the entry.
   *
   * @return whether it was
   * @throws StaleException if the topology was changed by someone else
   */
  boolean pause(Entry entry, Instant now) throws InterruptedException {
    if (!entry.hasFailedTooOften()) {
      return false;
    }
    Schedule before = entry.schedule().value();
    int failures = before.tally().failures();
    String reason = failures == 1 ? "a run failed" : failures + " runs failed in a row";
    switching.to(
        TopologyState.PAUSED,
        entry,
        before.paused(new Pause(ActiveRun.EPOCH, now, reason, null)),
        AuditRecord.ofEpoch(now, Action.PAUSE, "paused").on(entry.id()).because(reason),
        now);
    LOG.warn("Topology {} is paused: {}", entry.id(), reason);
    return true;
  }
}
