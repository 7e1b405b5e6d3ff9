package epoch.api.rest;

import epoch.api.json.Frozen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which topologies are meant; what is absent or empty does not narrow. The same words as in the
 * query of {@code GET /v1/topologies}.
 *
 * @param q part of the id, owner, description, a label, image or command; case does not count
 * @param state in one of these states
 * @param label with all of these labels: {@code k} or {@code k=v}
 * @param owner of one of these
 * @param last whose last run is in one of these states; {@code RUNNING} if one is active
 * @param late if true, only those that are late: a fire time is past and not accounted for
 */
public record TopologyFilter(
    @Nullable String q,
    List<String> state,
    List<String> label,
    List<String> owner,
    List<String> last,
    @Nullable Boolean late) {
  /** All topologies. */
  public static final TopologyFilter ALL =
      new TopologyFilter(null, List.of(), List.of(), List.of(), List.of());

  /** A filter to which it makes no difference what is late. */
  public TopologyFilter(
      @Nullable String q,
      List<String> state,
      List<String> label,
      List<String> owner,
      List<String> last) {
    this(q, state, label, owner, last, null);
  }

  /** Whether nothing in it narrows. */
  public boolean meansAll() {
    return (q == null || q.isBlank())
        && state.isEmpty()
        && label.isEmpty()
        && owner.isEmpty()
        && last.isEmpty()
        && !Boolean.TRUE.equals(late);
  }

  public TopologyFilter {
    state = Frozen.listOrEmpty(state);
    label = Frozen.listOrEmpty(label);
    owner = Frozen.listOrEmpty(owner);
    last = Frozen.listOrEmpty(last);
  }
}
