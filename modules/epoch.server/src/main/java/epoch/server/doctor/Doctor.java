package epoch.server.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.topology.TopologyDetails;
import epoch.server.store.Paths;
import epoch.server.store.SignedIn;
import epoch.server.store.zookeeper.Node;
import epoch.server.store.zookeeper.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;

/** Looks through an installation; writes nothing, and takes no part in anything. */
public final class Doctor {
  private static final int BATCH = 500;

  /** What changes for everybody. */
  private static final List<String> DIFFERENT =
      List.of(
          "ids of runs are in UTC, whatever the zone of the machine",
          "failures have their HTTP status (1.14 answered many with 200)",
          "a fire while the run before it goes on is a run in state SKIPPED; 1.14 passed over it"
              + " without a word",
          "fire times that nobody led for are caught up with: the latest of the last hour, unless"
              + " policy.catchUp says otherwise",
          "an image that cannot be pulled is FAILED; 1.14 called it COMPLETED",
          "a run waits for room on Drove up to an hour; 1.14 failed it at once");

  private final Session session;
  private final Paths paths;
  private final Instant now;
  private final ZoneId zone;
  private final List<Finding> findings = new ArrayList<>();

  private Doctor(Session session, Paths paths, Instant now, ZoneId zone) {
    this.session = session;
    this.paths = paths;
    this.now = now;
    this.zone = zone;
  }

  /**
   * Looks through the installation.
   *
   * @param zone the zone of the JVM in which 1.14 runs
   * @throws IOException if ZooKeeper cannot be read, or nothing is there
   */
  public static List<Finding> examine(Session session, Paths paths, Instant now, ZoneId zone)
      throws IOException, InterruptedException {
    var doctor = new Doctor(session, paths, now, zone);
    try {
      if (session.read(paths.root()).isEmpty()) {
        throw new IOException("there is no installation at " + paths.root());
      }
      doctor.restored();
      doctor.members();
      doctor.topologies();
      DIFFERENT.forEach(text -> doctor.findings.add(Finding.note("different here", text)));
    } catch (KeeperException e) {
      throw new IOException("ZooKeeper cannot be read: " + e.getMessage(), e);
    }
    return doctor.findings;
  }

  /** Whether the application is deployed on a Drove. */
  public static Finding app(
      String endpoint,
      @org.jspecify.annotations.Nullable String user,
      @org.jspecify.annotations.Nullable String password,
      String name) {
    return DeployedApps.check(endpoint, user, password, name);
  }

  private void restored() throws KeeperException, InterruptedException {
    if (session.read(paths.restoring()).isPresent()) {
      findings.add(
          Finding.problem(
              "restore", "it was not finished, and nobody leads until it is: restore it again"));
    }
  }

  private void members() throws KeeperException, InterruptedException {
    Set<String> ours = new HashSet<>();
    for (Node node : read(paths.members()).values()) {
      try {
        ours.add(Json.read(node.data(), SignedIn.class).id().toString());
      } catch (JsonProcessingException e) {
        findings.add(Finding.note("members", "a node signed in illegibly: " + e.getMessage()));
      }
    }
    List<Map.Entry<String, Node>> places =
        read(paths.leaderSelection()).entrySet().stream()
            .sorted(
                Comparator.comparing(
                    place -> place.getKey().substring(place.getKey().lastIndexOf('-') + 1)))
            .toList();
    if (places.isEmpty()) {
      findings.add(Finding.fact("members", "no node takes part in the election"));
    }
    for (Map.Entry<String, Node> place : places) {
      String id = new String(place.getValue().data(), StandardCharsets.UTF_8);
      findings.add(
          Finding.fact(
              "members",
              id
                  + (ours.contains(id) ? ", of this version" : ", of version 1.14")
                  + (place.equals(places.getFirst()) ? ", leads" : "")));
    }
  }

  private void topologies() throws KeeperException, InterruptedException {
    Set<String> calendars = Set.copyOf(session.children(paths.root() + "/cluster/calendars"));
    var checks = new TopologyChecks(now, new CronComparison(zone, now), calendars);
    var runs = new RunChecks();
    Map<String, Long> states = new TreeMap<>();
    long count = 0;
    for (Map.Entry<String, Node> node : read(paths.root() + "/topologies").entrySet()) {
      String id = node.getKey().substring(node.getKey().lastIndexOf('/') + 1);
      try {
        TopologyDetails details = Json.read(node.getValue().data(), TopologyDetails.class);
        count++;
        states.merge(details.state().name(), 1L, Long::sum);
        checks.check(details);
      } catch (JsonProcessingException e) {
        findings.add(
            Finding.problem(
                "topology",
                id + " cannot be read and will be left alone: " + e.getOriginalMessage()));
      }
      for (Node run : read(paths.root() + "/runs/" + id).values()) {
        try {
          runs.see(Json.read(run.data(), Run.class));
        } catch (JsonProcessingException e) {
          findings.add(
              Finding.problem(
                  "run", "one of " + id + " cannot be read: " + e.getOriginalMessage()));
        }
      }
    }
    findings.add(
        Finding.fact(
            "counts",
            count
                + " topologies: "
                + states.entrySet().stream()
                    .map(state -> state.getValue() + " " + state.getKey())
                    .collect(Collectors.joining(", "))));
    findings.addAll(runs.findings());
    findings.addAll(checks.findings());
  }

  /** The children of a node, by their paths. */
  private Map<String, Node> read(String parent) throws KeeperException, InterruptedException {
    List<String> all =
        session.children(parent).stream().sorted().map(name -> parent + "/" + name).toList();
    var nodes = new TreeMap<String, Node>();
    for (int from = 0; from < all.size(); from += BATCH) {
      nodes.putAll(session.readAll(all.subList(from, Math.min(from + BATCH, all.size()))));
    }
    return nodes;
  }
}
