package epoch.server.drove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.server.drove.CallListener.Kind;
import epoch.server.drove.CallListener.Result;
import epoch.server.drove.CreateOutcome.Why;
import epoch.server.drove.DroveSettings.Credentials;
import epoch.server.drove.DroveSettings.Timeouts;
import epoch.server.drove.StubServer.Told;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DroveTest {
  private static final Told PONG =
      Told.json(200, "{\"status\":\"SUCCESS\",\"data\":\"pong\",\"message\":\"success\"}");
  private static final Told NOT_LEADER =
      Told.json(
          400, "{\"status\":\"FAILED\",\"message\":\"This node is not the leader controller\"}");
  private static final Told TAKEN =
      Told.json(
          200, "{\"status\":\"SUCCESS\",\"data\":{\"taskId\":\"x\"},\"message\":\"success\"}");
  private static final Told EMPTY_LIST =
      Told.json(200, "{\"status\":\"SUCCESS\",\"data\":[],\"message\":\"success\"}");

  private final AtomicLong nanos = new AtomicLong();

  static List<Told> rubbish() {
    String page = "<html><body><h1>It works!</h1></body></html>";
    return List.of(
        new Told(200, "text/html", page, Map.of()),
        new Told(200, "application/json", "", Map.of()),
        new Told(200, "application/json", "{\"status\":\"SUCC", Map.of()),
        new Told(200, "application/json", "null", Map.of()),
        new Told(200, "application/json", "[1,2]", Map.of()),
        new Told(200, "application/json", "{\"status\":{\"a\":1},\"data\":\"x\"}", Map.of()),
        new Told(200, "application/json", "{\"status\":\"FAILED\"}", Map.of()),
        new Told(204, "", "", Map.of()),
        new Told(302, "text/html", page, Map.of("Location", "http://127.0.0.1:1/elsewhere")),
        new Told(307, "", "", Map.of("Location", "/apis/v1/other")),
        new Told(400, "text/html", page, Map.of()),
        new Told(500, "text/html", page, Map.of()),
        new Told(502, "text/html", page, Map.of()),
        new Told(503, "text/plain", "later", Map.of("Retry-After", "0")),
        new Told(
            504, "application/json", "{\"status\":\"FAILED\",\"message\":\"gone\"}", Map.of()));
  }

  @ParameterizedTest
  @MethodSource("rubbish")
  void whateverAnswersNothingIsTakenForGrantedAndACreateIsSentOnce(Told told) {
    try (StubServer server = new StubServer(asked -> told);
        Drove drove = drove(List.of(server.url()))) {
      assertInstanceOf(CreateOutcome.Unknown.class, drove.create(RecordedAnswersTest.spec()));
      assertEquals(1, server.asked().size());
      assertInstanceOf(KillOutcome.Unavailable.class, drove.kill("t"));
      assertEquals(2, server.asked().size());
      assertInstanceOf(Lookup.Unavailable.class, drove.find("t"));
      assertInstanceOf(Reply.Unavailable.class, drove.active());
      assertInstanceOf(Reply.Unavailable.class, drove.events(0, 10));
      assertInstanceOf(Reply.Unavailable.class, drove.cluster());
      assertInstanceOf(Reply.Unavailable.class, drove.delete("t"));
      assertInstanceOf(Validation.CannotSay.class, drove.validate(RecordedAnswersTest.spec()));
      assertFalse(drove.logs().read("t", "f", 0, 1) instanceof Reply.Answered);
    }
  }

  @Test
  void aTaskOfAnotherIdOrShapeIsNotTakenForTheOneAskedFor() {
    for (String data : List.of("{\"taskId\":\"u\"}", "{\"taskId\":\"t\",\"created\":{}}", "7")) {
      Told told = Told.json(200, "{\"status\":\"SUCCESS\",\"data\":" + data + "}");
      try (StubServer server = new StubServer(asked -> told);
          Drove drove = drove(List.of(server.url()))) {
        assertInstanceOf(Lookup.Unavailable.class, drove.find("t"), data);
      }
    }
  }

  @Test
  void oneOddTaskDoesNotHideTheOthersAndThoseOfOtherAppsAreLeftOut() {
    String tasks =
        """
        [{"sourceAppName":"epoch-test","taskId":"a","state":"RUNNING"},
         {"sourceAppName":"epoch-test","taskId":"b","created":{"no":"time"}},
         {"sourceAppName":"other","taskId":"c","state":"RUNNING"}, 7,
         {"sourceAppName":"epoch-test","taskId":"d","state":"NEVER_HEARD_OF"}]
        """;
    Told told = Told.json(200, "{\"status\":\"SUCCESS\",\"data\":" + tasks + "}");
    try (StubServer server = new StubServer(asked -> told);
        Drove drove = drove(List.of(server.url()))) {
      assertEquals(
          List.of("a", "d"),
          RecordedAnswersTest.answered(drove.active()).stream().map(t -> t.taskId()).toList());
    }
  }

  @Test
  void whatCannotBeConnectedHasCertainlyNotStarted() throws IOException {
    // No port that another process may be given meanwhile.
    URI nobody = URI.create("http://127.0.0.1:1");
    try (Drove drove = drove(List.of(nobody))) {
      CreateOutcome outcome = drove.create(RecordedAnswersTest.spec());
      assertEquals(Why.UNREACHABLE, assertInstanceOf(CreateOutcome.NotNow.class, outcome).why());
      assertFalse(drove.health().good());
      assertNotNull(drove.health().lastError());
      assertNull(drove.health().lastAnswer());
    }
  }

  @Test
  void aConnectionThatBreaksAfterSendingMayHaveStartedTheTask() throws IOException {
    AtomicLong connections = new AtomicLong();
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server =
          Thread.startVirtualThread(() -> {
            while (!socket.isClosed()) {
              try (Socket one = socket.accept()) {
                connections.incrementAndGet();
                var _ = one.getInputStream().read();
              } catch (IOException e) {
                return;
              }
            }
          });
      URI url = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      try (Drove drove = drove(List.of(url))) {
        assertInstanceOf(CreateOutcome.Unknown.class, drove.create(RecordedAnswersTest.spec()));
        assertEquals(1, connections.get());
      }
      server.interrupt();
    }
  }

  @Test
  void aCallThatTakesTooLongMayHaveStartedTheTask() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Timeouts timeouts =
          new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5));
      DroveSettings settings = DroveSettings.of(List.of(url), "epoch-test").with(timeouts);
      try (Drove drove =
          new Drove(settings, InstantSource.system(), System::nanoTime, CallListener.none())) {
        assertInstanceOf(CreateOutcome.Unknown.class, drove.create(RecordedAnswersTest.spec()));
      }
    }
  }

  @Test
  void aCallOnAnInterruptedThreadLeavesItInterrupted() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      try (Drove drove = drove(List.of(url))) {
        AtomicReference<Object> seen = new AtomicReference<>();
        Thread caller =
            Thread.ofVirtual()
                .start(() -> {
                  Lookup lookup = drove.find("t");
                  seen.set(
                      lookup instanceof Lookup.Unavailable
                          && Thread.currentThread().isInterrupted());
                });
        try (Socket connected = silent.accept()) {
          var _ = connected.getInputStream().read();
          caller.interrupt();
          assertTrue(caller.join(Duration.ofSeconds(30)));
        }
        assertEquals(true, seen.get());
      }
    }
  }

  @Test
  void theLeaderIsFoundAmongSeveralAndFoundAgainWhenItChanges() {
    AtomicReference<String> leader = new AtomicReference<>("b");
    try (StubServer a = new StubServer(asked -> controller(leader, "a", asked));
        StubServer b = new StubServer(asked -> controller(leader, "b", asked));
        Drove drove = drove(List.of(a.url(), b.url()))) {
      assertInstanceOf(CreateOutcome.Accepted.class, drove.create(RecordedAnswersTest.spec()));
      assertEquals(b.url(), drove.health().leader());
      assertTrue(a.asked().stream().allMatch(asked -> asked.path().endsWith("/ping")));

      leader.set("a");
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      // A create is never sent twice, so this one is told no; the next finds the new leader.
      CreateOutcome refused = drove.create(RecordedAnswersTest.spec());
      assertEquals(Why.NO_LEADER, assertInstanceOf(CreateOutcome.NotNow.class, refused).why());
      assertInstanceOf(CreateOutcome.Accepted.class, drove.create(RecordedAnswersTest.spec()));
      assertEquals(a.url(), drove.health().leader());

      leader.set("b");
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      assertInstanceOf(Reply.Answered.class, drove.active());
      assertEquals(b.url(), drove.health().leader());
    }
  }

  @Test
  void aLeaderIsAskedAgainAfterAWhileAndNotBefore() {
    AtomicReference<String> leader = new AtomicReference<>("a");
    try (StubServer a = new StubServer(asked -> controller(leader, "a", asked));
        StubServer b = new StubServer(asked -> controller(leader, "b", asked));
        Drove drove = drove(List.of(a.url(), b.url()))) {
      for (int i = 0; i < 10; i++) {
        assertInstanceOf(Reply.Answered.class, drove.active());
      }
      assertEquals(1, pings(a));
      nanos.addAndGet(Duration.ofSeconds(6).toNanos());
      assertInstanceOf(Reply.Answered.class, drove.active());
      assertEquals(2, pings(a));
      assertEquals(0, pings(b));
    }
  }

  @Test
  void withoutALeaderNothingIsSentAndControllersAreNotFlooded() {
    AtomicReference<String> leader = new AtomicReference<>("nobody");
    try (StubServer a = new StubServer(asked -> controller(leader, "a", asked));
        StubServer b = new StubServer(asked -> controller(leader, "b", asked));
        Drove drove = drove(List.of(a.url(), b.url()))) {
      for (int i = 0; i < 10; i++) {
        CreateOutcome outcome = drove.create(RecordedAnswersTest.spec());
        assertEquals(Why.NO_LEADER, assertInstanceOf(CreateOutcome.NotNow.class, outcome).why());
      }
      assertEquals(1, a.asked().size());
      assertEquals(1, b.asked().size());
    }
  }

  @Test
  void credentialsAreSentAndEachCallIsHeardOf() {
    List<String> heard = new CopyOnWriteArrayList<>();
    CallListener listener = (kind, result, took) -> heard.add(kind + " " + result);
    try (StubServer server = new StubServer(asked -> EMPTY_LIST)) {
      DroveSettings settings =
          DroveSettings.of(List.of(server.url()), "epoch-test")
              .with(new Credentials("admin", "secret"));
      assertFalse(settings.toString().contains("secret"));
      try (Drove drove = new Drove(settings, InstantSource.system(), System::nanoTime, listener)) {
        assertInstanceOf(Reply.Answered.class, drove.active());
        assertTrue(drove.health().good());
      }
      String basic =
          Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
      assertEquals("Basic " + basic, server.asked().getFirst().headers().get("Authorization"));
      assertEquals(List.of(Kind.ACTIVE + " " + Result.ANSWERED), heard);
    }
  }

  private static long pings(StubServer server) {
    return server.asked().stream().filter(asked -> asked.path().endsWith("/ping")).count();
  }

  private static Told controller(
      AtomicReference<String> leader, String name, StubServer.Asked asked) {
    if (!name.equals(leader.get())) {
      return NOT_LEADER;
    }
    return asked.path().endsWith("/ping")
        ? PONG
        : asked.method().equals("POST") ? TAKEN : EMPTY_LIST;
  }

  private Drove drove(List<URI> endpoints) {
    return new Drove(
        DroveSettings.of(endpoints, "epoch-test"),
        InstantSource.system(),
        nanos::get,
        CallListener.none());
  }
}
