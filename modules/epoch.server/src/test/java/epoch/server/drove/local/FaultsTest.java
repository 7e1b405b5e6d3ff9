package epoch.server.drove.local;

import static epoch.server.drove.local.DroveClient.APP;
import static epoch.server.drove.local.DroveClient.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.Credentials;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
  @TempDir Path directory;
  private LocalDrove drove;
  private DroveClient client;

  @BeforeEach
  void start() throws IOException {
    drove = LocalDrove.start(LocalDroveConfig.forTests(directory.resolve("data")));
    client = new DroveClient(drove);
  }

  @AfterEach
  void stop() {
    drove.close();
  }

  @Test
  void aFaultHitsSoManyCallsAndOnlyItsPath() throws IOException {
    drove.faults().add(Fault.of(Fault.Kind.ERROR_500).times(2).at("/tasks"));
    assertEquals(200, client.get("/ping").status());
    assertEquals(500, client.get("/tasks").status());
    assertEquals(500, client.get("/tasks").status());
    assertEquals(200, client.get("/tasks").status());
  }

  @Test
  void downClosesTheConnectionUntilItIsCleared() throws IOException {
    drove.faults().add(Fault.of(Fault.Kind.DOWN));
    assertThrows(IOException.class, () -> client.get("/ping"));
    drove.faults().clear(Fault.Kind.DOWN);
    assertEquals(200, client.get("/ping").status());
  }

  @Test
  void aLostAnswerLeavesTheTaskCreated() throws IOException {
    drove.faults().add(Fault.of(Fault.Kind.ANSWER_LOST).times(1));
    assertThrows(IOException.class, () -> client.run("silent", "true"));
    client.awaitState("silent", "STOPPED");
  }

  @Test
  void slowAnswersComeLater() throws IOException {
    drove.faults().add(Fault.of(Fault.Kind.SLOW).value(150).times(1));
    long start = System.nanoTime();
    assertEquals(200, client.get("/ping").status());
    assertTrue(System.nanoTime() - start >= 150_000_000);
  }

  @Test
  void aVanishingCreateIsAcceptedAndNeverAppears() throws IOException {
    drove.faults().add(Fault.of(Fault.Kind.VANISHING_CREATE).times(1));
    assertEquals(200, client.run("ghost", "true").status());
    assertTrue(client.task("ghost").isMissingNode());
    assertEquals(200, client.run("ghost", "true").status());
    client.awaitState("ghost", "STOPPED");
  }

  @Test
  void aDelayedTaskRunsBeforeItIsSeen() throws IOException {
    Path witness = directory.resolve("witness");
    drove.faults().add(Fault.of(Fault.Kind.DELAY_VISIBILITY).times(1).value(3000));
    assertEquals(200, client.run("late", "echo > " + witness).status());
    assertTrue(client.task("late").isMissingNode());
    assertEquals(400, client.run("late", "true").status());
    await("the process", () -> Files.exists(witness), there -> there);
    client.awaitState("late", "STOPPED");
  }

  @Test
  void aRaceStartsTwoProcessesOfOneId() throws IOException {
    Path witness = directory.resolve("witness");
    String script = "echo $EPOCH >> " + witness + "; sleep 60";
    drove.faults().add(Fault.of(Fault.Kind.RACE_ON_CREATE).times(2));
    assertEquals(200, client.run("race", script).status());
    assertEquals(200, client.run("race", script).status());
    await("two", () -> lines(witness), lines -> lines == 2);
    assertEquals(1, client.get("/tasks").json().get("data").size());
    assertEquals(400, client.run("race", script).status());
  }

  private static long lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void lostEventsAndShortPages() throws IOException {
    drove.faults().add(Fault.of(Fault.Kind.LOSE_EVENTS));
    assertEquals(200, client.run("quiet", "true").status());
    client.awaitState("quiet", "STOPPED");
    assertEquals(2, events().size());
    drove.faults().clear();
    assertEquals(200, client.run("loud", "true").status());
    client.awaitState("loud", "STOPPED");
    drove.faults().add(Fault.of(Fault.Kind.MAX_PAGE).value(3));
    assertEquals(3, events().size());
    assertEquals("STOPPED", events().at("/0/metadata/CURRENT_STATE").asText());
  }

  private JsonNode events() throws IOException {
    return client.get("/cluster/events/latest?lastSyncTime=0&size=1024").json().at("/data/events");
  }

  @Test
  void aNewLeaderKnowsNoEventsAndListsNothingForAWhile() throws IOException {
    assertEquals(200, client.run("runs", "sleep 60").status());
    client.awaitState("runs", "RUNNING");
    drove.faults().changeLeader(Duration.ofSeconds(3));
    assertEquals(0, client.get("/tasks").json().get("data").size());
    assertEquals("RUNNING", client.task("runs").get("state").asText());
    assertEquals(2, events().size());
    await("the list", () -> list(), list -> list == 1);
  }

  private int list() {
    try {
      return client.get("/tasks").json().get("data").size();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aTaskCanBeLostAndFinishedOnesForgotten() throws IOException {
    assertEquals(200, client.run("lost", "sleep 60").status());
    client.awaitState("lost", "RUNNING");
    drove.faults().lose(APP, "lost");
    assertEquals("LOST", client.task("lost").get("state").asText());
    assertEquals(400, client.kill("lost").status());
    drove.faults().forgetFinished();
    assertTrue(client.task("lost").isMissingNode());
    assertEquals(200, client.run("lost", "true").status());
  }

  @Test
  void anIgnoredKillIsAcceptedAndDoesNothing() throws IOException {
    assertEquals(200, client.run("deaf", "echo up; sleep 60").status());
    client.awaitLog("deaf", "up");
    client.awaitState("deaf", "RUNNING");
    drove.faults().add(Fault.of(Fault.Kind.IGNORE_KILL).times(1));
    assertEquals(200, client.kill("deaf").status());
    assertEquals("RUNNING", client.task("deaf").get("state").asText());
    assertEquals(200, client.kill("deaf").status());
    client.awaitState("deaf", "STOPPED");
  }

  @Test
  void faultsAreReachableOverHttpAlsoWhenAllIsDown() throws IOException {
    ObjectNode down = Json.object().put("fault", "DOWN");
    assertEquals(200, client.post("/test/faults", down).status());
    assertThrows(IOException.class, () -> client.get("/ping"));
    assertEquals("DOWN", client.get("/test/faults").json().at("/data/0/fault").asText());
    assertEquals(200, client.post("/test/faults", Json.object().put("clear", "DOWN")).status());
    assertEquals(200, client.get("/ping").status());
    assertEquals(400, client.post("/test/faults", Json.object().put("fault", "NOPE")).status());
  }

  @Test
  void withoutTheSwitchThereIsNoFaultsEndpoint() throws IOException {
    try (LocalDrove plain = LocalDrove.start(LocalDroveConfig.on(directory.resolve("plain"), 0))) {
      assertEquals(404, new DroveClient(plain).get("/test/faults").status());
    }
  }

  @Test
  void aForeignHostIsRefused() throws IOException {
    for (String host : new String[] {"evil.example", "evil.example:80", "127.0.0.1.evil.example"}) {
      assertEquals(403, client.send(host(host)).status(), host);
    }
    for (String host : new String[] {"localhost:9", "127.0.0.1", "[::1]:8", "LOCALHOST"}) {
      assertEquals(200, client.send(host(host)).status(), host);
    }
  }

  @Test
  void aWebPageIsRefusedWhateverItAsksFor() throws IOException {
    Request.Builder page =
        client
            .request("/apis/v1/cluster/maintenance/set")
            .header("Origin", "https://evil.example")
            .post(okhttp3.RequestBody.create(new byte[0]));
    assertEquals(403, client.send(page).status());
    assertEquals(200, client.run("still", "true").status());
  }

  private Request.Builder host(String host) {
    return client.request("/apis/v1/ping").header("Host", host);
  }

  @Test
  void onlyJsonIsTaken() throws IOException {
    var text =
        okhttp3.RequestBody.create("{\"type\":\"CREATE\"}", okhttp3.MediaType.parse("text/plain"));
    assertEquals(415, client.send(client.request("/apis/v1/tasks/operations").post(text)).status());
  }

  @Test
  void credentialsAreAskedForOnlyWhenConfigured() throws IOException {
    Path data = directory.resolve("auth");
    LocalDroveConfig config =
        new LocalDroveConfig("127.0.0.1", 0, data, 1, 1, "u", "pä:ss", true, false);
    try (LocalDrove guarded = LocalDrove.start(config)) {
      DroveClient to = new DroveClient(guarded);
      assertEquals(401, to.get("/ping").status());
      String right = Credentials.basic("u", "pä:ss", java.nio.charset.StandardCharsets.UTF_8);
      Request.Builder request = to.request("/apis/v1/ping").header("Authorization", right);
      assertEquals(200, to.send(request).status());
    }
    assertEquals(200, client.get("/ping").status());
  }
}
