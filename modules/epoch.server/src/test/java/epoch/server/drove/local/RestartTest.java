package epoch.server.drove.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A close without killing leaves the disk and the processes as {@code kill -9} of the JVM does. */
class RestartTest {
  @TempDir Path directory;

  private LocalDrove start(boolean kill) throws IOException {
    return LocalDrove.start(
        new LocalDroveConfig(
            "127.0.0.1", 0, directory.resolve("data"), 100, 100_000, null, null, kill, false));
  }

  @Test
  void whatRunsIsFoundAgainAndEndsWithItsTrueExitCode() throws IOException {
    Path go = directory.resolve("go");
    try (LocalDrove first = start(false)) {
      DroveClient client = new DroveClient(first);
      assertEquals(
          200,
          client
              .run("on", "echo up; until [ -e " + go + " ]; do sleep 0.05; done; exit 7")
              .status());
      client.awaitLog("on", "up");
    }
    try (LocalDrove second = start(true)) {
      DroveClient client = new DroveClient(second);
      assertEquals("RUNNING", client.task("on").get("state").asText());
      assertEquals(1, client.get("/cluster").json().at("/data/usedCores").asInt());
      assertEquals(400, client.run("on", "true").status());
      Files.createFile(go);
      JsonNode task = client.awaitState("on", "STOPPED");
      assertEquals(7, task.at("/taskResult/exitCode").asInt());
      assertEquals(0, client.get("/cluster").json().at("/data/usedCores").asInt());
    }
  }

  @Test
  void whatEndedMeanwhileHasItsTrueExitCode() throws IOException {
    Path go = directory.resolve("go");
    Path done = directory.resolve("done");
    try (LocalDrove first = start(false)) {
      DroveClient client = new DroveClient(first);
      String script =
          "echo up; until [ -e " + go + " ]; do sleep 0.05; done; echo > " + done + "; exit 5";
      assertEquals(200, client.run("mid", script).status());
      client.awaitLog("mid", "up");
    }
    Files.createFile(go);
    DroveClient.await("exit file", () -> exitFile(), found -> found);
    try (LocalDrove second = start(true)) {
      JsonNode task = new DroveClient(second).awaitState("mid", "STOPPED");
      assertEquals(5, task.at("/taskResult/exitCode").asInt());
    }
    try (LocalDrove third = start(true)) {
      DroveClient client = new DroveClient(third);
      assertEquals(5, client.task("mid").at("/taskResult/exitCode").asInt());
      assertEquals(400, client.run("mid", "true").status());
    }
  }

  private boolean exitFile() {
    return folders().stream().anyMatch(folder -> Files.exists(folder.resolve("exit")));
  }

  private List<Path> folders() {
    try (Stream<Path> list = Files.list(directory.resolve("data/tasks"))) {
      return list.toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatVanishedWithoutAWordIsLost() throws IOException {
    long pid;
    try (LocalDrove first = start(false)) {
      DroveClient client = new DroveClient(first);
      assertEquals(200, client.run("gone", "echo up; sleep 300").status());
      client.awaitLog("gone", "up");
      pid = new TaskFolder(folders().getFirst()).process().orElseThrow().pid();
    }
    new ProcessRunner().kill(pid);
    try (LocalDrove second = start(true)) {
      JsonNode task = new DroveClient(second).awaitState("gone", "LOST");
      assertEquals("Instance lost", task.get("errorMessage").asText());
    }
  }

  @Test
  void anAdoptedTaskCanBeKilled() throws IOException {
    try (LocalDrove first = start(false)) {
      DroveClient client = new DroveClient(first);
      assertEquals(200, client.run("kill", "echo up; sleep 300").status());
      client.awaitLog("kill", "up");
    }
    try (LocalDrove second = start(true)) {
      DroveClient client = new DroveClient(second);
      assertEquals(200, client.kill("kill").status());
      assertEquals(
          "CANCELLED", client.awaitState("kill", "STOPPED").at("/taskResult/status").asText());
    }
  }

  @Test
  void anotherProcessWithThePidOfATaskIsNotTheTask() throws IOException {
    ProcessMark.Stat self = ProcessMark.Stat.of(ProcessHandle.current().pid()).orElseThrow();
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    long pid = ProcessHandle.current().pid();
    assertTrue(new ProcessMark(pid, self.startTicks(), boot, java.time.Instant.EPOCH).isAlive());
    assertEquals(
        false,
        new ProcessMark(pid, self.startTicks() + "1", boot, java.time.Instant.EPOCH).isAlive());
    assertEquals(
        false, new ProcessMark(pid, self.startTicks(), "other", java.time.Instant.EPOCH).isAlive());
  }

  @Test
  void rubbishInTheDirectoryIsLeftAlone() throws IOException {
    Path tasks = Files.createDirectories(directory.resolve("data/tasks"));
    Files.writeString(tasks.resolve("file"), "x");
    Files.createDirectories(tasks.resolve("TI-empty"));
    Files.writeString(
        Files.createDirectories(tasks.resolve("TI-broken")).resolve("spec.json"), "{\"spec\":");
    Files.writeString(
        Files.createDirectories(tasks.resolve("TI-array")).resolve("spec.json"), "[1]");
    try (LocalDrove drove = start(true)) {
      DroveClient client = new DroveClient(drove);
      assertEquals(0, client.get("/tasks").json().get("data").size());
      assertEquals(200, client.run("fine", "true").status());
      client.awaitState("fine", "STOPPED");
    }
    assertEquals(5, folders().size());
  }
}
