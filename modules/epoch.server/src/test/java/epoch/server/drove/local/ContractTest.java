package epoch.server.drove.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays what was recorded from a real Drove and compares status, content type, words and shape of
 * the answers. Left out of the recordings are calls that Epoch does not make, users with fewer
 * rights, and what one process cannot be: a cluster without executors, a host with a list of
 * permitted mounts.
 */
class ContractTest {
  private static final Pattern INSTANCE =
      Pattern.compile("/apis/v1/(?:logfiles/)?tasks/([^/?]+)/(?:instances/)?([^/?]+)(?:[/?].*)?");

  /** Fields whose values are the task's own or this machine's; they have to be there. */
  private static final Set<String> ANY_VALUE =
      Set.of("executable", "env", "resources", "loggingSpec", "volumes");

  /** Fields whose words are the contract. */
  private static final Set<String> EXACT =
      Set.of(
          "status",
          "message",
          "validationErrors",
          "state",
          "errorMessage",
          "servlet",
          "url",
          "taskId",
          "sourceAppName",
          "exitCode",
          "deleted",
          "files",
          "type");

  /**
   * Recorded in passing: too short here to be met over HTTP, so the answer is made from the state.
   */
  private static final Set<String> IN_PASSING =
      Set.of(
          "task-get-state-PROVISIONING",
          "task-get-state-STARTING",
          "task-get-state-DEPROVISIONING",
          "task-get-state-bad-command-STOPPED");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> statesInPassingLookAsRecorded() {
    return IN_PASSING.stream().map(name -> dynamicTest(name, () -> compareState(name)));
  }

  private static void compareState(String name) throws IOException {
    JsonNode recording;
    try (var file = ContractTest.class.getResourceAsStream("/contract/drove/" + name + ".json")) {
      recording = Json.read(file.readAllBytes()).at("/response/body/data");
    }
    TaskKey key = new TaskKey(DroveClient.APP, recording.get("taskId").asText());
    ObjectNode spec = (ObjectNode) DroveClient.command(key.id(), "true").get("spec");
    TaskFolder nowhere = new TaskFolder(Path.of("nowhere"));
    Task task = new Task(key, "TI-1", spec, 1, new Allocation(List.of(0), 1), nowhere, 1);
    String state = recording.get("state").asText();
    Ending ending =
        switch (state) {
          case "DEPROVISIONING" -> Ending.exited(0);
          case "STOPPED" -> Ending.startFailed(recording.get("errorMessage").asText());
          default -> null;
        };
    if (state.equals("DEPROVISIONING")) {
      assertTrue(task.moveTo(TaskState.RUNNING, null, 2));
    }
    assertTrue(task.moveTo(TaskState.valueOf(state), ending, 3));
    compare("data", recording, task.toJson("E"));
  }

