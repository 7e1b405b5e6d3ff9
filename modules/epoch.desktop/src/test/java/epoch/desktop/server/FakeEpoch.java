package epoch.desktop.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import epoch.api.json.Json;
import epoch.api.rest.Envelope;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small server that speaks the kept part of the REST API, on a port that stays its own. */
public final class FakeEpoch implements AutoCloseable {

  public static final Instant START = Instant.parse("2026-11-24T05:00:00Z");

  private final Map<String, TopologyDetails> topologies = new ConcurrentSkipListMap<>();
  private final Map<String, List<Run>> runs = new ConcurrentSkipListMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private HttpServer http;
  private final int port;

  public FakeEpoch() {
    http = listen(0);
    port = http.getAddress().getPort();
  }

  private HttpServer listen(int wanted) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
      server.createContext("/", this::answer);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** What was asked for, such as {@code PUT /apis/v1/topologies/a/pause}. */
  public List<String> calls() {
    return calls;
  }

  public void goAway() {
    http.stop(0);
  }

  public void comeBack() {
    http = listen(port);
  }

  public void put(TopologyDetails details) {
    topologies.put(details.id(), details);
  }

  public void put(String id, TopologyState state) {
    put(container(id, "registry:5000/jobs/" + id + ":1.0", state, START));
  }

  public void remove(String id) {
    topologies.remove(id);
  }

  public TopologyState state(String id) {
    return topologies.get(id).state();
  }

  public void put(Run run) {
    runs.computeIfAbsent(run.topologyId(), _ -> new CopyOnWriteArrayList<>()).addFirst(run);
  }

  public static TopologyDetails container(
      String id, String image, TopologyState state, Instant updated) {
    Topology topology =
        Topology.of(id, ContainerTask.of("main", image, 2, 512), CronTrigger.of("0 0/15 * * * ?"));
    return new TopologyDetails(id, topology, state, START, updated, Map.of());
  }

  public static Run run(String topologyId, RunState state, Instant at, String error) {
    TaskState task =
        switch (state) {
          case RUNNING -> TaskState.RUNNING;
          case FAILED -> TaskState.FAILED;
          case COMPLETED, SUCCESSFUL, SKIPPED -> TaskState.COMPLETED;
        };
    String runId = "ESR-" + at.toEpochMilli();
    return new Run(
        topologyId,
        runId,
        state,
        "Job " + state.name().toLowerCase(java.util.Locale.ROOT),
        Map.of("main", TaskRun.pending(topologyId + "-" + runId).withState(task, error)),
        RunType.SCHEDULED,
        at,
        at.plusSeconds(252),
        null,
        Map.of());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      boolean reads = exchange.getRequestMethod().equals("GET");
      calls.add(exchange.getRequestMethod() + " " + path);
      String user = user(exchange);
      if (user.isEmpty()) {
        send(exchange, 401, "Credentials are required to access this resource.");
      } else if (!reads && user.equals("guest")) {
        send(exchange, 403, "{\"message\":\"Forbidden\",\"status\":\"403\"}");
      } else {
        serve(exchange, path.replaceFirst("^/apis/v1/topologies/?", "").split("/"), reads);
      }
    }
  }

  private static String user(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      return "";
    }
    String[] parts =
        new String(
                Base64.getDecoder().decode(header.replaceFirst("Basic ", "")),
                StandardCharsets.UTF_8)
            .split(":", 2);
    return parts[0].equals(parts[1]) ? parts[0] : "";
  }

  private void serve(HttpExchange exchange, String[] path, boolean reads) throws IOException {
    String id = path[0];
    if (id.isEmpty()) {
      send(exchange, Envelope.success(new ArrayList<>(topologies.values())));
    } else if (!topologies.containsKey(id)) {
      send(
          exchange,
          404,
          "{\"status\":\"FAILED\",\"message\":\"[3004]: Topology not found: " + id + "\"}");
    } else if (reads) {
      send(exchange, Envelope.success(runs.getOrDefault(id, List.of())));
    } else {
      change(exchange, id, path[1]);
    }
  }

  private void change(HttpExchange exchange, String id, String verb) throws IOException {
    Instant now = topologies.get(id).updated().plusSeconds(60);
    switch (verb) {
      case "run" -> {
        Run run = run(id, RunState.RUNNING, now, "");
        put(run);
        send(exchange, Envelope.success(Map.of("runId", run.runId())));
      }
      case "pause" -> send(exchange, state(id, TopologyState.PAUSED, now));
      case "unpause" -> send(exchange, state(id, TopologyState.ACTIVE, now));
      default -> send(exchange, 404, "{}");
    }
  }

  private Envelope<TopologyDetails> state(String id, TopologyState state, Instant now) {
    TopologyDetails changed = topologies.get(id).withState(state, now);
    topologies.put(id, changed);
    return Envelope.success(changed);
  }

  private static void send(HttpExchange exchange, Envelope<?> answer) throws IOException {
    send(exchange, 200, Json.text(answer));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
