package epoch.api.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import epoch.api.json.Contract;
import epoch.api.json.Json;
import epoch.api.rest.AuditEntry;
import epoch.api.rest.AuditQuery;
import epoch.api.rest.CloseRequest;
import epoch.api.rest.ClusterState;
import epoch.api.rest.KillAnswer;
import epoch.api.rest.LogFileList.LogFile;
import epoch.api.rest.LogRange;
import epoch.api.rest.SimpleTopology;
import epoch.api.run.RunState;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpochClientTest {

  private record Canned(int status, String body) {}

  private final Deque<Canned> answers = new ArrayDeque<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private EpochClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client = client(url());
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private String url() {
    return "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
  }

  private static EpochClient client(String... urls) {
    return new EpochClient(
        new ClientOptions(
            List.of(urls), "ädmin", "sécret", Duration.ofSeconds(30), Duration.ofSeconds(30)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(
          (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
      calls.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      Canned canned = answers.removeFirst();
      if (canned.status() == 0) {
        return;
      }
      byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** The next call is read, and the connection closed without an answer. */
  private void willHangUp() {
    answers.add(new Canned(0, ""));
  }

  private void willAnswer(int status, String body) {
    answers.add(new Canned(status, body.replace('\'', '"')));
  }

  private JsonNode willAnswerRecorded(String name) {
    JsonNode recording = Contract.exchange("epoch", name).recording().get("response");
    answers.add(new Canned(recording.get("status").asInt(), recording.get("body").toString()));
    return recording.get("body").path("data");
  }

  @Test
  void theControlsOfTheClusterGoWhereTheyShould() throws Exception {
    willAnswer(200, "{'status':'SUCCESS','data':{'held':true,'by':'ann','since':5,'reason':'x'}}");
    assertEquals("ann", client.hold("x").by());
    willAnswer(200, "{'status':'SUCCESS','data':{'held':false}}");
    assertFalse(client.release("LATEST").held());
    willAnswer(200, "{'status':'SUCCESS','data':true}");
    assertTrue(client.stepDown());
    willAnswer(200, "{'status':'SUCCESS','data':[{'number':7,'to':'http://b','at':9,'gap':31}]}");
    assertEquals(31, client.failovers().getFirst().gap());
    willAnswer(
        200,
        "{'status':'SUCCESS','data':{'from':1,'to':9,'entries':[{'time':4,'verdict':'MISSED'}]}}");
    assertEquals(
        "MISSED",
        client
            .ledger("topo-a", Instant.ofEpochMilli(1), Instant.ofEpochMilli(9))
            .entries()
            .getFirst()
            .verdict());
    willAnswerRecorded("run-get-completed");
    assertEquals(
        RunState.COMPLETED, client.close("topo-a", "r", new CloseRequest("FAILED", "y")).state());
    calls.removeIf(call -> call.startsWith("Basic "));
    assertEquals(
        List.of(
            "POST /apis/v1/cluster/hold {\"reason\":\"x\"}",
            "POST /apis/v1/cluster/release {\"heldFires\":\"LATEST\"}",
            "POST /apis/v1/cluster/step-down",
            "GET /apis/v1/cluster/failovers",
            "GET /apis/v1/topologies/topo-a/ledger?from=1&to=9",
            "POST /apis/v1/topologies/topo-a/runs/r/close {\"as\":\"FAILED\",\"reason\":\"y\"}"),
        calls);
  }

  @Test
  void everyCallOfTheTableGoesWhereItShould() throws Exception {
    Topology topology =
        Json.read(Contract.exchange("epoch", "topology-create").request(), Topology.class);
    SimpleTopology simple = new SimpleTopology("s", null, null, 2L, null, null, null, null);

    willAnswerRecorded("topologies-list");
    assertEquals("topo-a", client.topologies().getFirst().id());
    JsonNode details = willAnswerRecorded("topology-get");
    assertEquals(details, Json.read(Json.text(client.topology("topo-a")), JsonNode.class));
    willAnswerRecorded("topology-create");
    assertEquals(topology, client.create(topology).topology());
    willAnswerRecorded("topology-update-put");
    client.update(topology);
    willAnswerRecorded("topology-create");
    client.create(simple);
    willAnswerRecorded("topology-simple-edit");
    client.edit("topo-a", simple);
    willAnswerRecorded("topology-run");
    assertEquals("EIR-2026-11-24-02-43-06-672", client.run("topo-a").runId());
    willAnswerRecorded("topology-pause");
    assertEquals(TopologyState.PAUSED, client.pause("topo-a").state());
    willAnswerRecorded("topology-unpause");
    assertEquals(TopologyState.ACTIVE, client.unpause("topo-a").state());
    willAnswerRecorded("topology-delete");
    assertTrue(client.delete("topo-x"));
    willAnswerRecorded("runs-list");
    assertEquals(2, client.runs("topo-a", RunState.RUNNING, RunState.FAILED).size());
    willAnswerRecorded("run-get-completed");
    assertEquals(RunState.COMPLETED, client.run("topo-a", "r").state());
    willAnswerRecorded("task-kill-running");
    assertEquals(
        new KillAnswer(true, "Task cancel accepted"), client.kill("topo-a", "r", "docker-task"));
    willAnswerRecorded("task-log-running");
    assertTrue(client.logLink("topo-a", "r", "docker-task").startsWith("http://"));
    willAnswer(200, "{'status':'SUCCESS','data':{'files':[{'name':'output.log','size':7}]}}");
    assertEquals(
        List.of(new LogFile("output.log", 7L)),
        client.logFiles("topo-a", "r", "docker-task").files());
    willAnswer(200, "{'status':'SUCCESS','data':{'offset':3,'nextOffset':5,'size':7,'data':'ab'}}");
    assertEquals(
        new LogRange(3, 5, 7, "ab"),
        client.readLog("topo-a", "r", "docker-task", "out put.log", -4, 2));
    willAnswerRecorded("housekeeping-leader");
    assertEquals(Optional.of("http://127.0.0.1:18080"), client.leader());

    String base = "/apis/v1/topologies";
    String task = base + "/topo-a/runs/r/tasks/docker-task";
    assertEquals(
        List.of(
            "GET " + base,
            "GET " + base + "/topo-a",
            "POST " + base + " " + Json.text(topology),
            "PUT " + base + " " + Json.text(topology),
            "POST " + base + "/simple {\"name\":\"s\",\"cpus\":2}",
            "PUT " + base + "/topo-a {\"name\":\"s\",\"cpus\":2}",
            "PUT " + base + "/topo-a/run",
            "PUT " + base + "/topo-a/pause",
            "PUT " + base + "/topo-a/unpause",
            "DELETE " + base + "/topo-x",
            "GET " + base + "/topo-a/runs?state=RUNNING&state=FAILED",
            "GET " + base + "/topo-a/runs/r",
            "POST " + task + "/kill",
            "GET " + task + "/log",
            "GET " + task + "/logs",
            "GET " + task + "/logs/out%20put.log?offset=-4&length=2",
            "GET /apis/housekeeping/v1/leader"),
        calls.stream().filter(call -> call.contains("/apis/")).toList());
  }

  @Test
  void theAuditIsAskedByFilterAndPage() throws Exception {
    willAnswer(
        200,
        "{'status':'SUCCESS','data':[{'id':'2-7','time':1,'who':'admin','address':'192.0.2.1',"
            + "'action':'PAUSE','topology':'a','message':'paused','reason':'maintenance'}]}");
    AuditQuery query =
        new AuditQuery("admin", "a", null, Instant.ofEpochMilli(1), null, 1, null).after("2-8");
    assertEquals(
        List.of(
            new AuditEntry(
                "2-7",
                Instant.ofEpochMilli(1),
                "admin",
                "192.0.2.1",
                "PAUSE",
                "a",
                null,
                "paused",
                "maintenance")),
        client.audit(query));
    assertEquals(
        "GET /apis/v1/audit?who=admin&topology=a&since=1&limit=1&after=2-8", calls.getFirst());
  }

  @Test
  void theClusterTellsOfItsMembersAndOfDrove() throws Exception {
    willAnswer(
        200,
        "{'status':'SUCCESS','data':{'self':'http://b:1','leader':'http://b:1','leaderSince':5,"
            + "'members':[{'id':'http://b:1','leader':true,'version':'2.0'},"
            + "{'id':'http://a:1','leader':false}],'hold':{'held':false},"
            + "'zookeeper':{'connected':true,'latencyMillis':0.8,'clockDifferenceMillis':-3},"
            + "'drove':{'available':false,'reason':'refused'},"
            + "'versions':{'epoch':'2.0','java':'25'},"
            + "'counts':{'topologies':2,'active':1,'paused':1,'latenessP99':40},"
            + "'authEnabled':true,'appName':'epoch','timeZone':'UTC','later':1}}");
    ClusterState cluster = client.cluster();
    assertEquals(
        List.of(
            new ClusterState.Member("http://b:1", true, "2.0"),
            new ClusterState.Member("http://a:1", false, null)),
        cluster.members());
    assertEquals(new ClusterState.ZooKeeper(true, 0.8, -3L), cluster.zookeeper());
    assertEquals("refused", cluster.drove().reason());
    assertEquals(40L, cluster.counts().latenessP99());
    assertEquals("GET /apis/v1/cluster", calls.getFirst());
  }

  @Test
  void credentialsAreSentInUtf8() throws Exception {
    willAnswerRecorded("topologies-list-empty");
    client.topologies();
    assertEquals(
        "Basic "
            + java.util.Base64.getEncoder()
                .encodeToString("ädmin:sécret".getBytes(StandardCharsets.UTF_8)),
        calls.get(1));
  }

  @Test
  void aFailureInA200IsAFailure() {
    willAnswerRecorded("topology-get-unknown");
    EpochApiException fault = assertThrows(EpochApiException.class, () -> client.topology("nope"));
    assertEquals(200, fault.status());
    assertEquals("No such topology: nope", fault.getMessage());
  }

  @Test
  void validationErrorsComeThrough() {
    willAnswerRecorded("topology-simple-edit-invalid");
    EpochApiException fault =
        assertThrows(
            EpochApiException.class,
            () ->
                client.edit(
                    "a", new SimpleTopology(null, null, null, null, null, null, null, null)));
    assertEquals(400, fault.status());
    assertEquals(5, fault.validationErrors().size());
  }

  @Test
  void aRefusalInPlainTextIsToldByItsStatus() {
    willAnswer(401, "Credentials are required to access this resource.");
    EpochApiException fault = assertThrows(EpochApiException.class, () -> client.topologies());
    assertEquals(401, fault.status());
    assertEquals("The server answered 401", fault.getMessage());
  }

  @Test
  void whatIsNoAnswerOfEpochIsAnIoFault() {
    willAnswer(200, "<html>");
    assertFalse(
        assertThrows(IOException.class, () -> client.topologies()) instanceof EpochApiException);
    willAnswer(200, "{'status':'SUCCESS'}");
    assertFalse(
        assertThrows(IOException.class, () -> client.topologies()) instanceof EpochApiException);
    willAnswer(200, "{'status':'SUCCESS','data':{'id':[]}}");
    assertFalse(
        assertThrows(IOException.class, () -> client.topology("a")) instanceof EpochApiException);
  }

  @Test
  void aKillThatIsRefusedIsAnAnswer() throws Exception {
    willAnswer(
        409,
        "{'status':'FAILED','data':{'success':false,'message':'It has ended'},'message':'no'}");
    assertEquals(new KillAnswer(false, "It has ended"), client.kill("a", "r", "t"));
    willAnswer(403, "{'status':'FAILED','message':'Read only'}");
    assertInstanceOf(
        EpochApiException.class, assertThrows(IOException.class, () -> client.kill("a", "r", "t")));
  }

  @Test
  void nobodyLeadsIsAnAnswer() throws Exception {
    willAnswer(503, "{'status':'FAILED','message':'No leader'}");
    assertEquals(Optional.empty(), client.leader());
  }

  @Test
  void aReadGoesOnToTheNextMemberAndStaysThere() throws Exception {
    try (EpochClient both = client("http://127.0.0.1:" + closedPort(), url())) {
      willAnswerRecorded("topologies-list-empty");
      both.topologies();
      willAnswerRecorded("topology-pause");
      both.pause("topo-a");
    }
  }

  @Test
  void aReadGoesOnWhereAMemberKnowsNoLeader() throws Exception {
    try (EpochClient twice = client(url(), url())) {
      willAnswer(503, "{'status':'FAILED','message':'No leader'}");
      willAnswerRecorded("topologies-list-empty");
      assertEquals(List.of(), twice.topologies());
    }
  }

  @Test
  void aWriteIsSentOnce() throws Exception {
    try (EpochClient twice = client(url(), url())) {
      willAnswer(503, "{'status':'FAILED','message':'No leader'}");
      assertThrows(EpochApiException.class, () -> twice.run("a"));
      assertEquals(1, calls.stream().filter(call -> call.contains("/apis/")).count());
    }
    try (EpochClient twice = client(url(), url())) {
      willHangUp();
      assertFalse(
          assertThrows(IOException.class, () -> twice.run("a")) instanceof EpochApiException);
      assertEquals(2, calls.stream().filter(call -> call.contains("/apis/")).count());
    }
  }

  @Test
  void aWriteGoesOnPastAMemberThatCannotBeReached() throws Exception {
    try (EpochClient both = client("http://127.0.0.1:" + closedPort(), url())) {
      willAnswerRecorded("topology-pause");
      both.pause("topo-a");
      assertEquals(1, calls.stream().filter(call -> call.contains("/apis/")).count());
    }
    String nobody = "http://127.0.0.1:" + closedPort();
    try (EpochClient none = client(nobody, nobody)) {
      assertThrows(ConnectException.class, () -> none.pause("topo-a"));
    }
  }

  @Test
  void aConnectionThatIdlesIsGivenUpBeforeAChangeCouldBeSentWhereNobodyReads() throws Exception {
    var given = new CompletableFuture<Integer>();
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EpochClient idle =
            new EpochClient(
                ClientOptions.of("http://127.0.0.1:" + listening.getLocalPort(), "", ""))) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = listening.accept()) {
              String body = "{\"status\":\"SUCCESS\",\"data\":true}";
              var in = new BufferedInputStream(socket.getInputStream());
              readHead(in);
              socket
                  .getOutputStream()
                  .write(
                      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                          .formatted(body.length(), body)
                          .getBytes(StandardCharsets.UTF_8));
              given.complete(in.read());
            } catch (IOException e) {
              given.completeExceptionally(e);
            }
          });
      assertTrue(idle.delete("any"));
      assertEquals(-1, given.get(30, TimeUnit.SECONDS), "the client ends the connection");
    }
  }

  private static void readHead(InputStream in) throws IOException {
    for (int newLines = 0; newLines < 2; ) {
      int read = in.read();
      newLines = read == '\n' ? newLines + 1 : read == '\r' ? newLines : 0;
    }
  }

  @Test
  void thePasswordIsNotPrinted() {
    assertFalse(ClientOptions.of("http://h", "u", "sécret").toString().contains("sécret"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ClientOptions(List.of(), "", "", Duration.ZERO, Duration.ZERO));
  }

  /** Nobody listens there, and no other process may be given it meanwhile. */
  private static int closedPort() {
    return 1;
  }
}
