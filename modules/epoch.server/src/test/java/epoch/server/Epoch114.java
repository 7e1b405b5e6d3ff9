package epoch.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * A stand-in for a node of PhonePe's Epoch 1.14, of which the tests have no jar: it does what the
 * recordings and the descriptions of 1.14 say that matters to whoever works beside it, in one loop.
 *
 * <p>It joins the election by LeaderSelector with its address as the id and takes no token; as the
 * leader it reads topologies, writes whole znodes without asking for a version, leaves out every
 * field that it does not know, gives runs ids in local time, never runs a topology twice at a time,
 * and goes on with whatever run is RUNNING. It serves the few calls that the tests make; when it
 * does not lead it passes them on. Unlike 1.14 it hands on an executable of any type, because a
 * local Drove without docker runs nothing but commands, and reads crons with Quartz.
 */
final class Epoch114 implements AutoCloseable {
  private static final String APP = "epoch";
  private static final String SPACE = "/epoch";
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Set<String> RUN_FIELDS =
      Set.of("topologyId", "runId", "state", "message", "tasks", "runType", "created", "updated");
  private static final Set<String> TASK_FIELDS =
      Set.of("taskId", "state", "upstreamId", "errorMessage");
  private static final Set<String> TOPOLOGY_FIELDS = Set.of("name", "task", "trigger", "notify");
  private static final Set<String> TRIGGER_FIELDS = Set.of("type", "timeSpec", "time");
  private static final Set<String> WORK_FIELDS =
      Set.of(
          "type",
          "taskName",
          "executable",
          "resources",
          "volumes",
          "configs",
          "logging",
          "placementPolicy",
          "tags",
          "env");
  private static final long TICK_MILLIS = 100;

  private final String drove;
  private final DateTimeFormatter idTime;
  private final OkHttpClient http = new OkHttpClient();
  private final CuratorFramework zooKeeper;
  private final Undertow server;
  private final String id;
  private final LeaderSelector selector;
  private final Map<String, Instant> cursors = new HashMap<>();
  private volatile boolean leads;
  private volatile boolean closing;

  /**
   * @param zone the zone of its JVM
   */
  Epoch114(String connectionString, String drove, int port, ZoneId zone) {
    this.drove = drove;
    this.idTime = DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss-SSS").withZone(zone);
    zooKeeper =
        CuratorFrameworkFactory.newClient(connectionString, 2_000, 2_000, new RetryOneTime(100));
    zooKeeper.start();
    server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setIoThreads(1)
            .setHandler(exchange ->
                exchange
                    .getRequestReceiver()
                    .receiveFullBytes((same, body) -> same.dispatch(() -> serve(same, body))))
            .build();
    server.start();
    id =
        "http://127.0.0.1:"
            + ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    selector =
        new LeaderSelector(
            zooKeeper,
            SPACE + "/leader-selection",
            new LeaderSelectorListenerAdapter() {
              @Override
              public void takeLeadership(CuratorFramework client) throws Exception {
                lead();
              }
            });
    selector.setId(id);
    selector.autoRequeue();
    selector.start();
  }

  /** As a process of its own: connection string, address of Drove, port. */
  public static void main(String[] args) throws InterruptedException {
    var node = new Epoch114(args[0], args[1], Integer.parseInt(args[2]), ZoneId.systemDefault());
    Runtime.getRuntime().addShutdownHook(new Thread(node::close));
    System.out.println("A stand-in for Epoch 1.14 is up at " + node.id);
    Thread.currentThread().join();
  }

  String id() {
    return id;
  }

