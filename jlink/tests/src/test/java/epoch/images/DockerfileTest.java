package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Dockerfile, built and run for real; only where a docker engine runs. */
class DockerfileTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String BUILT = "epoch-dockerfile-test:built";
  private static final String LOADED = "epoch:2.0.0-SNAPSHOT";
  private static final Path JLINK = Path.of("..");

  @TempDir private Path directory;

  @BeforeAll
  static void build() throws Exception {
    assumeTrue(Files.exists(OciArchive.FILE), "no container was built: no packages of Debian here");
    assumeTrue(engineRuns(), "no docker engine here");
    docker("build", "-q", "-t", BUILT, "-f", JLINK.resolve("Dockerfile").toString(), "" + JLINK);
  }

  @AfterAll
  static void remove() throws Exception {
    if (engineRuns()) {
      docker("image", "rm", "-f", BUILT, LOADED);
    }
  }

  @Test
  void a_container_serves_with_a_read_only_root_and_hands_leadership_over_when_stopped()
      throws Exception {
    int zooKeeperPort = EpochProcess.freePort();
    int drovePort = EpochProcess.freePort();
    int port = EpochProcess.freePort();
    int adminPort = EpochProcess.freePort();
    String name = "epoch-dockerfile-test-" + port;
    try (var backends = Backends.start(directory, zooKeeperPort, drovePort)) {
      docker(
          "run",
          "-d",
          "--name",
          name,
          "--read-only",
          "--tmpfs",
          "/tmp",
          "--network",
          "host",
          "-e",
          "ZK_CONNECTION_STRING=127.0.0.1:" + zooKeeperPort,
          "-e",
          "DROVE_ENDPOINT=http://127.0.0.1:" + drovePort,
          "-e",
          "DROVE_APP_NAME=contained",
          "-e",
          "EPOCH_PORT=" + port,
          "-e",
          "EPOCH_ADMIN_PORT=" + adminPort,
          "-e",
          "HOST=127.0.0.1",
          "-e",
          "JAVA_PROCESS_MIN_HEAP=64m",
          "-e",
          "JAVA_PROCESS_MAX_HEAP=256m",
          BUILT);
      try {
        backends.zooKeeper().awaitReady(adminPort, LONG);
        assertEquals("10001", docker("exec", name, "id", "-u").strip());
        long stopping = System.nanoTime();
        docker("stop", "-t", "30", name);
        assertTrue(
            System.nanoTime() - stopping < Duration.ofSeconds(25).toNanos(), "SIGKILL ended it");
        assertTrue(docker("logs", name).contains("Leads no more"));
      } finally {
        docker("rm", "-f", name);
      }
    }
  }

  @Test
  void what_is_needed_and_missing_is_one_line() throws Exception {
    Process run = start("run", "--rm", "--network", "host", "--read-only", BUILT);
    String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(run.waitFor(60, TimeUnit.SECONDS));
    assertEquals(1, run.exitValue());
    assertEquals(1, output.lines().count(), output);
    assertTrue(output.contains("ZK_CONNECTION_STRING DROVE_ENDPOINT DROVE_APP_NAME"), output);
  }

  @Test
  void the_archive_is_the_same_to_an_engine() throws Exception {
    docker("load", "-i", OciArchive.FILE.toString());
    List<String> about =
        List.of("inspect", "-f", "{{.Config.User}} {{.Config.Entrypoint}} {{.Config.Env}}");
    assertEquals(inspect(about, BUILT), inspect(about, LOADED));
    assertTrue(
        docker("run", "--rm", "--network", "host", "--read-only", LOADED, "version")
            .startsWith("Epoch 2.0"));
  }

  private static String inspect(List<String> about, String image) throws Exception {
    return docker(about.get(0), about.get(1), about.get(2), image);
  }

  private static boolean engineRuns() throws IOException, InterruptedException {
    try {
      Process info = start("info");
      info.getInputStream().readAllBytes();
      return info.waitFor() == 0;
    } catch (IOException noClient) {
      return false;
    }
  }

  private static Process start(String... arguments) throws IOException {
    var command = new java.util.ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process;
  }

  private static String docker(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), () -> String.join(" ", arguments) + ": " + output);
    return output;
  }
}
