package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.client.ClientOptions;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.json.Json;
import epoch.api.rest.LogRange;
import epoch.api.rest.SimpleTopology;
import epoch.api.run.RunState;
import epoch.api.topology.TopologyState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The kept routes, by the typed client and by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {

  private Node node;
  private EpochClient client;

  @BeforeAll
  void start() throws IOException {
    node = Node.leader();
    client = new EpochClient(ClientOptions.of("http://127.0.0.1:" + node.port(), "admin", "admin"));
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  private static void refused(int status, org.junit.jupiter.api.function.Executable call) {
    assertEquals(status, assertThrows(EpochApiException.class, call).status());
  }

  @Test
  void aTopologyLivesFromCreationToRemoval() throws IOException {
    assertEquals("life", client.create(Node.topology("life")).id());
    refused(409, () -> client.create(Node.topology("life")));
    assertEquals(Node.topology("life"), client.topology("life").topology());
    assertTrue(client.topologies().stream().anyMatch(each -> each.id().equals("life")));
    assertEquals("life", client.update(Node.topology("life")).id());
    assertEquals(TopologyState.PAUSED, client.pause("life").state());
    assertEquals(TopologyState.PAUSED, client.pause("life").state());
    assertEquals(TopologyState.ACTIVE, client.unpause("life").state());
    assertTrue(client.delete("life"));
    refused(404, () -> client.topology("life"));
    refused(404, () -> client.delete("life"));
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    refused(404, () -> client.update(Node.topology("nope")));
    refused(404, () -> client.pause("nope"));
    refused(404, () -> client.unpause("nope"));
    refused(404, () -> client.run("nope"));
    refused(404, () -> client.runs("nope"));
    refused(404, () -> client.run("nope", "nope"));
    refused(404, () -> client.logLink("nope", "nope", "nope"));
    refused(404, () -> client.logFiles("nope", "nope", "nope"));
    refused(404, () -> client.readLog("nope", "nope", "nope", "output.log", 0, 10));
  }

  @Test
  void theShortFormCreatesAndEdits() throws IOException {
    String form =
        """
        {"name": "short", "cron": "0 0 0 1 1 ? 2099", "docker": "localhost:5000/test-task:latest", "cpus": 2, "memory": 256}
        """;
    assertEquals("short", client.create(Json.read(form, SimpleTopology.class)).id());
    String edit = "{\"memory\": 512}";
    Wire.Reply edited =
        Wire.send(node.port(), "PUT", "/apis/v1/topologies/short", edit, Wire.ADMIN, Wire.JSON);
    assertEquals(200, edited.status(), edited::text);
    assertTrue(edited.text().contains("512"), edited::text);
    Wire.Reply bad =
        Wire.send(
            node.port(),
            "PUT",
            "/apis/v1/topologies/short",
            "{\"memory\": 1, \"cpus\": 0}",
            Wire.ADMIN,
            Wire.JSON);
    assertEquals(400, bad.status());
    assertEquals(2, bad.json().at("/data/validationErrors").size(), bad::text);
  }

  @Test
  void runsStartAreListedFilteredAndKilled() throws IOException {
    client.create(Node.topology("runs"));
    String first = client.run("runs").runId();
    String second = client.run("runs").runId();
    assertEquals(
        List.of(second, first), client.runs("runs").stream().map(run -> run.runId()).toList());
    assertTrue(client.kill("runs", first, "docker-task").success());
    assertEquals(
        List.of(first),
        client.runs("runs", RunState.FAILED).stream().map(run -> run.runId()).toList());
    assertEquals(2, client.runs("runs", RunState.FAILED, RunState.RUNNING).size());
    assertEquals(RunState.FAILED, client.run("runs", first).state());

    String kill = "/apis/v1/topologies/runs/runs/" + first + "/tasks/docker-task/kill";
    Wire.Reply again = Wire.send(node.port(), "POST", kill, null, Wire.ADMIN);
    assertEquals(409, again.status());
    assertFalse(again.json().at("/data/success").asBoolean(true));
    assertEquals("FAILED", again.json().path("status").asText());
    Wire.Reply unknown =
        Wire.send(node.port(), "POST", kill.replace("docker-task", "nope"), null, Wire.ADMIN);
    assertEquals(404, unknown.status());
    assertEquals("No task found for the provided id", unknown.json().at("/data/message").asText());
    assertEquals(
        400,
        Wire.send(node.port(), "GET", "/apis/v1/topologies/runs/runs?state=NOPE", null, Wire.ADMIN)
            .status());
  }

  @Test
  void logsAreLinkedListedReadAndDownloaded() throws IOException {
    client.create(Node.topology("logs"));
    String runId = client.run("logs").runId();
    assertEquals(
        "http://127.0.0.1:" + node.port() + "/logs/logs-" + runId + "-docker-task",
        client.logLink("logs", runId, "docker-task"));
    assertEquals(
        "output.log", client.logFiles("logs", runId, "docker-task").files().getFirst().name());
    LogRange range = client.readLog("logs", runId, "docker-task", "output.log", -6, 100);
    assertEquals("ä€\n", range.data());
    String path = "/apis/v1/topologies/logs/runs/" + runId + "/tasks/docker-task/logs/";
    Wire.Reply file =
        Wire.send(node.port(), "GET", path + "output.log?download=true", null, Wire.ADMIN);
    assertEquals(InMemoryOperations.LOG, file.text());
    assertEquals("attachment; filename*=UTF-8''output.log", file.header("Content-Disposition"));
    assertEquals(
        4_096_000,
        Wire.send(node.port(), "GET", path + "huge.log?download=true", null, Wire.ADMIN)
            .body()
            .length);
    assertEquals(
        404,
        Wire.send(node.port(), "GET", path + "none.log?download=true", null, Wire.ADMIN).status());
    assertEquals(
        400,
        Wire.send(node.port(), "GET", path + "output.log?offset=x", null, Wire.ADMIN).status());
    assertEquals(
        400,
        Wire.send(node.port(), "GET", path + "output.log?length=0", null, Wire.ADMIN).status());
    assertThrows(
        IOException.class,
        () -> Wire.send(node.port(), "GET", path + "broken.log?download=true", null, Wire.ADMIN));

    Wire.Reply bug = Wire.send(node.port(), "GET", path + "bug.log", null, Wire.ADMIN);
    assertEquals(500, bug.status());
    assertFalse(bug.text().contains("secret") || bug.text().contains("Exception"), bug::text);
  }

  @Test
  void aLongListIsStreamedWhole() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      node.operations.create(Node.topology("many-" + i), Node.SOMEBODY);
    }
    assertTrue(client.topologies().size() >= 1_000);
    for (int i = 0; i < 1_000; i++) {
      node.operations.delete("many-" + i, Node.SOMEBODY);
    }
  }

  @Test
  void putPostAndDeleteNeedNoBody() throws IOException {
    client.create(Node.topology("bodyless"));
    String path = "/apis/v1/topologies/bodyless";
    for (String body : new String[] {null, "", "null", "{}"}) {
      assertEquals(200, Wire.send(node.port(), "PUT", path + "/pause", body, Wire.ADMIN).status());
      assertEquals(
          200,
          Wire.send(node.port(), "PUT", path + "/unpause", body, Wire.ADMIN, Wire.JSON).status());
      assertEquals(200, Wire.send(node.port(), "PUT", path + "/run", body, Wire.ADMIN).status());
      assertEquals(200, Wire.send(node.port(), "DELETE", path, body, Wire.ADMIN).status());
      client.create(Node.topology("bodyless"));
    }
    assertEquals(
        415,
        Wire.send(node.port(), "PUT", path + "/run", "x", Wire.ADMIN, "Content-Type: text/plain")
            .status());
    assertEquals(
        400,
        Wire.send(
                node.port(),
                "PUT",
                path + "/run",
                "{\"environment\":{\"A\":\"b\"}}",
                Wire.ADMIN,
                Wire.JSON)
            .status());
  }

  @Test
  void everyNodeSaysWhoLeadsWithoutLogin() throws IOException {
    Wire.Reply leader = Wire.send(node.port(), "GET", "/apis/housekeeping/v1/leader", null);
    assertEquals(200, leader.status());
    assertEquals(node.view.self.toString(), leader.json().path("leader").asText());
    assertEquals(node.view.self.toString(), leader.json().at("/data/leader").asText());
    assertEquals("SUCCESS", leader.json().path("status").asText());
    assertEquals(node.view.self.toString(), client.leader().orElseThrow());
  }
}
