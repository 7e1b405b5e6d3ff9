package epoch.server.run;

import epoch.api.run.Run;
import epoch.api.topology.Topology;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Events;
import epoch.server.store.ActiveRun;
import epoch.server.store.Inventory;
import epoch.server.store.Revision;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.Wanted;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out how the runs stand that earlier leaders began. */
final class Resumption {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private final Catalog catalog;
  private final Store store;
  private final Events events;
  private final InstantSource clock;

  Resumption(Catalog catalog, Store store, Events events, InstantSource clock) {
    this.catalog = catalog;
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  /** Those of the active runs that can be gone on with; what ended meanwhile is active no more. */
  List<LiveRun> of(Inventory.Begun known) throws InterruptedException {
    var resumed = new ArrayList<LiveRun>(known.active().size());
    for (Versioned<ActiveRun> active : known.active()) {
      ActiveRun run = active.value();
      Optional<Topology> topology = topologyOf(run);
      Optional<Versioned<Run>> record =
          Optional.ofNullable(known.records().get(run.name()))
              .or(() -> topology.flatMap(present -> lostRecord(present, run)));
      if (record.isEmpty() || topology.isEmpty() || catalog.find(run.topologyId()).isEmpty()) {
        LOG.warn("Run {} cannot be gone on with: its topology is gone", run.name());
      } else if (record.get().value().state().isTerminal()) {
        // Ours end in one transaction with their place among the active ones.
        LOG.warn("Run {} was ended by someone else: {}", run.name(), record.get().value().state());
        store.change().removeActive(run.topologyId(), run.runId()).commit();
      } else {
        Wanted wanted = run.wanted();
        Topology walked =
            Parameters.apply(topology.get(), wanted == null ? null : wanted.parameters());
        resumed.add(new LiveRun(store, events, clock, walked, record.get(), active, true));
      }
    }
    return resumed;
  }

  /** A record for a run that is active though somebody removed its record: its tasks go on. */
  private Optional<Versioned<Run>> lostRecord(Topology topology, ActiveRun run) {
    LOG.warn("The record of run {} is gone and is made anew", run.name());
    return Beginning.again(topology, run, clock.instant())
        .map(record -> new Versioned<>(record, -1));
  }

  /** The topology as it was when the run began; as it is now, if that is not kept. */
  private Optional<Topology> topologyOf(ActiveRun run) throws InterruptedException {
    Optional<Entry> entry = catalog.find(run.topologyId());
    if (entry.isPresent() && entry.get().schedule().value().revision() == run.revision()) {
      return entry.map(Entry::topology);
    }
    return store
        .revision(run.topologyId(), run.revision())
        .map(Revision::topology)
        .or(() -> entry.map(Entry::topology));
  }
}
