package epoch.api.client;

import epoch.api.run.RunState;
import epoch.api.run.RunType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of all topologies, in which order. What is empty or null is not asked for; several
 * values of one kind mean any of them.
 *
 * @param states how far they are
 * @param topologies ids
 * @param text part of the run's id, or what {@link TopologyQuery} finds of its topology
 * @param labels all of these on the topology, {@code key} or {@code key=value}
 * @param owners of the topology
 * @param types why there is a run
 * @param since not before
 * @param until not after
 * @param sort {@code created}, {@code duration}, {@code topology}; behind a {@code -} the other way
 *     round; null for {@code -created}, the newest first
 * @param limit how many at most, 1 to 1000; null for all
 * @param after where to begin: {@link Page#next} of the page before
 */
public record RunQuery(
    List<RunState> states,
    List<String> topologies,
    @Nullable String text,
    List<String> labels,
    List<String> owners,
    List<RunType> types,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String sort,
    @Nullable Integer limit,
    @Nullable String after) {

  /** All runs, the newest first. */
  public static final RunQuery ALL =
      new RunQuery(
          List.of(), List.of(), null, List.of(), List.of(), List.of(), null, null, null, null,
          null);

  public RunQuery {
    states = List.copyOf(states);
    topologies = List.copyOf(topologies);
    labels = List.copyOf(labels);
    owners = List.copyOf(owners);
    types = List.copyOf(types);
  }

  /** The same, those in one of these states. */
  public RunQuery in(RunState... newStates) {
    return new RunQuery(
        List.of(newStates),
        topologies,
        text,
        labels,
        owners,
        types,
        since,
        until,
        sort,
        limit,
        after);
  }

  /** The same, those of this topology. */
  public RunQuery of(String topologyId) {
    return new RunQuery(
        states, List.of(topologyId), text, labels, owners, types, since, until, sort, limit, after);
  }

  /** The same, those with this text. */
  public RunQuery withText(@Nullable String newText) {
    return new RunQuery(
        states, topologies, newText, labels, owners, types, since, until, sort, limit, after);
  }

  /** The same, those of no earlier time. */
  public RunQuery since(@Nullable Instant newSince) {
    return new RunQuery(
        states, topologies, text, labels, owners, types, newSince, until, sort, limit, after);
  }

  /** The same in another order. */
  public RunQuery sortedBy(@Nullable String newSort) {
    return new RunQuery(
        states, topologies, text, labels, owners, types, since, until, newSort, limit, after);
  }

  /** The same in pages of this size. */
  public RunQuery inPagesOf(int newLimit) {
    return new RunQuery(
        states, topologies, text, labels, owners, types, since, until, sort, newLimit, after);
  }

  /** The same, beginning elsewhere. */
  public RunQuery after(@Nullable String cursor) {
    return new RunQuery(
        states, topologies, text, labels, owners, types, since, until, sort, limit, cursor);
  }

  List<Query> parameters() {
    var all = new ArrayList<Query>();
    states.forEach(state -> Query.add(all, "state", state));
    topologies.forEach(id -> Query.add(all, "topology", id));
    Query.add(all, "q", text);
    labels.forEach(label -> Query.add(all, "label", label));
    owners.forEach(owner -> Query.add(all, "owner", owner));
    types.forEach(type -> Query.add(all, "type", type));
    Query.add(all, "since", since);
    Query.add(all, "until", until);
    Query.add(all, "sort", sort);
    Query.add(all, "limit", limit);
    Query.add(all, "after", after);
    return all;
  }
}
