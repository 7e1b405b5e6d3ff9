package epoch.server.store;

import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.topology.TopologyDetails;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.store.zookeeper.FencedWriter;
import epoch.server.store.zookeeper.Multi;
import epoch.server.store.zookeeper.StaleException;

/**
 * One change of what is kept, all of it or nothing. Say what it consists of, then {@link #commit}.
 * Each version is that of the node as it was last read or written. Not thread safe; used once.
 */
public final class Change {
  private final Paths paths;
  private final FencedWriter writer;
  private final AuditTrail trail;
  private final Multi multi = new Multi();

  /** Whether a schedule is written: its nonce tells best whether the change was made. */
  private boolean hasNonce;

  Change(Paths paths, FencedWriter writer, AuditTrail trail) {
    this.paths = paths;
    this.writer = writer;
    this.trail = trail;
  }

  /** Requires that nobody wrote the topology since. */
  public Change holdsTopology(String id, int version) {
    multi.check(paths.topology(id), version);
    return this;
  }

  public Change addTopology(TopologyDetails details) {
    multi.create(paths.topology(details.id()), Json.bytes(details));
    return this;
  }

  public Change putTopology(TopologyDetails details, int version) {
    multi.set(paths.topology(details.id()), Json.bytes(details), version);
    return this;
  }

  public Change addRevision(String topologyId, Revision revision) {
    multi.create(paths.revision(topologyId, revision.number()), Zipped.zip(Json.bytes(revision)));
    return this;
  }

  public Change addSchedule(String topologyId, Schedule schedule) {
    multi.create(paths.schedule(topologyId), Json.bytes(schedule)).witnessedHere();
    hasNonce = true;
    return this;
  }

  /** Writes where a topology stands; a version of -1 means that there is nothing yet. */
  public Change putSchedule(String topologyId, Schedule schedule, int version) {
    put(paths.schedule(topologyId), Json.bytes(schedule), version);
    multi.witnessedHere();
    hasNonce = true;
    return this;
  }

  public Change addRun(Run run) {
    multi.create(paths.run(run.topologyId(), run.runId()), RunRecord.of(run));
    return this;
  }

  /** Writes a run; a version of -1 means that its node is not there. */
  public Change putRun(Run run, int version) {
    return put(paths.run(run.topologyId(), run.runId()), RunRecord.of(run), version);
  }

  public Change addActive(ActiveRun active) {
    multi.create(paths.activeRun(active.topologyId(), active.runId()), Json.bytes(active));
    return witnessedByActive();
  }

  public Change putActive(ActiveRun active, int version) {
    multi.set(paths.activeRun(active.topologyId(), active.runId()), Json.bytes(active), version);
    return witnessedByActive();
  }

  /** Epoch 1.14 rewrites runs and topologies, but knows nothing of active runs. */
  private Change witnessedByActive() {
    if (!hasNonce) {
      multi.witnessedHere();
    }
    return this;
  }

  public Change removeActive(String topologyId, String runId) {
    multi.delete(paths.activeRun(topologyId, runId), -1);
    return this;
  }

  /** Writes the older part of a topology's ledger; a version of -1 means that there is none yet. */
  public Change putLedger(String topologyId, Spans spans, int version) {
    return put(paths.ledger(topologyId), Zipped.zip(Json.bytes(spans)), version);
  }

  /** Says which installation this is, where that was not said before. */
  public Change addIdentity(Identity identity) {
    multi.create(paths.identity(), Json.bytes(identity));
    return this;
  }

  /** Writes whether the world stands still; a version of -1 means that it never did. */
  public Change putHolds(Holds holds, int version) {
    return put(paths.hold(), Json.bytes(holds), version);
  }

  /** Writes the limits of concurrency groups; a version of -1 means that there are none yet. */
  public Change putLimits(Limits limits, int version) {
    return put(paths.groups(), Json.bytes(limits), version);
  }

  /** Writes a calendar; a version of -1 means that it is new. */
  public Change putCalendar(KeptCalendar calendar, int version) {
    return put(paths.calendar(calendar.calendar().name()), Json.bytes(calendar), version);
  }

  public Change removeCalendar(String name, int version) {
    multi.delete(paths.calendar(name), version);
    return this;
  }

  /** Writes a sign of life; a version of -1 means that there was none. */
  public Change putHeartbeat(Heartbeat heartbeat, int version) {
    return put(paths.heartbeat(), Json.bytes(heartbeat), version);
  }

  public Change addTombstone(Tombstone tombstone) {
    multi.create(paths.tombstone(tombstone.taskId()), Json.bytes(tombstone));
    return this;
  }

  public Change addFailover(Failover failover) {
    multi.create(paths.failover(failover.number()), Json.bytes(failover));
    return this;
  }

  public Change putFailover(Failover failover) {
    multi.set(paths.failover(failover.number()), Json.bytes(failover), -1);
    return this;
  }

  /** Writes down who asked for this change. */
  public Change audit(AuditRecord record) {
    multi.create(trail.nextNode(), Json.bytes(record));
    return this;
  }

  /**
   * Writes that a request with a key was carried out.
   *
   * @param hour of its time, since 1970
   * @param name made from the key
   */
  public Change addReceipt(long hour, String name, Receipt receipt) {
    multi.create(paths.receipt(hour, name), Zipped.zip(Json.bytes(receipt)));
    return this;
  }

  private Change put(String path, byte[] data, int version) {
    if (version < 0) {
      multi.create(path, data);
    } else {
      multi.set(path, data, version);
    }
    return this;
  }

  /**
   * Makes the change; when this returns, it is durable. While ZooKeeper is away this waits.
   *
   * @throws StaleException if something was not as required: nothing was changed
   * @throws FencedOutException if this node leads no more: nothing was changed
   * @throws IllegalArgumentException if the change is too large for one transaction
   */
  public void commit() throws InterruptedException {
    writer.commit(multi);
  }
}
