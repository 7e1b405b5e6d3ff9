import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A short life of a real console, from which the JVM writes the AOT cache: it is started through
 * its launcher, without a screen, in front of the server whose image lies beside, shows that
 * server's cluster with some topologies, and is ended.
 *
 * <p>The cache makes the console start in half the time and is needed for nothing else. So where it
 * cannot be trained (no server's image, a machine without the libraries that JavaFX draws with) the
 * build says why and goes on without.
 */
final class ConsoleTraining {
  private static final long PATIENCE_SECONDS = 120;
  private static final String PASSWORD = "training";
  private static final String SHOWN = "is shown";
  private static final int TOPOLOGIES = 2_000;
  private static final String TOPOLOGY =
      """
      {"name": "training-%d", "owner": "team", "labels": {"env": "training"},
       "trigger": {"type": "CRON", "timeSpec": "%d %d 3 31 12 ?"},
       "task": {"type": "CONTAINER_EXECUTION", "taskName": "work",
        "executable": {"type": "DOCKER", "url": "registry.example.org/jobs/a:1.0"},
        "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 128}]}}
      """;

  private ConsoleTraining() {}

  static void run(Image image) throws IOException, InterruptedException {
    Path server = image.home().resolveSibling("epoch-server").resolve("bin").resolve("epoch");
    if (!Files.isExecutable(server)) {
      System.out.println(
          "The console starts without an AOT cache: there is no server to train it with");
      return;
    }
    Path cache = image.home().resolve("lib").resolve("epoch-console.aot");
    Path scratch = Files.createTempDirectory("epoch-console-training");
    try {
      if (!train(image, server, cache, scratch)) {
        System.out.println("The console starts without an AOT cache: it could not be trained here");
        Files.deleteIfExists(cache);
      }
    } finally {
      Image.delete(scratch);
    }
  }

  private static boolean train(Image image, Path server, Path cache, Path scratch)
      throws IOException, InterruptedException {
    int port = Training.freePort();
    Path serverLog = scratch.resolve("server.log");
    Process epoch =
        Training.start(
            Map.of("ADMIN_PASSWORD", PASSWORD, "GUEST_PASSWORD", PASSWORD),
            serverLog,
            server.toString(),
            "standalone",
            "--port",
            "" + port,
            "--admin-port",
            "0",
            "--data-dir",
            scratch.resolve("data").toString());
    try {
      if (!says(epoch, serverLog, "Epoch is up")) {
        return false;
      }
      fill(port);
      Path log = image.home().resolveSibling("console-training.log");
      Process console =
          Training.start(
              Map.of(
                  "EPOCH_PASSWORD",
                  PASSWORD,
                  "EPOCH_CONSOLE_HOME",
                  scratch.resolve("home").toString(),
                  "EPOCH_CONSOLE_JAVA_OPTS",
                  "-Dglass.platform=Headless -Dprism.order=sw -XX:AOTCacheOutput=" + cache),
              log,
              image.home().resolve("bin").resolve("epoch-console").toString(),
              "--url",
              "http://127.0.0.1:" + port,
              "--user",
              "admin",
              "--name",
              "training");
      try {
        if (!says(console, log, SHOWN)) {
          return false;
        }
        // A polite end: the JVM writes the cache on its way out.
        console.toHandle().destroy();
        return console.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && Files.exists(cache);
      } finally {
        Training.end(console);
      }
    } finally {
      Training.end(epoch);
    }
  }

  /** Reading and arranging topologies is what a console does first. */
  private static void fill(int port) throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < TOPOLOGIES; i++) {
      all.append(i == 0 ? "[" : ",").append(TOPOLOGY.formatted(i, i % 60, i % 40));
    }
    String login =
        Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/apis/v1/import"))
            .header("Authorization", "Basic " + login)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(all.append(']').toString()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        System.out.println("The console is trained without topologies: answer " + status);
      }
    }
  }

  private static boolean says(Process process, Path log, String words)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (process.isAlive() && System.nanoTime() < until) {
      if (Files.readString(log).contains(words)) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }
}
