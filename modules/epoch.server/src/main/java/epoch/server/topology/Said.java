package epoch.server.topology;

import epoch.api.rest.Difference;
import epoch.api.topology.TopologyState;
import epoch.server.catalog.Entry;
import epoch.server.operations.Caller;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Pause;
import epoch.server.topology.Editing.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the audit says of a change of a topology. */
final class Said {
  private static final int NAMED = 20;

  private Said() {}

  /**
   * A record for each thing that is changed.
   *
   * @param entry as it still is
   * @param revision after the change
   */
  static List<AuditRecord> of(Entry entry, Wanted wanted, int revision, Caller by, Instant now) {
    var said = new ArrayList<AuditRecord>();
    if (!wanted.topology().equals(entry.topology())) {
      said.add(edited(entry, wanted, revision, by, now));
    }
    Pause pause = wanted.pause();
    if (wanted.state() != entry.state()
        || !Objects.equals(pause, entry.schedule().value().pause())) {
      said.add(switched(wanted, by, now));
    }
    return said.stream().map(record -> record.on(entry.id())).toList();
  }

  private static AuditRecord edited(
      Entry entry, Wanted wanted, int revision, Caller by, Instant now) {
    Integer restored = wanted.restored();
    String what = "revision " + revision + ": " + fields(entry, wanted);
    return restored == null
        ? AuditRecord.of(by, now, Action.EDIT, what)
        : AuditRecord.of(by, now, Action.RESTORE, "revision " + restored + " again as " + what);
  }

  /** By name alone: the values may be secrets. */
  private static String fields(Entry entry, Wanted wanted) {
    List<Difference> all = Differences.between(entry.topology(), wanted.topology());
    String named =
        all.stream().limit(NAMED).map(Difference::path).collect(Collectors.joining(", "));
    return all.size() <= NAMED ? named : named + " and " + (all.size() - NAMED) + " more";
  }

  private static AuditRecord switched(Wanted wanted, Caller by, Instant now) {
    Pause pause = wanted.pause();
    return switch (wanted.state()) {
      case ACTIVE -> AuditRecord.of(by, now, Action.UNPAUSE, "fires again");
      case PAUSED -> paused(pause, by, now);
      case DELETED -> AuditRecord.of(by, now, Action.DELETE, "deleted");
      case UNRECOGNISED -> throw new IllegalArgumentException(TopologyState.UNRECOGNISED.name());
    };
  }

  private static AuditRecord paused(@Nullable Pause pause, Caller by, Instant now) {
    Instant until = pause == null ? null : pause.until();
    return AuditRecord.of(by, now, Action.PAUSE, until == null ? "paused" : "paused until " + until)
        .because(pause == null ? null : pause.reason());
  }
}
