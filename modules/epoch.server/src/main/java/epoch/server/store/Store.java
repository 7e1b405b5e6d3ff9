package epoch.server.store;

import epoch.api.run.Run;
import epoch.api.topology.TopologyDetails;
import epoch.server.store.zookeeper.Fence;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.store.zookeeper.FencedWriter;
import epoch.server.store.zookeeper.Multi;
import epoch.server.store.zookeeper.ServerClock;
import epoch.server.store.zookeeper.Session;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept in ZooKeeper, for the leader that holds the fence. Reads block the calling virtual
 * thread; writes go through {@link #change}. A node that cannot be read as what it should be is
 * left alone, logged and left out. Thread safe.
 */
public final class Store {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  private final Session session;
  private final Fence fence;
  private final Paths paths;
  private final FencedWriter writer;
  private final AuditTrail trail;
  private final Reading reading;
  private final Inventory inventory;
  private final Clearing clearing;
  private volatile @Nullable Identity identity;

  public Store(Fence fence, Paths paths, ServerClock serverClock) {
    this.session = fence.session();
    this.fence = fence;
    this.paths = paths;
    this.writer = new FencedWriter(fence, serverClock);
    this.trail = new AuditTrail(session, paths, writer, fence.version());
    this.reading = new Reading(session);
    this.inventory = new Inventory(reading, paths);
    this.clearing = new Clearing(reading, paths, writer);
  }

  /** A change to be filled and committed. */
  public Change change() {
    return new Change(paths, writer, trail);
  }

  /** Who changed what. */
  public AuditTrail auditTrail() {
    return trail;
  }

  /** Removes what is not to be kept any more. */
  public Clearing clearing() {
    return clearing;
  }

  /** The receipts of requests with a key. */
  public Receipts receipts() {
    return new Receipts(reading, clearing, paths);
  }

  /**
   * Returns once ZooKeeper has been seen, within the last third of the session time, to hold this
   * node for the leader; asks it if need be.
   *
   * @throws FencedOutException if this node leads no more
   */
  public void proveLeadership() throws InterruptedException {
    long third = TimeUnit.MILLISECONDS.toNanos(session.timeoutMillis()) / 3;
    while (!session.isConnected() || System.nanoTime() - session.lastAnswerNanos() > third) {
      touch();
    }
  }

  /** Whether there is a connection to ZooKeeper at the moment. */
  public boolean isConnected() {
    return session.isConnected();
  }

  /** Makes an empty change as the leader, which also tells ZooKeeper's time. */
  public void touch() throws InterruptedException {
    writer.commit(new Multi().set(fence.holderPath(), fence.member(), -1));
  }

  /**
   * Makes sure that this installation has an identity; called once, before anything is created on
   * Drove.
   *
   * @param now when the installation began, if it has none yet
   */
  public void identify(Instant now) throws InterruptedException {
    Optional<Identity> known = reading.one(paths.identity(), Identity.class).map(Versioned::value);
    if (known.isEmpty()) {
      known = Optional.of(new Identity(UUID.randomUUID().toString(), now));
      change().addIdentity(known.get()).commit();
      LOG.info("This installation is {} from now on", known.get().uid());
    }
    identity = known.get();
  }

  /**
   * Which installation this is.
   *
   * @throws IllegalStateException before {@link #identify}
   */
  public Identity identity() {
    Identity known = identity;
    if (known == null) {
      throw new IllegalStateException("Nobody knows yet which installation this is");
    }
    return known;
  }

  /** All topologies and active runs. */
  public Inventory inventory() {
    return inventory;
  }

  /** One topology, read again. */
  public Optional<Versioned<TopologyDetails>> topology(String id) throws InterruptedException {
    return reading.one(paths.topology(id), TopologyDetails.class);
  }

  /** One run. */
  public Optional<Versioned<Run>> run(String topologyId, String runId) throws InterruptedException {
    return reading.one(paths.run(topologyId, runId), Run.class);
  }

  /** The ids of all runs of a topology that are kept, in no order. */
  public List<String> runIds(String topologyId) throws InterruptedException {
    return reading.names(paths.runs(topologyId));
  }

  /** Those of the runs that are kept, in no order. */
  public List<Versioned<Run>> runs(String topologyId, List<String> runIds)
      throws InterruptedException {
    return reading.all(map(runIds, runId -> paths.run(topologyId, runId)), Run.class);
  }

  /** Those of the runs that are kept, in no order. */
  public List<Versioned<Run>> runs(List<RunKey> keys) throws InterruptedException {
    return reading.all(
        keys.stream().map(key -> paths.run(key.topologyId(), key.runId())).toList(), Run.class);
  }

  /** The schedule that was left by an earlier topology of this name. */
  public Optional<Versioned<Schedule>> schedule(String topologyId) throws InterruptedException {
    return reading.one(paths.schedule(topologyId), Schedule.class);
  }

  /** The version of a topology's schedule, readable or not. */
  public OptionalInt scheduleVersion(String topologyId) throws InterruptedException {
    return reading.version(paths.schedule(topologyId));
  }

  /** The version of the older part of a topology's ledger, readable or not. */
  public OptionalInt ledgerVersion(String topologyId) throws InterruptedException {
    return reading.version(paths.ledger(topologyId));
  }

  /**
   * The highest number of a revision that is kept of a topology of this name; 0 if there is none.
   */
  public int lastRevision(String topologyId) throws InterruptedException {
    return revisions(topologyId).stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The numbers of all revisions that are kept, in no order. */
  public List<Integer> revisions(String topologyId) throws InterruptedException {
    return reading.names(paths.revisions(topologyId)).stream()
        .filter(name -> name.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .toList();
  }

  /** The older part of a topology's ledger; empty as well if it cannot be read. */
  public Optional<Versioned<Spans>> ledger(String topologyId) throws InterruptedException {
    return reading.zipped(paths.ledger(topologyId), Spans.class);
  }

  /** Whether the world stands still. */
  public Optional<Versioned<Holds>> holds() throws InterruptedException {
    return reading.one(paths.hold(), Holds.class);
  }

  /** The limits of concurrency groups. */
  public Optional<Versioned<Limits>> limits() throws InterruptedException {
    return reading.one(paths.groups(), Limits.class);
  }

  /** The version of the limits of concurrency groups, readable or not; -1 if there are none. */
  public int limitsVersion() throws InterruptedException {
    return reading.version(paths.groups()).orElse(-1);
  }

  /** All calendars, in no order. */
  public List<Versioned<KeptCalendar>> calendars() throws InterruptedException {
    return reading.children(paths.calendars(), KeptCalendar.class);
  }

  /** The last sign of life of a leader. */
  public Optional<Versioned<Heartbeat>> heartbeat() throws InterruptedException {
    return reading.one(paths.heartbeat(), Heartbeat.class);
  }

  /** The version of the last sign of life, readable or not; -1 if there is none. */
  public int heartbeatVersion() throws InterruptedException {
    return reading.version(paths.heartbeat()).orElse(-1);
  }

  /** The tasks that were killed before Drove was seen to have them. */
  public List<Tombstone> tombstones() throws InterruptedException {
    return reading.children(paths.tombstones(), Tombstone.class).stream()
        .map(Versioned::value)
        .toList();
  }

  /** The failovers that are kept, the latest first. */
  public List<Failover> failovers() throws InterruptedException {
    return reading.children(paths.failovers(), Failover.class).stream()
        .map(Versioned::value)
        .sorted(Comparator.comparingInt(Failover::number).reversed())
        .toList();
  }

  /** One version of a topology. */
  public Optional<Revision> revision(String topologyId, int number) throws InterruptedException {
    return reading.zipped(paths.revision(topologyId, number), Revision.class).map(Versioned::value);
  }

  private static List<String> map(List<String> names, UnaryOperator<String> path) {
    return names.stream().map(path).toList();
  }
}
