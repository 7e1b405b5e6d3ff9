package epoch.api.rest;

import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A concurrency group: a limit that runs of several topologies share.
 *
 * @param name its name, by which policies name it
 * @param limit how many runs may be in at once
 * @param limited whether somebody set that limit; one is let in at a time where nobody did
 * @param running the runs that are in, the oldest first
 * @param waiting the runs that wait for room, in the order in which they are let in
 */
public record GroupState(
    String name, int limit, boolean limited, List<Place> running, List<Place> waiting) {

  public GroupState {
    name = Objects.requireNonNullElse(name, "");
    running = Frozen.listOrEmpty(running);
    waiting = Frozen.listOrEmpty(waiting);
  }

  /**
   * A run in a group.
   *
   * @param topologyId its topology
   * @param runId its id
   * @param priority the higher goes first
   * @param since when it was begun, or since when it waits
   */
  public record Place(String topologyId, String runId, int priority, Instant since) {
    public Place {
      since = Frozen.timeOrZero(since);
    }
  }
}
