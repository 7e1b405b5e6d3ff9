package epoch.server.operations;

import epoch.api.rest.PauseRequest;
import epoch.api.rest.SimpleTopology;
import epoch.api.rest.ValidationReport;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import java.util.List;

/**
 * What can be asked about topologies. Methods that throw {@link InterruptedException} wait for
 * ZooKeeper and belong on a virtual thread; a change is durable when they return. The others answer
 * from memory. All are safe for use by several threads, and throw {@link Refusal}; {@code STALE} if
 * the caller's terms name a revision that is not the latest.
 */
public interface Topologies {

  /** Creates one; {@code CONFLICT} if the name exists, {@code INVALID} with all that is wrong. */
  Revised create(Topology topology, Caller by) throws InterruptedException;

  /** Replaces one of the same name; {@code NOT_FOUND} if there is none. */
  Revised update(Topology topology, Caller by) throws InterruptedException;

  /** Creates one from the short form; errors as for {@link #create}. */
  Revised createSimple(SimpleTopology form, Caller by) throws InterruptedException;

  /**
   * Changes only what the short form names; {@code CONFLICT} where the topology is not one that the
   * short form can say.
   */
  Revised edit(String id, SimpleTopology change, Caller by) throws InterruptedException;

  /**
   * Stops its schedule; one that is paused already stays so, for the reason and the time that are
   * given last, if any are.
   */
  Revised pause(String id, PauseRequest request, Caller by) throws InterruptedException;

  /** As the other, until somebody resumes it and for no reason that was told. */
  default Revised pause(String id, Caller by) throws InterruptedException {
    return pause(id, PauseRequest.PLAIN, by);
  }

  /** Resumes its schedule; one that is active already stays so. */
  Revised unpause(String id, Caller by) throws InterruptedException;

  /**
   * Removes it with all its runs; {@code NOT_FOUND} if there is none.
   *
   * @return how many runs have to end before its name is free, whose tasks are killed now
   */
  int delete(String id, Caller by) throws InterruptedException;

  /** Says, of a topology that was deleted, that so many of its runs go on for a moment. */
  static String ending(int runs) {
    return runs == 1
        ? "The tasks of its active run are being killed; its name is free once they ended"
        : "The tasks of its %d active runs are being killed; its name is free once they ended"
            .formatted(runs);
  }

  /** What would be said of a topology; stores nothing. */
  ValidationReport validate(Topology topology);

  /** Answers one; {@code NOT_FOUND} if there is none. From memory. */
  TopologyDetails find(String id);

  /** Answers all, by name. From memory. */
  List<TopologyDetails> list();
}
