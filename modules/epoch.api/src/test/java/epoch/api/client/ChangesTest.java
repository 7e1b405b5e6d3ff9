package epoch.api.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import epoch.api.rest.BulkRequest;
import epoch.api.rest.ImportAnswer.Action;
import epoch.api.rest.ImportMode;
import epoch.api.rest.KillAnswer;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.RunRequest;
import epoch.api.rest.StaleEdit;
import epoch.api.rest.TopologyFilter;
import epoch.api.topology.TopologyState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final String DETAILS =
      "{'id':'a','topology':{'name':'a'},'state':'PAUSED','created':1,'updated':2}";
  private static final String DONE = "{'status':'SUCCESS','data':" + DETAILS + "}";

  private record Canned(int status, String body) {}

  private final Deque<Canned> answers = new ArrayDeque<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private EpochClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/apis/v1", this::answer);
    server.start();
    client = new EpochClient(ClientOptions.of("http://127.0.0.1:" + port(), "", ""));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  /** An answer of status 0 is none: the connection breaks off. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String uri = exchange.getRequestURI().toString().replace("/apis/v1", "");
      String terms = "";
      for (String name : List.of("If-Match", "Idempotency-Key")) {
        String value = exchange.getRequestHeaders().getFirst(name);
        terms += value == null ? "" : " [" + value + "]";
      }
      calls.add((exchange.getRequestMethod() + " " + uri + terms + " " + body).strip());
      Canned canned = answers.removeFirst();
      if (canned.status() > 0) {
        byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(canned.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private void willAnswer(int status, String body) {
    answers.add(new Canned(status, body.replace('\'', '"')));
  }

  @Test
  void eachGoesWhereItShould() throws Exception {
    Changes changes = client.changes();
    willAnswer(200, DONE);
    changes.pause("a", new PauseRequest("night", Instant.ofEpochMilli(5)));
    willAnswer(200, "{'status':'SUCCESS','data':[{'number':2,'author':'x','time':3}]}");
    assertEquals(2, changes.revisions("a").getFirst().number());
    willAnswer(
        200,
        "{'status':'SUCCESS','data':{'number':2,'author':'x','time':3,'topology':{'name':'a'},"
            + "'difference':[{'path':'owner','after':'me'}]}}");
    assertEquals("owner", changes.revision("a", 2).difference().getFirst().path());
    willAnswer(200, DONE);
    changes.restore("a", 2);
    willAnswer(200, "{'status':'SUCCESS','data':{'runId':'r'}}");
    changes.run("a", new RunRequest(Map.of("A", "1"), List.of("x"), "why"));
    willAnswer(409, "{'status':'FAILED','data':{'success':false,'message':'ended'}}");
    assertEquals(new KillAnswer(false, "ended"), changes.killRun("a", "r", "stuck"));
    willAnswer(200, "{'status':'SUCCESS','data':{'runId':'r2'}}");
    assertEquals("r2", changes.retry("a", "r").runId());
    willAnswer(200, "{'status':'SUCCESS','data':{'dryRun':true,'results':[{'id':'a','ok':true}]}}");
    changes.bulk(new BulkRequest("RUN", List.of("a"), null, null, null, null, true));
    willAnswer(200, "{'version':1,'topologies':[{'state':'PAUSED','topology':{'name':'a'}}]}");
    var filter = new TopologyFilter("q", List.of(), List.of("k=v"), List.of(), List.of());
    assertEquals(TopologyState.PAUSED, changes.export(filter).topologies().getFirst().state());
    willAnswer(
        200,
        "{'status':'SUCCESS','data':{'dryRun':true,'mode':'SYNC',"
            + "'results':[{'id':'a','action':'DELETE'}]}}");
    assertEquals(
        Action.DELETE,
        changes
            .importAll(List.of(), ImportMode.SYNC, true, true, "k")
            .results()
            .getFirst()
            .action());
    assertEquals(
        List.of(
            "PUT /topologies/a/pause {\"reason\":\"night\",\"until\":5}",
            "GET /topologies/a/revisions",
            "GET /topologies/a/revisions/2",
            "POST /topologies/a/revisions/2/restore",
            "PUT /topologies/a/run {\"env\":{\"A\":\"1\"},\"args\":[\"x\"],\"note\":\"why\"}",
            "POST /topologies/a/runs/r/kill {\"reason\":\"stuck\"}",
            "POST /topologies/a/runs/r/retry",
            "POST /topologies/bulk {\"action\":\"RUN\",\"ids\":[\"a\"],\"dryRun\":true}",
            "GET /export?q=q&label=k%3Dv",
            "POST /import?mode=SYNC&paused=true&dryRun=true&prune=k []"),
        calls);
  }

  @Test
  void anEditOfWhatIsNotThereAnyMoreTellsBothSides() {
    willAnswer(
        412,
        "{'status':'FAILED','message':'stale','data':{'current':"
            + DETAILS
            + ",'yours':{'name':'a','owner':'me'},'revision':7}}");
    EpochApiException stale =
        assertThrows(
            EpochApiException.class, () -> client.changes(Terms.ifRevision(6)).unpause("a"));
    StaleEdit sides = stale.staleEdit().orElseThrow();
    assertEquals(7, sides.revision());
    assertEquals("a", sides.current().id());
    assertEquals(List.of("PUT /topologies/a/unpause [\"6\"]"), calls);
  }

  @Test
  void whatHasAKeyIsSentAgainWhenItsAnswerWasLost() throws Exception {
    willAnswer(0, "");
    willAnswer(200, "{'status':'SUCCESS','data':{'runId':'r'}}");
    assertEquals("r", client.changes(Terms.once("k")).run("a", RunRequest.PLAIN).runId());
    assertEquals(List.of("PUT /topologies/a/run [k] {}", "PUT /topologies/a/run [k] {}"), calls);

    willAnswer(0, "");
    assertThrows(IOException.class, () -> client.changes().run("a", RunRequest.PLAIN));
    assertEquals(3, calls.size());
    assertTrue(answers.isEmpty());
  }
}
