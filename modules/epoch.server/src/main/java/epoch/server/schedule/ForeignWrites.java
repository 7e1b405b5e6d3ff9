package epoch.server.schedule;

import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What somebody else, Epoch 1.14 or an operator, writes over topologies while this node leads. Such
 * a topology first goes on as it was known, so that what is due is due by what it said when it fell
 * due; then it is taken over.
 */
public final class ForeignWrites {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignWrites.class);

  private final Catalog catalog;
  private final Store store;
  private final Adoption adoption;
  private final InstantSource clock;
  private final Consumer<Entry> gone;

  /**
   * @param adoption takes in what was removed and made anew
   * @param gone called with an entry, held, whose topology somebody else removed
   */
  public ForeignWrites(
      Catalog catalog, Store store, Adoption adoption, InstantSource clock, Consumer<Entry> gone) {
    this.catalog = catalog;
    this.store = store;
    this.adoption = adoption;
    this.clock = clock;
    this.gone = gone;
  }

  /**
   * Reads again what somebody else wrote. The topology goes on as it was known, until {@link
   * #takeOver}. The caller holds the entry.
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
      Adoption.Fitting fitting = adoption.fit(found.get(), entry.schedule());
      entry.put(fitting.details(), catalog.fireTimes(fitting.details().value().topology()));
      entry.put(fitting.schedule());
    }
  }

  /** Whether somebody else wrote the topology, and it is not taken over yet. */
  boolean isForeign(Entry entry) {
    return entry.state() != TopologyState.DELETED
        && entry.details().version() != entry.schedule().value().topologyVersion();
  }

  /** What somebody else wrote; empty if the topology was removed. The caller holds the entry. */
  Optional<Mended> read(Entry entry) throws InterruptedException {
    Optional<Versioned<TopologyDetails>> found = store.topology(entry.id());
    if (found.isEmpty()) {
      readAgain(entry);
    }
    return found.map(written -> Mended.of(written, entry.topology(), clock.instant()));
  }

  /**
   * Takes a topology over as somebody else wrote it. The caller holds the entry.
   *
   * @param settled its schedule, with all fire times accounted for that this gives up
   * @throws StaleException if it was written once more
   */
  void takeOver(Entry entry, Mended mended, Schedule settled) throws InterruptedException {
    Instant now = clock.instant();
    Schedule schedule = mended.schedule(settled);
    var change = store.change().putSchedule(entry.id(), schedule, entry.schedule().version());
    mended.into(change, schedule, now);
    change.commit();
    entry.put(mended.details(), catalog.fireTimes(mended.details().value().topology()));
    entry.put(entry.schedule().next(schedule));
    LOG.info("Topology {} was changed by someone else: taken over", entry.id());
  }
}
