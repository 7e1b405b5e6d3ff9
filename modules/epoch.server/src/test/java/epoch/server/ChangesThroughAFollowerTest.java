package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.client.ClientOptions;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.client.Terms;
import epoch.api.json.Json;
import epoch.api.rest.BulkRequest;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportMode;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.RunRequest;
import epoch.api.rest.StaleEdit;
import epoch.api.rest.TopologyFilter;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.server.http.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The changing part of the API, as it is met on a node that does not lead, and when one dies. */
class ChangesThroughAFollowerTest {
  private static final String NEVER = "0 0 0 1 1 ? 2199";
  private static final String BASE = "/apis/v1/topologies";

  @TempDir Path directory;
  private TwoNodes nodes;
  private EpochClient client;

  @BeforeEach
  void start() throws Exception {
    nodes = new TwoNodes(directory);
    assertFalse(nodes.follower.leads());
    client = client(nodes.follower.port());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    nodes.close();
  }

  private static EpochClient client(int... ports) {
    List<String> urls =
        java.util.stream.IntStream.of(ports).mapToObj(port -> "http://127.0.0.1:" + port).toList();
    return new EpochClient(
        new ClientOptions(urls, "admin", "admin", Duration.ofSeconds(5), Duration.ofSeconds(30)));
  }

  private static Topology topology(String name, String script) throws IOException {
    return Json.read(TwoNodes.command(name, NEVER, script), Topology.class);
  }

  private Wire.Reply send(Node node, String method, String path, String body, String... headers)
      throws IOException {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = Wire.ADMIN;
    return Wire.send(node.port(), method, path, body, all);
  }

  @Test
  void anEditNamesTheRevisionItIsOf() throws Exception {
    Wire.Reply made =
        send(nodes.follower, "POST", BASE, TwoNodes.command("a", NEVER, "true"), Wire.JSON);
    assertEquals("\"1\"", made.header("ETag"));
    client.changes(Terms.ifRevision(1)).update(topology("a", "echo 1"));
    EpochApiException stale =
        assertThrows(
            EpochApiException.class,
            () -> client.changes(Terms.ifRevision(1)).update(topology("a", "echo 2")));
    assertEquals(412, stale.status());
    StaleEdit sides = stale.staleEdit().orElseThrow();
    assertEquals(topology("a", "echo 1"), sides.current().topology());
    assertEquals(topology("a", "echo 2"), sides.yours());
    assertEquals(2, sides.revision());
    for (String wrong : List.of("7", "\"1", "\"1\" \"2\"", "")) {
      assertEquals(
          400,
          send(nodes.follower, "PUT", BASE + "/a/pause", null, "If-Match: " + wrong).status(),
          wrong);
    }
    for (String other : List.of("\"1\"", "W/\"2\"", "\"x\"", "\"1\",\"3\"")) {
      assertEquals(
          412,
          send(nodes.follower, "PUT", BASE + "/a/pause", null, "If-Match: " + other).status(),
          other);
    }
    for (String good : List.of("*", "\"2\"", "\"1\", \"2\"")) {
      assertEquals(
          200,
          send(nodes.follower, "PUT", BASE + "/a/pause", null, "If-Match: " + good).status(),
          good);
    }
    assertEquals(2, client.changes().revisions("a").size());
    client.changes().restore("a", 1);
    assertEquals(topology("a", "true"), client.topology("a").topology());
    assertEquals(404, send(nodes.follower, "GET", BASE + "/a/revisions/99", null).status());
  }

