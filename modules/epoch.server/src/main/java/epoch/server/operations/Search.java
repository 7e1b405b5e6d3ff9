package epoch.server.operations;

import epoch.api.rest.RunStatistics;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.TopologyFilter;
import epoch.api.run.RunState;
import java.util.List;
import java.util.Set;

/**
 * Finds topologies and runs. What throws {@link InterruptedException} may wait and belongs on a
 * virtual thread; the rest answers from memory. Throws {@link Refusal}; safe for use by several
 * threads.
 */
public interface Search {
  /** Whether a part of the list of topologies costs next to nothing, however many there are. */
  boolean isShort(TopologyFilter filter, PageRequest page);

  /**
   * Topologies and where they stand.
   *
   * @param summary in short, as {@link epoch.api.rest.TopologySummary}; else as {@link
   *     epoch.api.rest.TopologyEntry}
   */
  Part topologies(TopologyFilter filter, PageRequest page, boolean summary);

  /** One topology and where it stands. */
  TopologyEntry topology(String id);

  /** The ids of all topologies that are meant, by name. */
  List<String> ids(TopologyFilter filter);

  /** Runs of all topologies, as {@link epoch.api.rest.RunEntry}. */
  Part runs(RunFilter filter, PageRequest page) throws InterruptedException;

  /** Runs of one topology, the newest first, as {@link epoch.api.rest.RunEntry}. */
  Part runsOf(String topologyId, Set<RunState> states, PageRequest page)
      throws InterruptedException;

  /** How the runs of a topology went. */
  RunStatistics stats(String topologyId) throws InterruptedException;
}
