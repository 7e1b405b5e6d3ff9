package epoch.server.topology;

import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.run.ActiveRuns;
import epoch.server.run.RunService;
import epoch.server.store.Store;
import epoch.server.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes topologies whose tombstone (state {@code DELETED}) is written: kills their tasks, waits
 * for the end of their runs, then removes what is kept of them. Until then the name stays taken. A
 * removal that a failover interrupts is begun again by the next leader.
 */
public final class Removal {
  private static final Logger LOG = LoggerFactory.getLogger(Removal.class);

  private final Catalog catalog;
  private final Store store;
  private final ActiveRuns active;
  private final RunService runs;
  private final Events events;
  private final Workers workers;

  public Removal(
      Catalog catalog,
      Store store,
      ActiveRuns active,
      RunService runs,
      Events events,
      Workers workers) {
    this.catalog = catalog;
    this.store = store;
    this.active = active;
    this.runs = runs;
    this.events = events;
    this.workers = workers;
  }

  /**
   * Begins to remove a topology, or goes on with it.
   *
   * @return how many of its runs have to end first
   */
  public int begin(Entry entry, String by) {
    int unended = active.count(entry.id());
    workers.start("remove-" + entry.id(), () -> remove(entry, by));
    return unended;
  }

  private void remove(Entry entry, String by) throws InterruptedException {
    active.killAll(entry.id(), by);
    try (var _ = entry.hold()) {
      if (!catalog.has(entry)) {
        return;
      }
      store.clearing().topology(entry.id());
      runs.forget(entry.id());
      catalog.remove(entry);
    }
    LOG.info("Topology {} is removed", entry.id());
    events.publish(new Event.TopologyRemoved(entry.id()));
  }
}