  @Test
  void aRunWhoseAnswerWasLostIsFoundAgainByItsKeyAlsoAfterAHandOver() throws Exception {
    client.create(topology("a", "true"));
    String run = "{\"note\":\"from a script\"}";
    try (Wire wire = new Wire(nodes.follower.port())) {
      wire.request("PUT", BASE + "/a/run", run, Wire.ADMIN, Wire.JSON, "Idempotency-Key: deploy 7");
      // It goes away before it hears anything.
    }
    Wire.Reply again =
        send(nodes.follower, "PUT", BASE + "/a/run", run, Wire.JSON, "Idempotency-Key: deploy 7");
    String id = again.json().at("/data/runId").asText();
    assertEquals(200, again.status(), again::text);
    nodes.leader.close();
    Await.until("the other leads", nodes.follower::leads);
    Wire.Reply later =
        send(nodes.follower, "PUT", BASE + "/a/run", run, Wire.JSON, "Idempotency-Key: deploy 7");
    assertEquals(id, later.json().at("/data/runId").asText());
    assertEquals(1, client.runs("a").size());
    Wire.Reply other =
        send(nodes.follower, "PUT", BASE + "/a/run", "{}", Wire.JSON, "Idempotency-Key: deploy 7");
    assertEquals(422, other.status(), other::text);
    assertEquals(
        400,
        send(nodes.follower, "PUT", BASE + "/a/run", run, Wire.JSON, "Idempotency-Key: ä")
            .status());
    String long1 = "Idempotency-Key: " + "x".repeat(129);
    assertEquals(400, send(nodes.follower, "PUT", BASE + "/a/run", run, Wire.JSON, long1).status());
    assertEquals(1, client.runs("a").size());
  }

  @Test
  void runsWithParametersAreShownKilledAndRetried() throws Exception {
    client.create(topology("a", "sleep ${NAP:-60}; exit ${CODE:-0}"));
    var request = new RunRequest(Map.of("NAP", "0", "CODE", "3"), null, "a try");
    String failed = client.changes().run("a", request).runId();
    await("a", failed, RunState.FAILED);
    Run shown = client.run("a", failed);
    assertEquals("a try", shown.note());
    assertEquals(Map.of("NAP", "0", "CODE", "3"), shown.parameters().env());
    String again = client.changes(Terms.once("r")).retry("a", failed).runId();
    assertNotEquals(failed, again);
    assertEquals(again, client.changes(Terms.once("r")).retry("a", failed).runId());
    assertEquals(failed, await("a", again, RunState.FAILED).retryOf());

    String slow = client.changes().run("a", RunRequest.PLAIN).runId();
    assertTrue(client.changes().killRun("a", slow, "too long").success());
    Run killed = await("a", slow, RunState.FAILED);
    assertEquals("Killed by admin: too long", killed.message());
    assertEquals("admin", killed.killedBy());
    assertFalse(client.changes().killRun("a", slow, null).success());
    assertEquals(404, send(nodes.follower, "POST", BASE + "/a/runs/EIR-x/kill", null).status());
    Wire.Reply unknown =
        send(nodes.follower, "PUT", BASE + "/a/run", "{\"enviroment\":{}}", Wire.JSON);
    assertEquals(400, unknown.status());
    assertTrue(unknown.text().contains("enviroment"), unknown::text);
  }

  private Run await(String id, String runId, RunState state) throws Exception {
    return Await.found(
        "run " + runId + " in state " + state,
        () -> java.util.Optional.of(client.run(id, runId)).filter(run -> run.state() == state));
  }

  @Test
  void aPauseHasAReasonAndAnEnd() throws Exception {
    client.create(topology("a", "true"));
    Instant until = Instant.now().plusSeconds(3600);
    client.changes().pause("a", new PauseRequest("maintenance", until));
    assertEquals(TopologyState.PAUSED, client.topology("a").state());
    JsonNode past =
        send(nodes.follower, "PUT", BASE + "/a/pause", "{\"until\":1}", Wire.JSON).json();
    assertEquals("until: is not in the future", past.at("/data/validationErrors/0").asText());
  }

