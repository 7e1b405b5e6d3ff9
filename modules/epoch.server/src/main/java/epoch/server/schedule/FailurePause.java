package epoch.server.schedule;

import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.store.ActiveRun;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Pause;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
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

  private final Catalog catalog;
  private final Store store;
  private final Events events;

  FailurePause(Catalog catalog, Store store, Events events) {
    this.catalog = catalog;
    this.store = store;
    this.events = events;
  }

  /** Whether so many runs in a row failed that the topology is to be paused. */
  static boolean isDue(Entry entry) {
    Integer most = entry.topology().effectivePolicy().pauseAfterFailures();
    return most != null
        && entry.state() == TopologyState.ACTIVE
        && entry.schedule().value().tally().failures() >= most;
  }

  /**
   * Pauses the topology if it is to be. The caller holds the entry.
   *
   * @return whether it was
   * @throws StaleException if the topology was changed by someone else
   */
  boolean pause(Entry entry, Instant now) throws InterruptedException {
    if (!isDue(entry)) {
      return false;
    }
    Schedule before = entry.schedule().value();
    int failures = before.tally().failures();
    String reason = failures == 1 ? "a run failed" : failures + " runs failed in a row";
    Versioned<TopologyDetails> known = entry.details();
    var next = known.next(known.value().withState(TopologyState.PAUSED, now));
    Schedule schedule =
        before
            .paused(new Pause(ActiveRun.EPOCH, now, reason, null))
            .topologyWritten(next.version());
    store
        .change()
        .putTopology(next.value(), known.version())
        .putSchedule(entry.id(), schedule, entry.schedule().version())
        .audit(AuditRecord.ofEpoch(now, Action.PAUSE, "paused").on(entry.id()).because(reason))
        .commit();
    entry.put(next, catalog.fireTimes(next.value().topology()));
    entry.put(entry.schedule().next(schedule));
    LOG.warn("Topology {} is paused: {}", entry.id(), reason);
    events.publish(new Event.TopologyChanged(next.value()));
    return true;
  }
}
