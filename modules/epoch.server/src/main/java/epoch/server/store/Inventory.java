package epoch.server.store;

import epoch.api.run.Run;
import epoch.api.topology.TopologyDetails;
import epoch.server.store.zookeeper.Node;
import epoch.server.store.zookeeper.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which topologies and active runs there are: what a leader reads before it acts. It takes no
 * leadership to read. Blocks the calling virtual thread. Thread safe.
 */
public final class Inventory {

  /**
   * Runs that have not ended.
   *
   * @param active where they stand, in no order
   * @param records what is known of them, by {@link ActiveRun#name}; it lacks what somebody removed
   */
  public record Begun(List<Versioned<ActiveRun>> active, Map<String, Versioned<Run>> records) {}

  private final Reading reading;
  private final Paths paths;

  Inventory(Reading reading, Paths paths) {
    this.reading = reading;
    this.paths = paths;
  }

  /** What is seen through a session. */
  public static Inventory through(Session session, Paths paths) {
    return new Inventory(new Reading(session), paths);
  }

  /** All topologies with their schedules, by name. */
  public List<Stored> topologies() throws InterruptedException {
    return topologies(Long.MAX_VALUE);
  }

  /**
   * The first topologies with their schedules, by name.
   *
   * @param limit how many at most
   */
  public List<Stored> topologies(long limit) throws InterruptedException {
    List<String> ids = reading.names(paths.topologies()).stream().sorted().limit(limit).toList();
    Map<String, Node> nodes =
        reading.nodes(
            Stream.concat(ids.stream().map(paths::topology), ids.stream().map(paths::schedule))
                .toList());
    var found = new ArrayList<Stored>(ids.size());
    for (String id : ids) {
      String path = paths.topology(id);
      Reading.decode(path, nodes.get(path), TopologyDetails.class)
          .ifPresent(details -> found.add(new Stored(details, schedule(id, nodes))));
    }
    return found;
  }

  private @Nullable Versioned<Schedule> schedule(String id, Map<String, Node> nodes) {
    String path = paths.schedule(id);
    return Reading.decode(path, nodes.get(path), Schedule.class).orElse(null);
  }

  /** All runs that have not ended, with their records. */
  public Begun begun() throws InterruptedException {
    return begun(Long.MAX_VALUE);
  }

  /**
   * Some runs that have not ended, with their records.
   *
   * @param limit how many at most
   */
  public Begun begun(long limit) throws InterruptedException {
    List<Versioned<ActiveRun>> active = activeRuns(limit);
    return new Begun(active, runsOf(active.stream().map(Versioned::value).toList()));
  }

  private List<Versioned<ActiveRun>> activeRuns(long limit) throws InterruptedException {
    String parent = paths.activeRuns();
    List<String> some =
        reading.names(parent).stream().limit(limit).map(name -> parent + "/" + name).toList();
    return reading.all(some, ActiveRun.class);
  }

  private Map<String, Versioned<Run>> runsOf(List<ActiveRun> active) throws InterruptedException {
    List<String> all =
        active.stream().map(run -> paths.run(run.topologyId(), run.runId())).toList();
    var found = HashMap.<String, Versioned<Run>>newHashMap(all.size());
    for (Versioned<Run> run : reading.all(all, Run.class)) {
      found.put(run.value().topologyId() + "/" + run.value().runId(), run);
    }
    return found;
  }
}
