package epoch.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.container.CommandExecutable;
import epoch.api.drove.OperationSpec;
import epoch.api.drove.TaskOperation;
import epoch.api.drove.TaskSpec;
import epoch.api.json.Json;
import epoch.api.topology.ContainerTask;
import epoch.images.EpochProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The local Drove, a process of the image, with its faults. */
final class Drove implements AutoCloseable {
  final int port = EpochProcess.freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final EpochProcess process;

  Drove(Path directory) {
    process =
        EpochProcess.epoch(
            Map.of("EPOCH_JAVA_OPTS", "-Xmx256m"),
            "local-drove",
            "--port",
            Integer.toString(port),
            "--data-dir",
            directory.toString(),
            "--faults-over-http");
    process.awaitPort(port, Duration.ofSeconds(60));
  }

  void fault(String kind, int times, String path, long value)
      throws IOException, InterruptedException {
    post(Map.of("fault", kind, "times", times, "path", path, "value", value));
  }

  void act(String what, String taskId, long value) throws IOException, InterruptedException {
    post(Map.of("do", what, "sourceAppName", "chaos", "taskId", taskId, "value", value));
  }

  /** Starts a task that nobody knows of, with an id of Epoch's. */
  void begin(String taskId) throws IOException, InterruptedException {
    ContainerTask task = ContainerTask.of("work", CommandExecutable.shell("exit 0"), 1, 16);
    TaskSpec spec = TaskSpec.of("chaos", taskId, task, Map.of("EPOCH_RUN_UID", "a stranger's"));
    send("/tasks/operations", new TaskOperation.Create(spec, OperationSpec.standard()));
  }

  /** Ends all faults that last. */
  void mend() throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(uri("/test/faults")).DELETE().build());
  }

  /** The ids of the tasks that run now. */
  List<String> running() throws IOException, InterruptedException {
    var ids = new ArrayList<String>();
    JsonNode answer = send(HttpRequest.newBuilder(uri("/tasks")).build());
    for (JsonNode task : answer.path("data")) {
      ids.add(task.path("taskId").asText());
    }
    return ids;
  }

  private void post(Map<String, Object> body) throws IOException, InterruptedException {
    send("/test/faults", body);
  }

  private void send(String path, Object body) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + " answers " + answer.statusCode());
    }
    return Json.read(answer.body(), JsonNode.class);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + "/apis/v1" + path);
  }

  @Override
  public void close() {
    process.close();
    http.close();
  }
}
