package epoch.server.operations;

import epoch.api.rest.TopologyFilter;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of all topologies; what is empty or null does not narrow.
 *
 * @param states how far they are
 * @param topologies ids
 * @param topology what their topologies have to meet, but for its text
 * @param text part of the run's id, or of what is searched of its topology; lower case
 * @param types why there is a run
 * @param since not before, by the time in the id
 * @param until not after, likewise
 */
public record RunFilter(
    Set<RunState> states,
    Set<String> topologies,
    TopologyFilter topology,
    @Nullable String text,
    Set<RunType> types,
    @Nullable Instant since,
    @Nullable Instant until) {
  public RunFilter {
    states = Set.copyOf(states);
    topologies = Set.copyOf(topologies);
    types = Set.copyOf(types);
  }
}
