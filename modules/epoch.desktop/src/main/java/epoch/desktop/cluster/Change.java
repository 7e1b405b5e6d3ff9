package epoch.desktop.cluster;

import epoch.api.rest.ClusterState;
import epoch.api.rest.HoldState;
import epoch.api.rest.LiveEvent;
import epoch.api.rest.RunEntry;
import java.util.List;

/** Something about a cluster that the screen does not know yet; ready to be shown as it is. */
public sealed interface Change {

  /**
   * Some of all topologies, as they are read one after the other.
   *
   * @param round which reading it is, from 1
   * @param topologies some
   */
  record Read(int round, List<TopologyFacts> topologies) implements Change {
    public Read {
      topologies = List.copyOf(topologies);
    }
  }

  /**
   * All topologies were read: what was not among them is gone.
   *
   * @param round which reading it was
   */
  record AllRead(int round) implements Change {}

  /**
   * A topology is new or not as before.
   *
   * @param facts what is known of it now
   */
  record Topology(TopologyFacts facts) implements Change {}

  /**
   * A topology is gone.
   *
   * @param id its id
   */
  record Removed(String id) implements Change {}

  /**
   * A run began, went on or ended.
   *
   * @param entry the run
   */
  record RunMoved(RunEntry entry) implements Change {}

  /**
   * Fire times were accounted for.
   *
   * @param fire which, and how
   */
  record Fire(LiveEvent.Fired fire) implements Change {}

  /**
   * Another node leads.
   *
   * @param leader its address
   */
  record Leader(String leader) implements Change {}

  /**
   * The world stands still, or goes on.
   *
   * @param state which of the two
   */
  record Hold(HoldState state) implements Change {}

  /**
   * A calendar was made, changed or deleted.
   *
   * @param name the calendar's
   * @param there whether it is there now
   */
  record CalendarMoved(String name, boolean there) implements Change {}

  /**
   * The cluster as its leader sees it.
   *
   * @param state that
   */
  record State(ClusterState state) implements Change {}
}
