import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A short life of a real server, from which the JVM writes the AOT cache: it starts {@code epoch
 * standalone} from the image on free ports and an empty data directory, lets a topology fire, asks
 * what clients ask, and stops it.
 *
 * <p>The run starts through the launcher, so that the cache is trained with the flags that it will
 * be used with. Every step has a deadline; on the way out nothing is left running.
 */
final class ServerTraining {
  private static final Duration ALL = Duration.ofSeconds(180);
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(60);
  private static final Duration FIRST_SUCCESS = Duration.ofSeconds(60);
  private static final String PASSWORD = "training";
  private static final String TOPOLOGY =
      """
      {"name": "training",
       "task": {"type": "CONTAINER_EXECUTION", "taskName": "hello",
         "executable": {"type": "COMMAND", "command": ["sh", "-c", "echo hello"]},
         "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 128}],
         "volumes": [], "configs": [], "placementPolicy": {"type": "ANY"}, "tags": {}, "env": {},
         "logging": {"type": "LOCAL", "maxSize": "10m", "maxFiles": 3, "compress": true}},
       "trigger": {"type": "CRON", "timeSpec": "0/2 * * * * ?"}}
      """;

  private final long deadline = System.nanoTime() + ALL.toNanos();
  private final Process server;
  private final URI api;
  private final URI admin;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private ServerTraining(Process server, int port, int adminPort) {
    this.server = server;
    this.api = URI.create("http://127.0.0.1:" + port);
    this.admin = URI.create("http://127.0.0.1:" + adminPort);
  }

  /** Trains the image; what the server printed goes into a file beside the image. */
  static void run(Image image) throws IOException, InterruptedException {
    Path cache = image.home().resolve("lib").resolve("epoch.aot");
    Path log = image.home().resolveSibling("training.log");
    Path data = Files.createTempDirectory("epoch-training");
    int port = Training.freePort();
    int adminPort = Training.freePort();
    String epoch = image.home().resolve("bin").resolve("epoch").toString();
    Process server =
        Training.start(
            Map.of(
                "EPOCH_JAVA_OPTS",
                "-XX:AOTCacheOutput=" + cache,
                "ADMIN_PASSWORD",
                PASSWORD,
                "GUEST_PASSWORD",
                PASSWORD),
            log,
            epoch,
            "standalone",
            "--port",
            "" + port,
            "--admin-port",
            "" + adminPort,
            "--data-dir",
            data.toString());
    try {
      new ServerTraining(server, port, adminPort).live();
    } catch (IOException | IllegalStateException e) {
      throw new IllegalStateException(
          e.getMessage() + "; see " + log + ", which ends with:\n" + tail(log), e);
    } finally {
      Training.end(server);
      Image.delete(data);
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException(
          "the JVM wrote no AOT cache; see " + log + ", which ends with:\n" + tail(log));
    }
  }

  private void live() throws IOException, InterruptedException {
    await(
        "an answer",
        FIRST_ANSWER,
        () -> ask(admin.resolve("/ready"), "GET", null).statusCode() == 200);
    expect(200, ask(api.resolve("/apis/v1/topologies"), "POST", TOPOLOGY));
    expect(200, ask(api.resolve("/apis/v1/topologies/training/run"), "PUT", null));
    expect(400, ask(api.resolve("/apis/v1/topologies"), "POST", "{\"name\": \"\"}"));
    await(
        "a successful run",
        FIRST_SUCCESS,
        () ->
            ask(api.resolve("/apis/v1/topologies/training/runs"), "GET", null)
                .body()
                .contains("\"SUCCESSFUL\""));
    for (String path :
        List.of(
            "/apis/v1/topologies",
            "/apis/v1/topologies/training",
            "/apis/housekeeping/v1/leader")) {
      expect(200, ask(api.resolve(path), "GET", null));
    }
    for (String path : List.of("/healthcheck", "/metrics", "/ping")) {
      expect(200, ask(admin.resolve(path), "GET", null));
    }
    expect(200, ask(api.resolve("/apis/v1/topologies/training"), "DELETE", null));
    // The page, if the image has one.
    ask(api.resolve("/"), "GET", null);
    // A polite end: the JVM writes the cache on its way out.
    server.toHandle().destroy();
    if (!server.waitFor(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("the server did not stop in time");
    }
  }

  private HttpResponse<String> ask(URI uri, String method, String body)
      throws IOException, InterruptedException {
    String credentials =
        Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Basic " + credentials)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static void expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException(
          answer.request().method()
              + " "
              + answer.uri()
              + " answered "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(String what, Duration limit, Condition condition) throws InterruptedException {
    long until = Math.min(deadline, System.nanoTime() + limit.toNanos());
    while (server.isAlive()) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      if (System.nanoTime() > until) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(
        "the server ended with " + server.exitValue() + " before " + what);
  }

  private static String tail(Path log) throws IOException {
    String text = Files.readString(log);
    return text.substring(Math.max(0, text.length() - 4000));
  }
}
