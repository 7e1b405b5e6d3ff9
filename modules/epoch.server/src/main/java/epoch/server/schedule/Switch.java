package epoch.server.schedule;

import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.store.AuditRecord;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;

/** Switches topologies on and off in Epoch's own name. */
final class Switch {
  private final Catalog catalog;
  private final Store store;
  private final Events events;

  Switch(Catalog catalog, Store store, Events events) {
    this.catalog = catalog;
    this.store = store;
    this.events = events;
  }

  /**
   * Switches a topology, in one transaction. The caller holds the entry.
   *
   * @param schedule where it stands then
   * @param why for the audit
   * @throws StaleException if the topology was changed by someone else
   */
  void to(TopologyState state, Entry entry, Schedule schedule, AuditRecord why, Instant now)
      throws InterruptedException {
    Versioned<TopologyDetails> known = entry.details();
    var next = known.next(known.value().withState(state, now));
    Schedule written = schedule.topologyWritten(next.version());
    store
        .change()
        .putTopology(next.value(), known.version())
        .putSchedule(entry.id(), written, entry.schedule().version())
        .audit(why)
        .commit();
    entry.put(next, catalog.fireTimes(next.value().topology()));
    entry.put(entry.schedule().next(written));
    events.publish(new Event.TopologyChanged(next.value()));
  }
}
