package epoch.server.drove.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real containers, of an image made from this machine's shell; only where a docker engine runs. */
class ContainerTest {
  private static final String IMAGE = "epoch-local-drove-test:shell";
  private static final String MAKE_IMAGE =
      "set -e; for f in /bin/sh /bin/sleep /bin/cat; do echo $f; ldd $f | grep -o '/[^ )]*'; done"
          + " | sort -u | tar -chPf - -T - | docker import - "
          + IMAGE;

  @TempDir Path directory;
  private LocalDrove drove;
  private DroveClient client;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    assumeTrue(shell("docker info") == 0, "no docker engine here");
    assertEquals(0, shell("docker image inspect " + IMAGE + " || { " + MAKE_IMAGE + "; }"));
    drove = open(true);
    client = new DroveClient(drove);
  }

  private LocalDrove open(boolean kill) throws IOException {
    LocalDroveConfig config =
        new LocalDroveConfig(
            "127.0.0.1", 0, directory.resolve("data"), 100, 100_000, null, null, kill, false);
    return LocalDrove.start(config, Clock.systemUTC(), Duration.ofSeconds(1));
  }

  @AfterEach
  void stop() {
    if (drove != null) {
      drove.close();
    }
  }

  private static int shell(String script) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", script)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static ObjectNode container(String id, String image, String... args) {
    ObjectNode create = DroveClient.command(id, "unused");
    ObjectNode spec = (ObjectNode) create.get("spec");
    spec.putObject("executable").put("type", "DOCKER").put("url", image);
    for (String arg : args) {
      spec.withArray("/args").add(arg);
    }
    return create;
  }

  private boolean isThere(String id) {
    String name = "epoch-" + client.task(id).get("instanceId").asText();
    try {
      return shell("docker container inspect " + name) == 0;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void aContainerRunsWithEnvironmentVolumesAndExitCodeAndIsRemoved() throws IOException {
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Files.writeString(shared.resolve("in"), "from outside\n");
    ObjectNode create =
        container("box", IMAGE, "/bin/sh", "-c", "echo \"$A|$B\"; /bin/cat /s/in; exit 9");
    ObjectNode spec = (ObjectNode) create.get("spec");
    ((ObjectNode) spec.get("env")).put("A", "one two").put("B", "x\ny");
    spec.withArray("/volumes")
        .addObject()
        .put("pathInContainer", "/s")
        .put("pathOnHost", shared.toString())
        .put("mode", "READ_ONLY");
    assertEquals(200, client.create(create).status());

    JsonNode task = client.awaitState("box", "STOPPED");

    assertEquals(9, task.at("/taskResult/exitCode").asInt(), task + client.log("box"));
    assertEquals("one two|x\ny\nfrom outside\n", client.log("box"));
    assertFalse(isThere("box"));
  }

  @Test
  void aKilledContainerIsCancelledAndGone() throws IOException {
    String[] line = {"/bin/sh", "-c", "echo up; /bin/sleep 300"};
    assertEquals(200, client.create(container("kill", IMAGE, line)).status());
    client.awaitLog("kill", "up");
    assertTrue(isThere("kill"));
    assertEquals(200, client.kill("kill").status());
    assertEquals(
        "CANCELLED", client.awaitState("kill", "STOPPED").at("/taskResult/status").asText());
    assertFalse(isThere("kill"));
  }

  @Test
  void anImageThatCannotBeHadEndsWithoutAResult() throws IOException {
    assertEquals(200, client.create(container("none", "127.0.0.1:1/no/such:image")).status());
    JsonNode task = client.awaitState("none", "STOPPED");
    assertFalse(task.has("taskResult"));
    String error = task.get("errorMessage").asText();
    assertTrue(error.startsWith("Error while pulling image 127.0.0.1:1/no/such:image: "), error);
  }

  @Test
  void aContainerThatCannotStartFailsWithTheEnginesWords() throws IOException {
    assertEquals(200, client.create(container("bad", IMAGE, "/no/such/command")).status());
    JsonNode task = client.awaitState("bad", "STOPPED");
    assertEquals("FAILED", task.at("/taskResult/status").asText());
    assertTrue(client.log("bad").contains("/no/such/command"), client.log("bad"));
  }

  @Test
  void aContainerIsFoundAgainAfterARestart() throws IOException {
    drove.close();
    drove = open(false);
    client = new DroveClient(drove);
    String[] line = {"/bin/sh", "-c", "echo up; /bin/sleep 10; exit 4"};
    assertEquals(200, client.create(container("again", IMAGE, line)).status());
    client.awaitLog("again", "up");
    drove.close();
    drove = open(true);
    client = new DroveClient(drove);
    assertEquals("RUNNING", client.task("again").get("state").asText());
    assertEquals(4, client.awaitState("again", "STOPPED").at("/taskResult/exitCode").asInt());
    assertFalse(isThere("again"));
  }
}
