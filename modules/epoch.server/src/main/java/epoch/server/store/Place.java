package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.topology.Overlap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The place of a run among others, where it has one: it may have to wait for those of its topology
 * before it, and for room in its group. It is settled when the run is committed, and holds whatever
 * becomes of the topology.
 *
 * @param overlap how it gets along with the runs before it; null: it takes no notice of them
 * @param group the group whose limit it shares; null: none
 * @param priority who of a group goes first: the higher
 * @param begun when it was let in; null while it waits
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Place(
    @Nullable Overlap overlap, @Nullable String group, int priority, @Nullable Instant begun) {

  /** Whether it waits, or may wait, for the runs of its topology before it. */
  public boolean waitsForOthers() {
    return begun == null && (overlap == Overlap.QUEUE || overlap == Overlap.REPLACE);
  }

  /** The same, let in. */
  public Place letIn(Instant now) {
    return new Place(overlap, group, priority, now);
  }
}
