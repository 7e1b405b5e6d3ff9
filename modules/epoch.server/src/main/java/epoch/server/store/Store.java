package epoch.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.topology.TopologyDetails;
import epoch.server.store.zookeeper.Fence;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.store.zookeeper.FencedWriter;
import epoch.server.store.zookeeper.Multi;
import epoch.server.store.zookeeper.Node;
import epoch.server.store.zookeeper.ServerClock;
import epoch.server.store.zookeeper.Session;
import epoch.server.store.zookeeper.StaleException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.zookeeper.KeeperException;
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

  /** Operations of one transaction when many nodes are removed. */
  private static final int DELETE_BATCH = 200;

  private final Session session;
  private final Fence fence;
  private final Paths paths;
  private final FencedWriter writer;
  private final AuditTrail trail;
  private volatile @Nullable Identity identity;

  public Store(Fence fence, Paths paths, ServerClock serverClock) {
    this.session = fence.session();
    this.fence = fence;
    this.paths = paths;
    this.writer = new FencedWriter(fence, serverClock);
    this.trail = new AuditTrail(session, paths, writer, fence.version());
  }

  /** A change to be filled and committed. */
  public Change change() {
    return new Change(paths, writer, trail);
  }

  /** Who changed what. */
  public AuditTrail auditTrail() {
    return trail;
  }

  /** The receipts of requests with a key. */
  public Receipts receipts() {
    return new Receipts(session, paths, writer);
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
    Optional<Identity> known = read(paths.identity(), Identity.class).map(Versioned::value);
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

  /** All topologies with their schedules, by name. */
  public List<Stored> topologies() throws InterruptedException {
    try {
      List<String> ids = session.children(paths.topologies()).stream().sorted().toList();
      Map<String, Node> topologies = session.readAll(map(ids, paths::topology));
      Map<String, Node> schedules = session.readAll(map(ids, paths::schedule));
      var found = new ArrayList<Stored>(ids.size());
      for (String id : ids) {
        decode(paths.topology(id), topologies.get(paths.topology(id)), TopologyDetails.class)
            .ifPresent(details ->
                found.add(
                    new Stored(
                        details,
                        decode(
                                paths.schedule(id),
                                schedules.get(paths.schedule(id)),
                                Schedule.class)
                            .orElse(null))));
      }
      return found;
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  /** One topology, read again. */
  public Optional<Versioned<TopologyDetails>> topology(String id) throws InterruptedException {
    return read(paths.topology(id), TopologyDetails.class);
  }

  /** All runs that have not ended. */
  public List<Versioned<ActiveRun>> activeRuns() throws InterruptedException {
    return readChildren(paths.activeRuns(), ActiveRun.class);
  }

  /** One run. */
  public Optional<Versioned<Run>> run(String topologyId, String runId) throws InterruptedException {
    return read(paths.run(topologyId, runId), Run.class);
  }

  /** The ids of all runs of a topology that are kept, in no order. */
  public List<String> runIds(String topologyId) throws InterruptedException {
    try {
      return session.children(paths.runs(topologyId));
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  /** Those of the runs that are kept, in no order. */
  public List<Versioned<Run>> runs(String topologyId, List<String> runIds)
      throws InterruptedException {
    return readAll(map(runIds, runId -> paths.run(topologyId, runId)), Run.class);
  }

  /** Those of the runs that are kept, in no order. */
  public List<Versioned<Run>> runs(List<RunKey> keys) throws InterruptedException {
    return readAll(
        keys.stream().map(key -> paths.run(key.topologyId(), key.runId())).toList(), Run.class);
  }

  /** The records of active runs, by {@link ActiveRun#name}. */
  public Map<String, Versioned<Run>> runsOf(List<ActiveRun> active) throws InterruptedException {
    List<String> all =
        active.stream().map(run -> paths.run(run.topologyId(), run.runId())).toList();
    var found = HashMap.<String, Versioned<Run>>newHashMap(all.size());
    for (Versioned<Run> run : readAll(all, Run.class)) {
      found.put(run.value().topologyId() + "/" + run.value().runId(), run);
    }
    return found;
  }

  /** The schedule that was left by an earlier topology of this name. */
  public Optional<Versioned<Schedule>> schedule(String topologyId) throws InterruptedException {
    return read(paths.schedule(topologyId), Schedule.class);
  }

  /** The version of a topology's schedule, readable or not. */
  public OptionalInt scheduleVersion(String topologyId) throws InterruptedException {
    return version(paths.schedule(topologyId));
  }

  private OptionalInt version(String path) throws InterruptedException {
    try {
      return session.read(path).stream().mapToInt(Node::version).findFirst();
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  /** The version of the older part of a topology's ledger, readable or not. */
  public OptionalInt ledgerVersion(String topologyId) throws InterruptedException {
    return version(paths.ledger(topologyId));
  }

  /**
   * The highest number of a revision that is kept of a topology of this name; 0 if there is none.
   */
  public int lastRevision(String topologyId) throws InterruptedException {
    return revisions(topologyId).stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The numbers of all revisions that are kept, in no order. */
  public List<Integer> revisions(String topologyId) throws InterruptedException {
    try {
      return session.children(paths.revisions(topologyId)).stream()
          .filter(name -> name.matches("[0-9]{1,9}"))
          .map(Integer::valueOf)
          .toList();
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  /** The older part of a topology's ledger; empty as well if it cannot be read. */
  public Optional<Versioned<Spans>> ledger(String topologyId) throws InterruptedException {
    try {
      Optional<Node> node = session.read(paths.ledger(topologyId));
      if (node.isEmpty()) {
        return Optional.empty();
      }
      Spans spans = Json.read(Zipped.unzip(node.get().data()), Spans.class);
      return Optional.of(new Versioned<>(spans, node.get().version()));
    } catch (KeeperException e) {
      throw unavailable(e);
    } catch (IOException e) {
      LOG.warn("The older ledger of topology {} cannot be read: {}", topologyId, e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether the world stands still. */
  public Optional<Versioned<Holds>> holds() throws InterruptedException {
    return read(paths.hold(), Holds.class);
  }

  /** The limits of concurrency groups. */
  public Optional<Versioned<Limits>> limits() throws InterruptedException {
    return read(paths.groups(), Limits.class);
  }

  /** The version of the limits of concurrency groups, readable or not; -1 if there are none. */
  public int limitsVersion() throws InterruptedException {
    return version(paths.groups()).orElse(-1);
  }

  /** All calendars, in no order. */
  public List<Versioned<KeptCalendar>> calendars() throws InterruptedException {
    return readChildren(paths.calendars(), KeptCalendar.class);
  }

  /** The last sign of life of a leader. */
  public Optional<Versioned<Heartbeat>> heartbeat() throws InterruptedException {
    return read(paths.heartbeat(), Heartbeat.class);
  }

  /** The version of the last sign of life, readable or not; -1 if there is none. */
  public int heartbeatVersion() throws InterruptedException {
    return version(paths.heartbeat()).orElse(-1);
  }

  /** The tasks that were killed before Drove was seen to have them. */
  public List<Tombstone> tombstones() throws InterruptedException {
    return readChildren(paths.tombstones(), Tombstone.class).stream()
        .map(Versioned::value)
        .toList();
  }

  /** Forgets one of them. */
  public void removeTombstone(Tombstone old) throws InterruptedException {
    removeNode(paths.tombstone(old.taskId()));
  }

  /** The failovers that are kept, the latest first. */
  public List<Failover> failovers() throws InterruptedException {
    return readChildren(paths.failovers(), Failover.class).stream()
        .map(Versioned::value)
        .sorted(Comparator.comparingInt(Failover::number).reversed())
        .toList();
  }

  /** Removes all but the latest failovers. */
  public void forgetFailovers(int kept) throws InterruptedException {
    for (Failover old : failovers().stream().skip(kept).toList()) {
      removeNode(paths.failover(old.number()));
    }
  }

  /** One version of a topology. */
  public Optional<Revision> revision(String topologyId, int number) throws InterruptedException {
    try {
      Optional<Node> node = session.read(paths.revision(topologyId, number));
      if (node.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(Json.read(Zipped.unzip(node.get().data()), Revision.class));
    } catch (KeeperException e) {
      throw unavailable(e);
    } catch (IOException e) {
      LOG.warn("Revision {} of topology {} cannot be read: {}", number, topologyId, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Removes runs, each only if it is as it was read.
   *
   * @throws StaleException if some were not; others may be removed
   */
  public void removeRuns(String topologyId, List<Versioned<Run>> runs) throws InterruptedException {
    for (int from = 0; from < runs.size(); from += DELETE_BATCH) {
      var multi = new Multi();
      for (Versioned<Run> run : runs.subList(from, Math.min(from + DELETE_BATCH, runs.size()))) {
        multi.delete(paths.run(topologyId, run.value().runId()), run.version());
      }
      writer.commit(multi);
    }
  }

  /**
   * Removes revisions.
   *
   * @throws StaleException if some were not there; others may be removed
   */
  public void removeRevisions(String topologyId, List<Integer> numbers)
      throws InterruptedException {
    for (int from = 0; from < numbers.size(); from += DELETE_BATCH) {
      var multi = new Multi();
      numbers
          .subList(from, Math.min(from + DELETE_BATCH, numbers.size()))
          .forEach(number -> multi.delete(paths.revision(topologyId, number), -1));
      writer.commit(multi);
    }
  }

  /**
   * Removes what is left of a topology: runs, revisions, schedule, at last the topology itself, so
   * that an interrupted removal is found and finished.
   */
  public void remove(String topologyId) throws InterruptedException {
    removeChildren(paths.runs(topologyId));
    removeChildren(paths.revisions(topologyId));
    removeNode(paths.ledger(topologyId));
    removeNode(paths.schedule(topologyId));
    removeNode(paths.topology(topologyId));
  }

  private void removeChildren(String parent) throws InterruptedException {
    try {
      List<String> names = session.children(parent);
      for (int from = 0; from < names.size(); from += DELETE_BATCH) {
        var multi = new Multi();
        for (String name : names.subList(from, Math.min(from + DELETE_BATCH, names.size()))) {
          multi.delete(parent + "/" + name, -1);
        }
        writer.commit(multi);
      }
      removeNode(parent);
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  private void removeNode(String path) throws InterruptedException {
    try {
      if (session.read(path).isPresent()) {
        writer.commit(new Multi().delete(path, -1));
      }
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  private <T> List<Versioned<T>> readChildren(String parent, Class<T> type)
      throws InterruptedException {
    try {
      return readAll(map(session.children(parent), name -> parent + "/" + name), type);
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  private <T> List<Versioned<T>> readAll(List<String> all, Class<T> type)
      throws InterruptedException {
    try {
      var values = new ArrayList<Versioned<T>>(all.size());
      session.readAll(all).forEach((path, node) -> decode(path, node, type).ifPresent(values::add));
      return values;
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  private <T> Optional<Versioned<T>> read(String path, Class<T> type) throws InterruptedException {
    try {
      return session.read(path).flatMap(node -> decode(path, node, type));
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  private static <T> Optional<Versioned<T>> decode(
      String path, @Nullable Node node, Class<T> type) {
    if (node == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Versioned<>(Json.read(node.data(), type), node.version()));
    } catch (JsonProcessingException e) {
      LOG.warn("{} cannot be read and is left alone: {}", path, e.getOriginalMessage());
      return Optional.empty();
    }
  }

  private static List<String> map(List<String> names, UnaryOperator<String> path) {
    return names.stream().map(path).toList();
  }

  static StoreUnavailableException unavailable(KeeperException e) {
    return new StoreUnavailableException("ZooKeeper cannot be asked now: " + e.getMessage());
  }
}
