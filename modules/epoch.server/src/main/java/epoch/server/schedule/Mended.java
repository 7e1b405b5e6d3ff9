package epoch.server.schedule;

import epoch.api.topology.LegacyForm;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Change;
import epoch.server.store.Pause;
import epoch.server.store.Revision;
import epoch.server.store.Schedule;
import epoch.server.store.Versioned;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A topology that somebody else wrote over ours, with what Epoch 1.14 leaves out put back from the
 * revision that we wrote last.
 *
 * @param found as it is in ZooKeeper
 * @param ours as we wrote it last; null if that is not known, or was another topology
 * @param details as it shall be
 */
record Mended(
    Versioned<TopologyDetails> found, @Nullable Topology ours, Versioned<TopologyDetails> details) {

  static Mended of(Versioned<TopologyDetails> found, @Nullable Topology ours, Instant now) {
    TopologyDetails written = found.value();
    Topology mended =
        ours == null ? written.topology() : LegacyForm.mended(ours, written.topology());
    return new Mended(
        found,
        ours,
        mended.equals(written.topology()) ? found : found.next(written.withTopology(mended, now)));
  }

  /**
   * Where the topology stands then. What says the same as before is no new revision, and who paused
   * it is known if it was we.
   */
  Schedule schedule(Schedule before) {
    Pause pause = details.value().state() == TopologyState.PAUSED ? before.pause() : null;
    int version = details.version();
    boolean same = isAsBefore() && Objects.equals(pause, before.pause());
    Schedule next = isAsBefore() ? before.topologyWritten(version) : before.revised(version);
    // Who only writes what is there does not look after it: failures count on.
    return same ? next : next.paused(pause);
  }

  /** Puts it into the transaction that writes its schedule. */
  void into(Change change, Schedule schedule, Instant now) {
    String id = details.value().id();
    if (details.equals(found)) {
      change.holdsTopology(id, found.version());
    } else {
      change.putTopology(details.value(), found.version()).audit(record(now));
    }
    if (!isAsBefore()) {
      change.addRevision(
          id, new Revision(schedule.revision(), details.value().topology(), Revision.FOREIGN, now));
    }
  }

  private boolean isAsBefore() {
    return details.value().topology().equals(ours);
  }

  private AuditRecord record(Instant now) {
    return AuditRecord.ofEpoch(
            now, Action.EDIT, "put back what was left out: " + String.join(", ", putBack()))
        .on(details.value().id())
        .because("Epoch 1.14 does not know it");
  }

  private Set<String> putBack() {
    var fields = new TreeSet<>(LegacyForm.dropped(details.value().topology()).keySet());
    fields.removeAll(LegacyForm.dropped(found.value().topology()).keySet());
    return fields;
  }
}
