package epoch.server.drove.local;

import static epoch.server.drove.local.DroveClient.APP;
import static epoch.server.drove.local.DroveClient.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDroveTest {
  @TempDir Path directory;
  private LocalDrove drove;
  private DroveClient client;

  @BeforeEach
  void start() throws IOException {
    drove =
        LocalDrove.start(
            LocalDroveConfig.forTests(directory.resolve("data")),
            Clock.systemUTC(),
            Duration.ofMillis(500));
    client = new DroveClient(drove);
  }

  @AfterEach
  void stop() {
    drove.close();
  }

  @Test
  void aCommandRunsWithItsEnvironmentAndArgumentsAndItsOutputIsItsLog() throws IOException {
    ObjectNode create =
        DroveClient.command(
            "env", "sh", "-c", "echo \"$GREETING $1|$_edw_code|$EPOCH_X\"; echo err >&2", "sh");
    ObjectNode spec = (ObjectNode) create.get("spec");
    ((ObjectNode) spec.get("env")).put("GREETING", "grüß\ndich").put("EPOCH_RUN_UID", "u1");
    spec.putArray("args").add("wörld");
    assertEquals(200, client.create(create).status());

    JsonNode task = client.awaitState("env", "STOPPED");

    assertEquals("SUCCESSFUL", task.at("/taskResult/status").asText());
    assertEquals("grüß\ndich wörld||\nerr\n", client.log("env"));
    assertEquals("u1", task.at("/env/EPOCH_RUN_UID").asText());
  }

  @Test
  void anExitCodeFailsTheTaskWithDrovesWords() throws IOException {
    assertEquals(200, client.run("three", "exit 3").status());
    JsonNode task = client.awaitState("three", "STOPPED");
    assertEquals("FAILED", task.at("/taskResult/status").asText());
    assertEquals(3, task.at("/taskResult/exitCode").asInt());
    assertEquals("Task instance exited with status: 3", task.get("errorMessage").asText());
  }

  @Test
  void aCommandThatDoesNotExistFailsAndTheLogSaysWhy() throws IOException {
    assertEquals(200, client.create(DroveClient.command("none", "/no/such/command")).status());
    JsonNode task = client.awaitState("none", "STOPPED");
    assertEquals(127, task.at("/taskResult/exitCode").asInt());
    assertTrue(client.log("none").contains("/no/such/command"), client.log("none"));
  }

  @Test
  void theEventsTellTheWholeWay() throws IOException {
    assertEquals(200, client.run("way", "true").status());
    client.awaitState("way", "STOPPED");

    JsonNode data =
        client.get("/cluster/events/latest?lastSyncTime=0&size=1024").json().get("data");
    List<String> states = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (JsonNode event : data.get("events")) {
      types.addFirst(event.get("type").asText());
      if (event.at("/metadata/TASK_ID").asText().equals("way")) {
        states.addFirst(event.at("/metadata/CURRENT_STATE").asText());
      }
    }

    assertEquals(
        List.of(
            "PROVISIONING", "STARTING", "RUNNING", "RUN_COMPLETED", "DEPROVISIONING", "STOPPED"),
        states);
    assertEquals(List.of("LEADERSHIP_ACQUIRED", "EXECUTOR_ADDED"), types.subList(0, 2));
    long last = data.get("lastSyncTime").asLong();
    assertEquals(data.at("/events/0/time").asLong(), last);
    String after = "/cluster/events/latest?size=10&lastSyncTime=" + last;
    assertEquals(0, client.get(after).json().at("/data/events").size());
    assertEquals(last, client.get(after).json().at("/data/lastSyncTime").asLong());
  }

  @Test
  void aKillEndsTheWholeTreeAlsoWhatIgnoresIt() throws IOException {
    assertEquals(
        200,
        client
            .run(
                "tree",
                "trap '' TERM; sleep 300 & setsid sleep 301 & echo pids $! $$; while :; do sleep"
                    + " 302; done")
            .status());
    client.awaitLog("tree", "pids");
    String[] pids = client.log("tree").strip().split(" ");

    assertEquals(200, client.kill("tree").status());

    JsonNode task = client.awaitState("tree", "STOPPED");
    assertEquals("CANCELLED", task.at("/taskResult/status").asText());
    assertEquals(-1, task.at("/taskResult/exitCode").asInt());
    for (int i = 1; i < pids.length; i++) {
      long pid = Long.parseLong(pids[i]);
      await(
          "end of " + pid,
          () -> ProcessMark.Stat.of(pid),
          stat -> stat.filter(ProcessMark.Stat::lives).isEmpty());
    }
  }

  @Test
  void whatATaskLeavesBehindEndsWithIt() throws IOException {
    assertEquals(200, client.run("leaves", "sleep 300 & echo pid $!").status());
    client.awaitState("leaves", "STOPPED");
    long pid = Long.parseLong(client.log("leaves").strip().split(" ")[1]);
    await(
        "end of " + pid,
        () -> ProcessMark.Stat.of(pid),
        stat -> stat.filter(ProcessMark.Stat::lives).isEmpty());
  }

  @Test
  void ofTwentyCreatesOfOneIdOneStartsAProcess() throws Exception {
    Path witness = directory.resolve("witness");
    CyclicBarrier together = new CyclicBarrier(20);
    Callable<Integer> create =
        () -> {
          together.await();
          return client.run("one", "echo run >> " + witness + "; sleep 0.2").status();
        };
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> reply :
          threads.invokeAll(IntStream.range(0, 20).mapToObj(i -> create).toList())) {
        statuses.add(reply.get());
      }
    }
    client.awaitState("one", "STOPPED");
    assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
    assertEquals(List.of("run"), Files.readAllLines(witness));
  }

  @Test
  void aFinishedIdIsTakenUntilItIsDeleted() throws IOException {
    assertEquals(200, client.run("id", "true").status());
    client.awaitState("id", "STOPPED");
    DroveClient.Reply again = client.run("id", "true");
    assertEquals(400, again.status());
    assertTrue(again.text().contains("Task already exists for epoch-test/id"), again.text());

    assertEquals(200, client.delete("id").status());

    assertEquals(204, client.get("/logfiles/tasks/epoch-test/id/list").status());
    assertEquals(200, client.run("id", "true").status());
    client.awaitState("id", "STOPPED");
  }

  @Test
  void deletingARunningTaskDropsTheRecordAndTheProcessGoesOn() throws IOException {
    Path witness = directory.resolve("goes-on");
    assertEquals(
        200,
        client
            .run(
                "drop",
                "echo up; until [ -e " + witness + ".go ]; do sleep 0.05; done; echo > " + witness)
            .status());
    client.awaitLog("drop", "up");
    assertEquals(200, client.delete("drop").status());
    assertEquals(
        "FAILED", client.get("/tasks/" + APP + "/instances/drop").json().get("status").asText());
    assertEquals(400, client.kill("drop").status());
    Files.createFile(Path.of(witness + ".go"));
    await("the process", () -> Files.exists(witness), there -> there);
  }

  @Test
  void capacityComesBackWhenATaskEnds() throws IOException {
    ObjectNode big = DroveClient.command("big", "sleep", "60");
    ((ObjectNode) big.at("/spec/resources/0")).put("count", 1000);
    assertEquals(200, client.create(big).status());
    assertTrue(client.run("small", "true").text().contains("Required: 1 Available: 0"));
    client.awaitState("big", "RUNNING");
    assertEquals(200, client.kill("big").status());
    client.awaitState("big", "STOPPED");
    assertEquals(1000, client.get("/cluster").json().at("/data/freeCores").asInt());
    assertEquals(200, client.run("small", "true").status());
  }

  @Test
  void withoutAnEngineAContainerEndsWithoutAResultAndSaysWhy() throws IOException {
    ObjectNode create = DroveClient.command("box", "x");
    ((ObjectNode) create.get("spec"))
        .putObject("executable")
        .put("type", "DOCKER")
        .put("url", "-not-an-image");
    assertEquals(200, client.create(create).status());
    JsonNode task = client.awaitState("box", "STOPPED");
    assertFalse(task.has("taskResult"));
    assertTrue(task.get("errorMessage").asText().startsWith("Error while pulling image"));
    assertTrue(client.log("box").contains("Error while pulling image"));
  }

  @Test
  void aReadNeverCutsACharacterInTwo() throws IOException {
    assertEquals(200, client.run("utf8", "printf 'aé€😀z'").status());
    client.awaitState("utf8", "STOPPED");
    StringBuilder read = new StringBuilder();
    int offset = 0;
    while (offset < 11) {
      String piece =
          client
              .get("/logfiles/tasks/epoch-test/utf8/read/output.log?length=5&offset=" + offset)
              .json()
              .get("data")
              .asText();
      offset += piece.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      read.append(piece);
    }
    assertEquals("aé€😀z", read.toString());
  }

  @Test
  void anUnwritableDirectoryIsA500AndTheNextCreateIsFine() throws IOException {
    Path tasks = directory.resolve("data/tasks");
    Path away = directory.resolve("away");
    Files.move(tasks, away);
    assertEquals(500, client.run("disk", "true").status());
    Files.move(away, tasks);
    assertEquals(200, client.run("disk", "true").status());
    client.awaitState("disk", "STOPPED");
  }

  @Test
  void aTakenPortIsAnErrorThatNamesHostAndPort() {
    LocalDroveConfig same = LocalDroveConfig.on(directory.resolve("other"), drove.port());
    IOException error = assertThrows(IOException.class, () -> LocalDrove.start(same));
    assertTrue(error.getMessage().contains("127.0.0.1:" + drove.port()), error.getMessage());
  }

  @Test
  void oneDirectoryHasOneLocalDrove() {
    LocalDroveConfig same = LocalDroveConfig.forTests(directory.resolve("data"));
    IOException error = assertThrows(IOException.class, () -> LocalDrove.start(same));
    assertTrue(error.getMessage().contains("Another local Drove"), error.getMessage());
  }

  @Test
  void sixtyTasksAtOnceAllEnd() throws IOException {
    for (int i = 0; i < 60; i++) {
      assertEquals(200, client.run("many-" + i, "exit " + i % 3).status());
    }
    for (int i = 0; i < 60; i++) {
      assertEquals(
          i % 3, client.awaitState("many-" + i, "STOPPED").at("/taskResult/exitCode").asInt());
    }
    assertEquals(0, client.get("/tasks").json().get("data").size());
  }
}