  @TestFactory
  Stream<DynamicTest> answersLikeTheRecordedDrove() throws IOException, URISyntaxException {
    Path recordings = Path.of(ContractTest.class.getResource("/contract/drove").toURI());
    List<Path> files;
    try (Stream<Path> listed = Files.list(recordings)) {
      files = listed.sorted().toList();
    }
    assertTrue(files.size() > 90, "recordings are there: " + files.size());
    return files.stream()
        .filter(file -> !IN_PASSING.contains(name(file)))
        .map(file -> dynamicTest(name(file), () -> replay(file)));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".json", "");
  }

  private void replay(Path file) throws IOException {
    String name = name(file);
    JsonNode recording = Json.read(Files.readAllBytes(file));
    JsonNode request = recording.get("request");
    LocalDroveConfig config =
        new LocalDroveConfig(
            "127.0.0.1", 0, directory.resolve(name), 20, 48150, "admin", "admin", true, false);
    try (LocalDrove drove = LocalDrove.start(config)) {
      DroveClient client = new DroveClient(drove);
      prepare(name, request, recording.get("response"), drove, client);
      DroveClient.Reply reply = client.send(rebuild(request, drove));
      JsonNode expected = recording.get("response");
      assertEquals(expected.get("status").intValue(), reply.status(), reply.text());
      compareHeaders(expected.get("headers"), reply);
      compareBodies(name, expected, reply);
    }
  }

  /** Brings the local Drove to where the real one was. */
  private static void prepare(
      String name, JsonNode request, JsonNode response, LocalDrove drove, DroveClient client)
      throws IOException {
    if (name.startsWith("nonleader-")) {
      drove.faults().add(Fault.of(Fault.Kind.NOT_LEADER));
    }
    if (name.equals("task-create-no-free-capacity-at-create-time")) {
      ObjectNode all = DroveClient.command("all", "sleep", "60");
      ((ObjectNode) all.at("/spec/resources/0")).put("count", 20);
      assertEquals(200, client.create(all).status());
    }
    if (name.equals("task-create-in-maintenance")) {
      assertEquals(200, client.post("/cluster/maintenance/set", Json.object()).status());
    }
    String state = response.at("/body/data/state").asText();
    String app = app(request);
    String id = id(request);
    boolean finished =
        name.contains("finish")
            || state.equals("STOPPED")
            || name.equals("task-kill-just-finished");
    boolean known =
        finished
            || name.contains("running")
            || name.contains("duplicate")
            || name.contains("kill-twice")
            || name.equals("task-kill-right-after-create")
            || state.equals("RUNNING")
            || state.equals("LOST")
            || name.contains("nosuchfile")
            || name.equals("tasks-list-many-running");
    if (!known
        || name.startsWith("task-delete-w") && id.isEmpty()
        || name.startsWith("cluster-")
        || name.startsWith("nonleader")) {
      return;
    }
    JsonNode first = response.at("/body/data/0");
    ObjectNode create =
        DroveClient.command(
            id.isEmpty() ? first.path("taskId").asText() : id,
            "sh",
            "-c",
            "echo INFO of a line that a log has; head -c 700 /dev/zero | tr '\\0' x; echo; "
                + (finished && !name.contains("after-kill")
                    ? "exit " + response.at("/body/data/taskResult/exitCode").asInt(0)
                    : "sleep 60"));
    ObjectNode spec = (ObjectNode) create.get("spec");
    if (!app.isEmpty()) {
      spec.put("sourceAppName", app);
    }
    if (response.at("/body/data/volumes").isMissingNode() && name.startsWith("task-get-minimal")) {
      spec.remove(List.of("env", "volumes", "logging"));
    }
    if (response.at("/body/data/errorMessage").asText().startsWith("Error while pulling")) {
      ObjectNode executable = (ObjectNode) spec.get("executable");
      executable.removeAll();
      executable.put("type", "DOCKER").put("url", "localhost:1/none");
    }
    assertEquals(200, client.create(create).status());
    String key = spec.get("taskId").asText();
    if (name.contains("after-kill-STOPPED")) {
      client.awaitLog(key, "INFO");
      assertEquals(200, client.kill(key).status());
    }
    if (state.equals("LOST")) {
      client.awaitLog(key, "INFO");
      client.awaitState(key, "RUNNING");
      drove.faults().lose(spec.get("sourceAppName").asText(), key);
      return;
    }
    client.awaitState(key, finished ? "STOPPED" : "RUNNING");
    if (name.contains("log")) {
      client.awaitLog(key, "xxx\n");
    }
  }

  private static String app(JsonNode request) {
    JsonNode body = request.path("body");
    String fromBody = body.path("sourceAppName").asText(body.at("/spec/sourceAppName").asText());
    return fromBody.isEmpty() ? fromPath(request, 1) : fromBody;
  }

  private static String id(JsonNode request) {
    JsonNode body = request.path("body");
    String fromBody = body.path("taskId").asText(body.at("/spec/taskId").asText());
    return fromBody.isEmpty() ? fromPath(request, 2) : fromBody;
  }

  private static String fromPath(JsonNode request, int group) {
    Matcher matcher = INSTANCE.matcher(request.get("path").asText());
    return matcher.matches() && !request.get("path").asText().contains("operations")
        ? matcher.group(group)
        : "";
  }

  private static Request.Builder rebuild(JsonNode request, LocalDrove drove) {
    Request.Builder builder = new Request.Builder().url(drove.url() + request.get("path").asText());
    request
        .get("headers")
        .properties()
        .forEach(h -> builder.header(h.getKey(), h.getValue().asText()));
    if (request.path("auth").isTextual()) {
      String[] parts = request.get("auth").asText().substring("Basic ".length()).split(":", 2);
      boolean root = parts[0].equals("root"); // the one user may do what Drove's root may
      builder.header(
          "Authorization",
          root ? Credentials.basic("admin", "admin") : Credentials.basic(parts[0], parts[1]));
    }
    RequestBody body = null;
    if (request.get("method").asText().equals("POST")) {
      MediaType type = MediaType.parse(request.get("headers").path("Content-Type").asText());
      byte[] bytes =
          request.path("body").isNull()
              ? request.path("rawBody").asText().getBytes(java.nio.charset.StandardCharsets.UTF_8)
              : Json.bytes(request.get("body"));
      body = RequestBody.create(bytes, type);
    }
    return builder.method(request.get("method").asText(), body);
  }

  private static void compareHeaders(JsonNode expected, DroveClient.Reply reply) {
    assertEquals(expected.path("Content-Type").asText(), reply.contentType());
    for (String header : List.of("Allow", "WWW-Authenticate", "Content-Disposition")) {
      if (expected.has(header)) {
        assertEquals(expected.get(header).asText(), reply.headers().get(header));
      }
    }
  }

  private static void compareBodies(String name, JsonNode expected, DroveClient.Reply reply) {
    if (expected.get("body").isNull()) {
      if (!name.contains("download")) {
        assertEquals(expected.path("rawBody").asText(), reply.text());
      } else {
        assertTrue(reply.text().startsWith("INFO"), reply.text());
      }
      return;
    }
    compare("", expected.get("body"), reply.json());
  }

  private static void compare(String field, JsonNode expected, JsonNode actual) {
    assertEquals(expected.getNodeType(), actual.getNodeType(), field + ": " + actual);
    if (ANY_VALUE.contains(field)) {
      return;
    }
    if (EXACT.contains(field) && !expected.isObject()) {
      assertEquals(words(expected), words(actual), field);
      return;
    }
    if (expected.isObject()) {
      if (!field.equals("metadata") && !field.equals("eventsCount")) {
        assertEquals(names(expected), names(actual), field);
      }
      expected
          .properties()
          .forEach(entry -> {
            if (actual.has(entry.getKey())) {
              compare(entry.getKey(), entry.getValue(), actual.get(entry.getKey()));
            }
          });
    } else if (expected.isArray() && !expected.isEmpty() && !field.equals("events")) {
      compare(field + "[]", expected.get(0), actual.get(0));
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new java.util.TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Without what differs between machines: NUMA nodes, folders, the words of a registry. */
  private static String words(JsonNode node) {
    return node.toString()
        .replaceAll("Max: \\d+", "Max: N")
        .replaceAll("log file: [^\\\\]+", "log file: F")
        .replaceAll("Error while pulling image.*", "Error while pulling image")
        .replaceAll("Status 400: .*", "bad command")
        .replaceAll("Task instance exited with status: -1", "bad command");
  }
}
