package epoch.server;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.server.http.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks as the command line of Epoch 1.14 does, which is in Python: the same requests to the byte,
 * and the same demands on the answers. A missing key is an error here as it is there.
 */
final class PythonCli {
  /** What Python raises, and prints. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1;
    final int status;

    Failure(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  /** What is printed of a topology. */
  record Line(String id, String cron, String state, String cpu, String memory) {}

  /** What it sends where it has nothing to say: depends on the version of its HTTP library. */
  enum Nothing {
    /** No body and a length of zero. */
    NO_BODY,
    /** No body and no length. */
    NO_LENGTH,
    /** The word {@code null}. */
    NULL
  }

  private final int port;
  private final Nothing nothing;

  PythonCli(int port, Nothing nothing) {
    this.port = port;
    this.nothing = nothing;
  }

  List<Line> topologyList() throws Exception {
    var lines = new ArrayList<Line>();
    for (JsonNode topology : get("/apis/v1/topologies")) {
      lines.add(line(topology));
    }
    return lines;
  }

  Line topologyGet(String id) throws Exception {
    return line(get("/apis/v1/topologies/" + id));
  }

  JsonNode topologyCreate(String topology) throws Exception {
    return call("POST", "/apis/v1/topologies", topology);
  }

  JsonNode topologyUpdate(String topology) throws Exception {
    return call("PUT", "/apis/v1/topologies", topology);
  }

  String topologyRun(String id) throws Exception {
    return key(call("PUT", "/apis/v1/topologies/" + id + "/run", null), "runId").asText();
  }

  JsonNode topologyPause(String id) throws Exception {
    return call("PUT", "/apis/v1/topologies/" + id + "/pause", null);
  }

  JsonNode topologyUnpause(String id) throws Exception {
    return call("PUT", "/apis/v1/topologies/" + id + "/unpause", null);
  }

  JsonNode topologyDelete(String id) throws Exception {
    return call("DELETE", "/apis/v1/topologies/" + id, null);
  }

  /** The ids and states of the runs. */
  List<String> runsList(String id) throws Exception {
    var rows = new ArrayList<String>();
    for (JsonNode run : get("/apis/v1/topologies/" + id + "/runs")) {
      key(run, "topologyId");
      key(run, "runType");
      date(run, "created");
      date(run, "updated");
      rows.add(key(run, "runId").asText() + " " + key(run, "state").asText());
    }
    return rows;
  }

  JsonNode runsGet(String id, String runId) throws Exception {
    return get("/apis/v1/topologies/" + id + "/runs/" + runId);
  }

  JsonNode runsKill(String id, String runId, String task) throws Exception {
    return call("POST", task(id, runId, task) + "/kill", null);
  }

  JsonNode runsLog(String id, String runId, String task) throws Exception {
    return get(task(id, runId, task) + "/log");
  }

  JsonNode clusterLeader() throws Exception {
    return get("/apis/housekeeping/v1/leader");
  }

  /** What it writes into the file. */
  String clusterExport() throws Exception {
    return Json.text(get("/apis/v1/topologies"));
  }

  /**
   * Creates, or with {@code overwrite} updates, one after the other.
   *
   * @return what it prints: one line each
   */
  List<String> clusterImport(String file, boolean overwrite, boolean paused) throws Exception {
    get("/apis/v1/topologies");
    var printed = new ArrayList<String>();
    for (JsonNode details : Json.read(file, JsonNode.class)) {
      String id = key(details, "id").asText();
      try {
        String topology = Json.text(key(details, "topology"));
        JsonNode made = overwrite ? topologyUpdate(topology) : topologyCreate(topology);
        if (paused) {
          topologyPause(key(made, "id").asText());
        }
        printed.add("imported " + id);
      } catch (Failure e) {
        printed.add("error " + e.status);
      }
    }
    return printed;
  }

  void clusterPauseAll() throws Exception {
    for (JsonNode details : get("/apis/v1/topologies")) {
      topologyPause(key(details, "id").asText());
    }
  }

  private static String task(String id, String runId, String task) {
    return "/apis/v1/topologies/" + id + "/runs/" + runId + "/tasks/" + task;
  }

  private static Line line(JsonNode details) {
    JsonNode topology = key(details, "topology");
    String cpu = "";
    String memory = "";
    for (JsonNode resource : key(key(topology, "task"), "resources")) {
      switch (key(resource, "type").asText()) {
        case "CPU" -> cpu = key(resource, "count").asText();
        case "MEMORY" -> memory = key(resource, "sizeInMB").asText();
        default -> throw new AssertionError(resource);
      }
    }
    date(details, "created");
    date(details, "updated");
    return new Line(
        key(details, "id").asText(),
        key(key(topology, "trigger"), "timeSpec").asText(),
        key(details, "state").asText(),
        cpu,
        memory);
  }

  private static JsonNode key(JsonNode node, String key) {
    if (!node.hasNonNull(key)) {
      throw new AssertionError("no " + key + " in " + node);
    }
    return node.get(key);
  }

  private static void date(JsonNode node, String key) {
    if (!key(node, key).isIntegralNumber()) {
      throw new AssertionError(key + " is no time in " + node);
    }
  }

  private JsonNode get(String path) throws Exception {
    return read(
        Wire.send(
            port,
            "GET",
            path,
            null,
            Wire.ADMIN,
            "User-Agent: python-requests/2.31.0",
            "Accept-Encoding: gzip, deflate",
            "Accept: */*",
            "Connection: keep-alive"));
  }

  private JsonNode call(String method, String path, @Nullable String body) throws Exception {
    var headers =
        new ArrayList<>(
            List.of(
                Wire.ADMIN,
                "User-Agent: python-requests/2.31.0",
                "Accept-Encoding: gzip, deflate",
                "Accept: */*",
                "Connection: keep-alive"));
    String sent = body;
    if (body == null) {
      sent =
          switch (nothing) {
            case NO_BODY -> "";
            case NO_LENGTH -> null;
            case NULL -> "null";
          };
    }
    if (sent != null && !sent.isEmpty()) {
      headers.add(Wire.JSON);
    }
    return read(Wire.send(port, method, path, sent, headers.toArray(String[]::new)));
  }

  private static JsonNode read(Wire.Reply reply) throws Failure, IOException {
    if (!reply.header("Content-Encoding").isEmpty()) {
      throw new AssertionError("compressed: " + reply.header("Content-Encoding"));
    }
    JsonNode answer = reply.json();
    if (reply.status() != 200) {
      throw new Failure(reply.status(), reply.text());
    }
    if (!key(answer, "status").asText().equals("SUCCESS")) {
      throw new Failure(reply.status(), answer.path("message").asText());
    }
    return answer.has("data") ? answer.get("data") : answer;
  }
}
