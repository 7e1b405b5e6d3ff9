package epoch.api.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which changes are wanted; what is absent does not matter.
 *
 * @param who by this user
 * @param topology of this topology
 * @param action of this kind
 * @param since at this time or after it
 * @param until before this time
 * @param limit so many at most
 * @param after only those behind the entry of this id, which is to say older ones
 */
public record AuditQuery(
    @Nullable String who,
    @Nullable String topology,
    @Nullable String action,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Integer limit,
    @Nullable String after) {

  /** The latest changes. */
  public static AuditQuery latest(int limit) {
    return new AuditQuery(null, null, null, null, null, limit, null);
  }

  /** The same, behind an entry: the next page. */
  public AuditQuery after(String id) {
    return new AuditQuery(who, topology, action, since, until, limit, id);
  }
}
