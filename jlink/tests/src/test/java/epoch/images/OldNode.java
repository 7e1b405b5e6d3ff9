package epoch.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import epoch.api.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.KeeperException;

/**
 * Stands in for a node of 1.14, which is not to be had here, for whoever works beside one: made of
 * its recordings, and of nothing that is ours.
 *
 * <p>It takes a place in the election as Curator does. While it stands first it leads: it reads all
 * topologies and runs by {@link OldFormat}, follows the runs that are RUNNING, writes whole nodes
 * without asking for a version and only with fields that it knows, and answers the calls that the
 * test makes. It fires no cron.
 */
final class OldNode implements AutoCloseable {
  private static final String ELECTION = "/epoch/leader-selection";
  static final String TOPOLOGIES = "/epoch/topologies";
  private static final long TICK_NANOS = 50_000_000;
  private final OldFormat format = OldFormat.recorded();
  private final Znodes znodes;
  private final OldRuns runs;
  private final HttpServer server;
  private final String id;
  private final Set<String> problems = new ConcurrentSkipListSet<>();
  private final Set<String> ignored = new ConcurrentSkipListSet<>();
  private final Thread life;
  private volatile boolean leads;
  private volatile boolean read;
  private volatile boolean closing;

  /**
   * Starts it.
   *
   * @param droveUser name and password for Drove, with a colon between
   */
  OldNode(String zooKeeper, URI drove, String droveUser) throws Exception {
    znodes = new Znodes(zooKeeper);
    runs = new OldRuns(znodes, drove, basic(droveUser));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
    id = "http://127.0.0.1:" + server.getAddress().getPort();
    znodes.join(ELECTION + "/_c_" + UUID.randomUUID() + "-lock-", id);
    life = Thread.ofVirtual().start(this::live);
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  /** Its address, which is its name in the election. */
  String id() {
    return id;
  }

  boolean leads() {
    return leads;
  }

  /** Whether it has read all topologies and runs as the leader. */
  boolean hasRead() {
    return read;
  }

  /** All that it could not read, and whatever else went wrong. */
  Set<String> problems() {
    return new TreeSet<>(problems);
  }

  /** The fields that it took no notice of. */
  Set<String> ignored() {
    return new TreeSet<>(ignored);
  }

  /** Its runs. */
  OldRuns runs() {
    return runs;
  }

  private void live() {
    while (!closing) {
      try {
        leads = leader().equals(id);
        if (leads) {
          look();
          read = true;
        }
      } catch (Exception e) {
        if (!closing) {
          problems.add(e.toString());
        }
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
    leads = false;
  }

  private String leader() throws KeeperException, InterruptedException {
    String first =
        znodes.children(ELECTION).stream()
            .min(Comparator.comparing(name -> name.substring(name.lastIndexOf('-') + 1)))
            .orElse("");
    try {
      return first.isEmpty() ? "" : znodes.text(ELECTION + "/" + first);
    } catch (KeeperException.NoNodeException gone) {
      return leader();
    }
  }

  private void look() throws Exception {
    for (String name : znodes.children(TOPOLOGIES)) {
      JsonNode topology = znodes.read(TOPOLOGIES + "/" + name);
      read(OldFormat.TOPOLOGY, name, topology);
      for (String runId : znodes.children(OldRuns.RUNS + "/" + name)) {
        JsonNode run = znodes.read(OldRuns.RUNS + "/" + name + "/" + runId);
        read(OldFormat.RUN, name + "/" + runId, run);
        if (run.path("state").asText().equals("RUNNING")) {
          runs.follow((ObjectNode) run);
        }
      }
    }
  }

  private void read(String kind, String name, JsonNode node) {
    var reading = new OldFormat.Reading();
    format.read(kind, node, reading);
    reading.problems().forEach(problem -> problems.add(name + ": " + problem));
    ignored.addAll(reading.ignored());
  }

  private void serve(HttpExchange exchange) throws IOException {
    int status = 200;
    String body;
    try {
      if (exchange.getRequestURI().getPath().equals("/apis/housekeeping/v1/leader")) {
        body = Json.text(Map.of("leader", leader()));
      } else if (!basic("admin:admin")
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        status = 401;
        body = "Credentials are required to access this resource.";
      } else {
        body =
            Json.text(Map.of("status", "SUCCESS", "data", answer(exchange), "message", "success"));
      }
    } catch (Exception e) {
      status = 500;
      body = Json.text(Map.of("code", 500, "message", e.toString()));
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** {@code /apis/v1/topologies/{id}/{what}/{runId}}. */
  private Object answer(HttpExchange exchange) throws Exception {
    if (!leads) {
      throw new IllegalStateException("this stand-in does not pass requests on");
    }
    String[] path = exchange.getRequestURI().getPath().split("/");
    if (path.length == 4 && exchange.getRequestMethod().equals("POST")) {
      return created(Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class));
    }
    if (path.length == 4) {
      return all(TOPOLOGIES);
    }
    String node = TOPOLOGIES + "/" + path[4];
    ObjectNode topology = (ObjectNode) znodes.read(node);
    return switch (path.length == 5 ? "" : path[5]) {
      case "" -> topology;
      case "run" -> runs.start(topology);
      case "runs" ->
          path.length == 6
              ? all(OldRuns.RUNS + "/" + path[4])
              : znodes.read(OldRuns.RUNS + "/" + path[4] + "/" + path[6]);
      case "pause", "unpause" -> {
        znodes.put(node, topology.put("state", path[5].equals("pause") ? "PAUSED" : "ACTIVE"));
        yield topology;
      }
      default -> throw new IllegalArgumentException(path[5]);
    };
  }

  private JsonNode created(JsonNode topology) throws Exception {
    long now = System.currentTimeMillis();
    ObjectNode details = Json.object().put("id", topology.get("name").asText());
    details.set("topology", topology);
    details.put("state", "ACTIVE").put("created", now).put("updated", now);
    znodes.put(TOPOLOGIES + "/" + details.get("id").asText(), details);
    return details;
  }

  private List<JsonNode> all(String parent) throws Exception {
    return List.copyOf(
        znodes.objects(parent).entrySet().stream()
            .filter(node -> !node.getKey().equals(parent))
            .map(Map.Entry::getValue)
            .toList());
  }

  /** Stops it as SIGTERM does: it leaves the election. */
  @Override
  public void close() {
    closing = true;
    try {
      life.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    znodes.close();
    server.stop(0);
    runs.close();
  }
}
