package epoch.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/** Begins and follows runs as 1.14 does; each has one task. */
final class OldRuns implements AutoCloseable {
  static final String RUNS = "/epoch/runs";
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss-SSS").withZone(ZoneId.of("Asia/Kolkata"));
  private static final List<String> SPEC_FIELDS =
      List.of(
          "executable",
          "volumes",
          "configs",
          "logging",
          "resources",
          "placementPolicy",
          "tags",
          "env");
  private static final Set<String> RUN_FIELDS =
      Set.of("topologyId", "runId", "state", "message", "tasks", "runType", "created", "updated");
  private static final Set<String> TASK_FIELDS =
      Set.of("taskId", "state", "upstreamId", "errorMessage");

  private final Znodes znodes;
  private final URI drove;
  private final String authorization;
  private final HttpClient http = HttpClient.newHttpClient();

  OldRuns(Znodes znodes, URI drove, String authorization) {
    this.znodes = znodes;
    this.drove = drove;
    this.authorization = authorization;
  }

  /** Has Drove work on a task of a run that is in the recordings. */
  void startAgain(JsonNode run) throws Exception {
    JsonNode topology = znodes.read(OldNode.TOPOLOGIES + "/" + run.get("topologyId").asText());
    for (JsonNode task : run.get("tasks")) {
      create(topology.at("/topology/task"), task.get("taskId").asText());
    }
  }

  /** Writes the end of a run once its task has ended. */
  void follow(ObjectNode run) throws Exception {
    ObjectNode task = (ObjectNode) run.get("tasks").elements().next();
    String taskId = task.get("taskId").asText();
    JsonNode seen =
        Json.read(
            send(drove.resolve("/apis/v1/tasks/epoch-app/instances/" + taskId), "").body(),
            JsonNode.class);
    if (!seen.at("/data/state").asText().equals("STOPPED")) {
      return;
    }
    boolean good = seen.at("/data/taskResult/status").asText().equals("SUCCESSFUL");
    boolean scheduled = run.path("runType").asText().equals("SCHEDULED");
    task.put("state", good ? "COMPLETED" : "FAILED").put("upstreamId", taskId);
    run.put("state", !good ? "FAILED" : scheduled ? "SUCCESSFUL" : "COMPLETED");
    run.put("message", good ? "Task completed" : "Task failed");
    write(run);
  }

  private void write(ObjectNode run) throws Exception {
    run.put("updated", System.currentTimeMillis());
    run.retain(RUN_FIELDS);
    run.get("tasks").forEach(task -> ((ObjectNode) task).retain(TASK_FIELDS));
    znodes.put(RUNS + "/" + run.get("topologyId").asText() + "/" + run.get("runId").asText(), run);
  }

  /** Begins one now. */
  JsonNode start(JsonNode topology) throws Exception {
    String name = topology.get("id").asText();
    JsonNode task = topology.at("/topology/task");
    Instant now = Instant.now();
    String runId = "EIR-" + ID_TIME.format(now);
    String taskName = task.get("taskName").asText();
    String taskId = name + "-" + runId + "-" + taskName;
    ObjectNode run = Json.object().put("topologyId", name).put("runId", runId);
    run.put("state", "RUNNING").put("message", "Job started");
    ObjectNode tasks = run.putObject("tasks").putObject(taskName).put("taskId", taskId);
    tasks.put("state", "STARTING").put("upstreamId", taskId).put("errorMessage", "");
    run.put("runType", "INSTANT").put("created", now.toEpochMilli());
    create(task, taskId);
    write(run);
    return Json.object().put("runId", runId);
  }

  /** What 1.14 sends to Drove, with this task in it. */
  private void create(JsonNode task, String taskId) throws IOException, InterruptedException {
    String recorded =
        Files.readString(OldFormat.RECORDINGS.resolve("epoch/original-request-to-drove-raw.json"));
    ObjectNode create =
        (ObjectNode)
            Json.read(Json.read(recorded, JsonNode.class).at("/0/1").asText(), JsonNode.class);
    ObjectNode spec = (ObjectNode) create.get("spec");
    spec.put("taskId", taskId);
    SPEC_FIELDS.forEach(field -> spec.set(field, task.path(field)));
    HttpResponse<String> answer =
        send(drove.resolve("/apis/v1/tasks/operations"), Json.text(create));
    if (answer.statusCode() != 200) {
      throw new IOException("Drove: " + answer.body());
    }
  }

  private HttpResponse<String> send(URI address, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json");
    if (!body.isEmpty()) {
      request.POST(BodyPublishers.ofString(body));
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