  @Test
  void manyAreChangedAtOnceAndMovedAsADocument() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      client.create(topology(name, "true"));
    }
    assertEquals(
        3,
        client
            .changes()
            .bulk(
                new BulkRequest(
                    "LABEL", null, TopologyFilter.ALL, Map.of("team", "x"), null, null, false))
            .results()
            .size());
    var mine = new TopologyFilter(null, List.of(), List.of("team=x"), List.of(), List.of());
    ExportDocument all = client.changes().export(mine);
    assertEquals(3, all.topologies().size());

    Wire.Reply yaml = send(nodes.follower, "GET", "/apis/v1/export?format=yaml&q=B", null);
    assertEquals("application/yaml", yaml.header("Content-Type"));
    assertTrue(yaml.text().contains("name: \"b\""), yaml::text);
    assertFalse(yaml.text().contains("name: \"a\""), yaml::text);
    String edited = yaml.text().replace(NEVER, "0 0 3 1 1 ? 2199");
    Wire.Reply imported =
        send(
            nodes.follower,
            "POST",
            "/apis/v1/import?mode=UPSERT",
            edited,
            "Content-Type: application/yaml");
    assertEquals(200, imported.status(), imported::text);
    assertEquals("UPDATE", imported.json().at("/data/results/0/action").asText());
    assertEquals(
        415,
        send(
                nodes.follower,
                "POST",
                BASE,
                TwoNodes.command("d", NEVER, "true"),
                "Content-Type: application/yaml")
            .status());

    ImportAnswer back =
        client.changes(Terms.once("back")).importAll(all, ImportMode.SYNC, false, false, "team=x");
    assertEquals(
        List.of("UNCHANGED", "UPDATE", "UNCHANGED"),
        back.results().stream().map(result -> result.action().name()).toList());
  }

  @Test
  void aDumpOfEpoch114IsImportedAsItIs() throws Exception {
    client.create(topology("a", "true"));
    client.create(topology("b", "true"));
    client.pause("b");
    String dump = new PythonCli(nodes.follower.port(), PythonCli.Nothing.NO_BODY).clusterExport();
    client.delete("a");
    client.delete("b");
    Await.until("they are gone", () -> client.topologies().isEmpty());
    Await.until(
        "both are back",
        () -> {
          send(nodes.follower, "POST", "/apis/v1/import?mode=UPSERT", dump, Wire.JSON);
          return client.topologies().size() == 2;
        });
    assertEquals(TopologyState.ACTIVE, client.topology("a").state());
    assertEquals(TopologyState.PAUSED, client.topology("b").state());
  }

  @Test
  void aDocumentMayBeLargeAndOtherBodiesMayNotOnEitherKindOfNode() throws Exception {
    int most = 16 * 1024 * 1024;
    String document = "[" + TwoNodes.command("large", NEVER, "true") + "]";
    for (Node node : List.of(nodes.follower, nodes.leader)) {
      Wire.Reply taken =
          send(node, "POST", "/apis/v1/import?dryRun=true", padded(document, most), Wire.JSON);
      assertEquals(200, taken.status(), taken::text);
      for (int more : List.of(1, 7 * 1024 * 1024)) {
        String tooLarge = padded(document, most + more);
        assertEquals(413, send(node, "POST", "/apis/v1/import", tooLarge, Wire.JSON).status());
      }
      String topology = padded(TwoNodes.command("large", NEVER, "true"), 1024 * 1024 + 1);
      assertEquals(413, send(node, "POST", BASE, topology, Wire.JSON).status());
    }
    String farTooLarge = padded(document, 3 * most);
    assertEquals(
        413, send(nodes.follower, "POST", "/apis/v1/import", farTooLarge, Wire.JSON).status());
    assertTrue(client.topologies().isEmpty());
    assertEquals(
        200,
        send(nodes.follower, "POST", "/apis/v1/import", padded(document, most), Wire.JSON)
            .status());
    assertEquals(1, client.topologies().size());
  }

  private static String padded(String text, int bytes) {
    return text + " ".repeat(bytes - text.length());
  }

  @Test
  void whoMayOnlyReadMayValidateAndExportAndNoMore() throws Exception {
    client.create(topology("a", "true"));
    String body = TwoNodes.command("a", NEVER, "true");
    Map<String, Integer> expected =
        Map.of(
            "POST " + BASE + "/validate",
            200,
            "GET /apis/v1/export",
            200,
            "GET " + BASE + "/a/revisions",
            200,
            "POST " + BASE + "/a/revisions/1/restore",
            403,
            "POST " + BASE + "/bulk",
            403,
            "POST /apis/v1/import",
            403,
            "PUT " + BASE + "/a/run",
            403,
            "POST " + BASE + "/a/runs/EIR-x/kill",
            403,
            "POST " + BASE + "/a/runs/EIR-x/retry",
            403);
    for (var call : expected.entrySet()) {
      String[] words = call.getKey().split(" ");
      int status =
          Wire.send(
                  nodes.follower.port(),
                  words[0],
                  words[1],
                  words[0].equals("GET") ? null : body,
                  Wire.GUEST,
                  Wire.JSON)
              .status();
      assertEquals(call.getValue(), status, call.getKey());
    }
  }
}