  boolean leads() {
    return leads;
  }

  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    selector.close();
    server.stop();
    zooKeeper.close();
  }

  private void lead() throws Exception {
    cursors.clear();
    leads = true;
    try {
      while (!closing) {
        tick();
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      }
    } finally {
      leads = false;
    }
  }

  private void tick() throws Exception {
    Instant now = Instant.now();
    for (String name : children(SPACE + "/topologies")) {
      JsonNode details = read(SPACE + "/topologies/" + name);
      boolean busy = follow(details);
      Instant cursor = cursors.computeIfAbsent(name, unknown -> now);
      JsonNode trigger = details.at("/topology/trigger");
      Instant next =
          trigger.path("type").asText().equals("AT")
              // At once if it is past, and again with each leader.
              ? cursor.equals(Instant.MAX)
                  ? null
                  : Instant.ofEpochMilli(trigger.get("time").asLong())
              : next(trigger.path("timeSpec").asText(), cursor);
      if (next != null
          && !next.isAfter(now)
          && !busy
          && details.path("state").asText().equals("ACTIVE")) {
        cursors.put(name, trigger.path("type").asText().equals("AT") ? Instant.MAX : now);
        start(details, "ESR", "SCHEDULED", now);
      }
    }
  }

  private static @Nullable Instant next(String cron, Instant after) throws Exception {
    Date next = new CronExpression(cron).getNextValidTimeAfter(Date.from(after));
    return next == null ? null : next.toInstant();
  }

  private String start(JsonNode details, String kind, String type, Instant now) throws Exception {
    String name = details.get("id").asText();
    String runId = kind + "-" + idTime.format(now);
    JsonNode task = details.at("/topology/task");
    String taskName = task.path("taskName").asText();
    String taskId = name + "-" + runId + "-" + taskName;
    ObjectNode run = Json.object();
    run.put("topologyId", name).put("runId", runId).put("state", "RUNNING");
    run.put("message", "Job started");
    run.putObject("tasks")
        .putObject(taskName)
        .put("taskId", taskId)
        .put("state", "STARTING")
        .put("upstreamId", "UNKNOWN")
        .put("errorMessage", "");
    run.put("runType", type).put("created", now.toEpochMilli());
    write(run);
    ObjectNode create = Json.object();
    create.put("type", "CREATE");
    ObjectNode spec = create.putObject("spec");
    spec.put("sourceAppName", APP).put("taskId", taskId);
    for (String field :
        List.of(
            "executable",
            "volumes",
            "configs",
            "logging",
            "resources",
            "placementPolicy",
            "tags",
            "env")) {
      spec.set(field, task.path(field).deepCopy());
    }
    create
        .putObject("opSpec")
        .put("timeout", "300 seconds")
        .put("parallelism", 1)
        .put("failureStrategy", "STOP");
    call("POST", drove + "/apis/v1/tasks/operations", Json.bytes(create), null);
    return runId;
  }

  /**
   * Looks after the topology's runs that are RUNNING.
   *
   * @return whether one of them goes on
   */
  private boolean follow(JsonNode details) throws Exception {
    String name = details.get("id").asText();
    boolean busy = false;
    for (String runId : children(SPACE + "/runs/" + name)) {
      JsonNode read = read(SPACE + "/runs/" + name + "/" + runId);
      if (read.path("state").asText().equals("RUNNING")) {
        busy |= !ended((ObjectNode) read, details);
      }
    }
    return busy;
  }

  private boolean ended(ObjectNode run, JsonNode details) throws Exception {
    ObjectNode task = (ObjectNode) run.get("tasks").elements().next();
    String taskId = task.get("taskId").asText();
    JsonNode seen =
        Json.read(
                call("GET", drove + "/apis/v1/tasks/" + APP + "/instances/" + taskId, null, null)
                    .body(),
                JsonNode.class)
            .path("data");
    String state = seen.path("state").asText();
    if (state.isEmpty()) {
      return false;
    }
    task.put("upstreamId", taskId);
    if (!state.equals("STOPPED")) {
      return false;
    }
    boolean good = seen.at("/taskResult/status").asText().equals("SUCCESSFUL");
    task.put("state", good ? "COMPLETED" : "FAILED");
    boolean cron = details.at("/topology/trigger/type").asText().equals("CRON");
    boolean scheduled = run.path("runType").asText().equals("SCHEDULED");
    run.put("state", !good ? "FAILED" : cron && scheduled ? "SUCCESSFUL" : "COMPLETED");
    run.put("message", good ? "Task completed" : "Task failed");
    write(run);
    return true;
  }

  /** The whole znode, whatever it was, with the fields that 1.14 knows. */
  private void write(ObjectNode run) throws Exception {
    run.put("updated", System.currentTimeMillis());
    run.retain(RUN_FIELDS);
    run.get("tasks").forEach(task -> ((ObjectNode) task).retain(TASK_FIELDS));
    String path =
        SPACE + "/runs/" + run.get("topologyId").asText() + "/" + run.get("runId").asText();
    put(path, Json.bytes(run));
  }

  /** As {@link #write}, a topology of one container. */
  private ObjectNode keep(ObjectNode details) throws Exception {
    details.put("updated", System.currentTimeMillis());
    ObjectNode topology = (ObjectNode) details.get("topology");
    topology.retain(TOPOLOGY_FIELDS);
    ((ObjectNode) topology.get("trigger")).retain(TRIGGER_FIELDS);
    ((ObjectNode) topology.get("task")).retain(WORK_FIELDS);
    put(SPACE + "/topologies/" + details.get("id").asText(), Json.bytes(details));
    return details;
  }

  private void put(String path, byte[] data) throws Exception {
    zooKeeper.create().orSetData().creatingParentContainersIfNeeded().forPath(path, data);
  }

  private List<String> children(String path) throws Exception {
    try {
      return zooKeeper.getChildren().forPath(path);
    } catch (KeeperException.NoNodeException none) {
      return List.of();
    }
  }

  private JsonNode read(String path) throws Exception {
    return Json.read(zooKeeper.getData().forPath(path), JsonNode.class);
  }

  private void serve(HttpServerExchange exchange, byte[] body) {
    try {
      answer(exchange, body);
    } catch (Exception e) {
      exchange.setStatusCode(500);
      exchange.getResponseSender().send("{\"code\":500,\"message\":\"" + e + "\"}");
    }
  }

  private void answer(HttpServerExchange exchange, byte[] body) throws Exception {
    String path = exchange.getRequestPath();
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    String leader = selector.getLeader().getId();
    if (path.equals("/apis/housekeeping/v1/leader")) {
      exchange.getResponseSender().send("{\"leader\":\"" + leader + "\"}");
      return;
    }
    String auth = exchange.getRequestHeaders().getFirst("Authorization");
    if (auth == null) {
      exchange.setStatusCode(401);
      exchange.getResponseSender().send("Credentials are required to access this resource.");
      return;
    }
    if (!leads) {
      var said = call(exchange.getRequestMethod().toString(), leader + path, body, auth);
      exchange.setStatusCode(said.status());
      exchange.getResponseSender().send(said.body());
      return;
    }
    Optional<Object> data = act(exchange.getRequestMethod(), path.split("/"), body);
    exchange
        .getResponseSender()
        .send(
            data.isEmpty()
                ? "{\"status\":\"FAILED\",\"message\":\"No such topology\"}"
                : Json.text(Map.of("status", "SUCCESS", "data", data.get(), "message", "success")));
  }

  /** {@code /apis/v1/topologies/{id}/{what}/{runId}}. */
  private Optional<Object> act(HttpString method, String[] path, byte[] body) throws Exception {
    String topologies = SPACE + "/topologies";
    if (path.length == 4 && !method.toString().equals("GET")) {
      JsonNode topology = Json.read(body, JsonNode.class);
      String name = topology.get("name").asText();
      ObjectNode details =
          method.toString().equals("PUT")
              ? (ObjectNode) read(topologies + "/" + name)
              : Json.object()
                  .put("id", name)
                  .put("state", "ACTIVE")
                  .put("created", System.currentTimeMillis());
      details.set("topology", topology);
      return Optional.of(keep(details));
    }
    if (path.length == 4) {
      var all = new HashSet<JsonNode>();
      for (String name : children(topologies)) {
        all.add(read(topologies + "/" + name));
      }
      return Optional.of(all);
    }
    if (!children(topologies).contains(path[4])) {
      return Optional.empty();
    }
    ObjectNode details = (ObjectNode) read(topologies + "/" + path[4]);
    switch (path.length == 5 ? "" : path[5]) {
      case "run" -> {
        return Optional.of(Map.of("runId", start(details, "EIR", "INSTANT", Instant.now())));
      }
      case "pause", "unpause" -> {
        details.put("state", path[5].equals("pause") ? "PAUSED" : "ACTIVE");
        return Optional.of(keep(details));
      }
      case "runs" -> {
        var runs = new HashSet<JsonNode>();
        for (String runId : children(SPACE + "/runs/" + path[4])) {
          runs.add(read(SPACE + "/runs/" + path[4] + "/" + runId));
        }
        return Optional.of(runs);
      }
      default -> {
        return Optional.of(details);
      }
    }
  }

  private record Said(int status, String body) {}

  private Said call(String method, String url, byte @Nullable [] body, @Nullable String auth) {
    boolean bodiless = method.equals("GET") || method.equals("DELETE");
    RequestBody sent = bodiless || body == null ? null : RequestBody.create(body, JSON);
    var request = new Request.Builder().url(url).method(method, sent);
    if (auth != null) {
      request.header("Authorization", auth);
    }
    try (Response response = http.newCall(request.build()).execute()) {
      return new Said(response.code(), new String(response.body().bytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
