package epoch.api.client;

import epoch.api.run.RunState;
import epoch.api.topology.TopologyState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which topologies, in which order. What is empty or null is not asked for; several values of one
 * kind mean any of them, but for labels.
 *
 * @param text part of the id, owner, description, a label, the image or the command; in either case
 * @param states ACTIVE or PAUSED
 * @param labels all of these: {@code key} or {@code key=value}
 * @param owners who answers for it
 * @param last how its newest run stands
 * @param late only those of which a fire time is past and not accounted for
 * @param sort by name, next fire, last run, update, attention, owner or duration, in the words of
 *     the API; behind a {@code -} the other way round; null: by name
 * @param limit how many at most, 1 to 1000; null for all
 * @param after where to begin: {@link Page#next} of the page before
 */
public record TopologyQuery(
    @Nullable String text,
    List<TopologyState> states,
    List<String> labels,
    List<String> owners,
    List<RunState> last,
    boolean late,
    @Nullable String sort,
    @Nullable Integer limit,
    @Nullable String after) {

  /** All topologies by name. */
  public static final TopologyQuery ALL =
      new TopologyQuery(null, List.of(), List.of(), List.of(), List.of(), false, null, null, null);

  public TopologyQuery {
    states = List.copyOf(states);
    labels = List.copyOf(labels);
    owners = List.copyOf(owners);
    last = List.copyOf(last);
  }

  /** The same, those with this text. */
  public TopologyQuery withText(@Nullable String newText) {
    return new TopologyQuery(newText, states, labels, owners, last, late, sort, limit, after);
  }

  /** The same, only those that are late. */
  public TopologyQuery onlyLate() {
    return new TopologyQuery(text, states, labels, owners, last, true, sort, limit, after);
  }

  /** The same in another order. */
  public TopologyQuery sortedBy(@Nullable String newSort) {
    return new TopologyQuery(text, states, labels, owners, last, late, newSort, limit, after);
  }

  /** The same in pages of this size. */
  public TopologyQuery inPagesOf(int newLimit) {
    return new TopologyQuery(text, states, labels, owners, last, late, sort, newLimit, after);
  }

  /** The same, beginning elsewhere. */
  public TopologyQuery after(@Nullable String cursor) {
    return new TopologyQuery(text, states, labels, owners, last, late, sort, limit, cursor);
  }

  List<Query> parameters() {
    var all = new ArrayList<Query>();
    Query.add(all, "q", text);
    states.forEach(state -> Query.add(all, "state", state));
    labels.forEach(label -> Query.add(all, "label", label));
    owners.forEach(owner -> Query.add(all, "owner", owner));
    last.forEach(state -> Query.add(all, "last", state));
    Query.add(all, "late", late ? true : null);
    Query.add(all, "sort", sort);
    Query.add(all, "limit", limit);
    Query.add(all, "after", after);
    return all;
  }
}
