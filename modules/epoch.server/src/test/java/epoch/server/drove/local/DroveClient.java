package epoch.server.drove.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** What tests say to a local Drove over HTTP. */
final class DroveClient {
  static final String APP = "epoch-test";
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final OkHttpClient HTTP =
      new OkHttpClient.Builder().retryOnConnectionFailure(false).build();

  private final String url;

  DroveClient(LocalDrove drove) {
    this.url = drove.url();
  }

  record Reply(int status, String contentType, String text, java.util.Map<String, String> headers) {
    JsonNode json() {
      try {
        return Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Reply send(Request.Builder request) throws IOException {
    try (Response response = HTTP.newCall(request.build()).execute()) {
      var headers = new java.util.HashMap<String, String>();
      response.headers().forEach(pair -> headers.put(pair.getFirst(), pair.getSecond()));
      String type = response.header("Content-Type");
      return new Reply(
          response.code(), type == null ? "" : type, response.body().string(), headers);
    }
  }

  Request.Builder request(String path) {
    return new Request.Builder()
        .url(url + path)
        .header("Authorization", Credentials.basic("admin", "admin"));
  }

  Reply get(String path) throws IOException {
    return send(request("/apis/v1" + path));
  }

  Reply delete(String id) throws IOException {
    return send(request("/apis/v1/tasks/" + APP + "/instances/" + id).delete());
  }

  static RequestBody json(JsonNode body) {
    return RequestBody.create(Json.bytes(body), MediaType.parse("application/json"));
  }

  Reply post(String path, JsonNode body) throws IOException {
    return send(request("/apis/v1" + path).post(json(body)));
  }

  /** A create of a COMMAND task of one core and 16 MB. */
  static ObjectNode command(String id, String... command) {
    ObjectNode body = Json.object().put("type", "CREATE");
    ObjectNode spec = body.putObject("spec").put("sourceAppName", APP).put("taskId", id);
    List.of(command)
        .forEach(spec.putObject("executable").put("type", "COMMAND").putArray("command")::add);
    var resources = spec.putArray("resources");
    resources.addObject().put("type", "CPU").put("count", 1);
    resources.addObject().put("type", "MEMORY").put("sizeInMB", 16);
    spec.putObject("placementPolicy").put("type", "ANY");
    spec.putObject("env");
    spec.putArray("volumes");
    spec.putObject("logging").put("type", "LOCAL").put("maxSize", "10m").put("maxFiles", 3);
    ObjectNode logging = (ObjectNode) spec.get("logging");
    logging.put("compress", true);
    body.set("opSpec", opSpec());
    return body;
  }

  static ObjectNode opSpec() {
    ObjectNode opSpec = Json.object().put("timeout", "5m").put("parallelism", 1);
    return opSpec.put("failureStrategy", "STOP");
  }

  Reply create(ObjectNode body) throws IOException {
    return post("/tasks/operations", body);
  }

  Reply run(String id, String script) throws IOException {
    return create(command(id, "sh", "-c", script));
  }

  Reply kill(String id) throws IOException {
    ObjectNode body = Json.object().put("type", "KILL").put("sourceAppName", APP).put("taskId", id);
    body.set("opSpec", opSpec());
    return post("/tasks/operations", body);
  }

  JsonNode task(String id) {
    try {
      return get("/tasks/" + APP + "/instances/" + id).json().path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String log(String id) throws IOException {
    Reply reply = get("/logfiles/tasks/" + APP + "/" + id + "/read/output.log?offset=0");
    return reply.status() == 200 ? reply.json().path("data").asText() : "";
  }

  JsonNode awaitState(String id, String state) {
    return await(
        id + " in state " + state + ", is ",
        () -> task(id),
        task -> task.path("state").asText().equals(state));
  }

  void awaitLog(String id, String text) {
    var _ =
        await(
            "log of " + id + " with " + text,
            () -> {
              try {
                return log(id);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            log -> log.contains(text));
  }

  static <T> T await(
      String what, Supplier<T> value, java.util.function.Predicate<? super T> condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      T current = value.get();
      if (condition.test(current)) {
        return current;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + DEADLINE + ": " + what + " " + current);
      }
      LockSupport.parkNanos(10_000_000);
    }
  }
}
