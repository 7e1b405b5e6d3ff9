package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import epoch.api.client.ClientOptions;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.topology.TopologyState;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A follower passes requests on to the leader, faithfully and only there. */
class LeaderRouterTest {

  private static final String TOPOLOGIES = "/apis/v1/topologies";

  @Test
  void theWholeApiWorksThroughAFollower() throws IOException {
    try (Node leader = Node.leader();
        Node follower = Node.follower(leader.view.self);
        CheckingProxy proxy = new CheckingProxy(follower.port());
        EpochClient client = new EpochClient(ClientOptions.of(proxy.url(), "admin", "admin"))) {
      assertEquals("via-follower", client.create(Node.topology("via-follower")).id());
      assertEquals(1, client.topologies().size());
      assertEquals(TopologyState.PAUSED, client.pause("via-follower").state());
      String runId = client.run("via-follower").runId();
      assertEquals(1, client.runs("via-follower", epoch.api.run.RunState.RUNNING).size());
      assertEquals(
          follower.view.self + "/logs/via-follower-" + runId + "-docker-task",
          client.logLink("via-follower", runId, "docker-task"));
      assertEquals(
          404, assertThrows(EpochApiException.class, () -> client.topology("nope")).status());
      assertTrue(client.delete("via-follower"));
      assertEquals(leader.view.self.toString(), client.leader().orElseThrow());
      assertEquals(401, Wire.send(follower.port(), "GET", TOPOLOGIES, null).status());
      assertEquals(
          413,
          Wire.send(
                  follower.port(),
                  "POST",
                  TOPOLOGIES,
                  "x".repeat(1024 * 1024 + 1),
                  Wire.ADMIN,
                  Wire.JSON)
              .status());
      for (int i = 0; i < 50; i++) {
        assertEquals(200, Wire.send(follower.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
      }
    }
  }

  @Test
  void aRequestAndItsAnswerPassUnchanged() throws IOException {
    try (EchoServer leader = new EchoServer();
        Node follower = Node.follower(leader.uri());
        Wire wire = new Wire(follower.port()).strange()) {
      String body = "ä€\u0001 not json";
      for (String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH", "BREW")) {
        wire.request(
            method,
            "/apis/echo/%C3%A4%20b?x=%C3%A4&x=2&empty",
            body,
            "Cookie: a=1; b=2",
            "X-Many: 1",
            "X-Many: 2");
        Wire.Reply reply = wire.reply(method);
        assertEquals(200, reply.status());
        assertEquals(
            method + " /apis/echo/%C3%A4%20b?x=%C3%A4&x=2&empty", reply.header("X-Request-Line"));
        assertEquals("a=1; b=2", reply.header("X-Cookie"));
        assertEquals("1,2", reply.header("X-Many"));
        assertEquals(List.of("s=1; HttpOnly", "t=2"), reply.headers().get("set-cookie"));
        assertEquals("epoch.example:8080", reply.header("X-Host"));
        assertEquals("null", reply.header("X-Content-Type"));
        assertEquals(body, reply.text());
      }
      for (String method : List.of("PUT", "DELETE", "POST")) {
        wire.request(method, "/apis/echo", null);
        Wire.Reply reply = wire.reply(method);
        assertEquals(200, reply.status());
        assertEquals("null", reply.header("X-Content-Type"));
        assertEquals("", reply.text());
      }
    }
  }

  @Test
  void largeBodiesPassInBothDirections() throws IOException {
    try (EchoServer leader = new EchoServer();
        Node follower = Node.follower(leader.uri());
        Wire wire = new Wire(follower.port()).strange()) {
      String chunk = "x".repeat(0x10000);
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  wire.request(
                      "POST",
                      "/apis/echo",
                      null,
                      "Transfer-Encoding: chunked",
                      "Content-Type: text/odd");
                  for (int i = 0; i < 128; i++) {
                    wire.write("10000\r\n" + chunk + "\r\n");
                  }
                  wire.write("0\r\n\r\n");
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      Wire.Reply reply = wire.reply("POST");
      assertEquals("text/odd", reply.header("X-Content-Type"));
      assertEquals(128 * 0x10000, reply.body().length);
      assertFalse(writer.isAlive() && reply.status() != 200);
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAlikeByBothKindsOfNode() throws Exception {
    try (Node leader = Node.leader();
        Node follower = Node.follower(leader.view.self)) {
      for (int port : List.of(leader.port(), follower.port())) {
        for (int mebibytes : List.of(2, 8, 10, 40)) {
          for (boolean chunked : List.of(false, true)) {
            // A leader does not read that far what somebody sends to it directly.
            if (port == follower.port() || mebibytes < 9) {
              assertEquals(
                  413,
                  sendMebibytes(port, mebibytes, chunked),
                  mebibytes + " MiB to " + port + (chunked ? " in chunks" : ""));
            }
          }
        }
        try (Wire wire = new Wire(port)) {
          wire.request(
              "POST", TOPOLOGIES, null, Wire.ADMIN, Wire.JSON, "Content-Length: 99999999999");
          assertEquals(413, wire.reply("POST").status());
        }
      }
      assertEquals(200, Wire.send(follower.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
    }
  }

  private static int sendMebibytes(int port, int count, boolean chunked) throws IOException {
    String mebibyte = " ".repeat(1 << 20);
    try (Wire wire = new Wire(port)) {
      wire.request(
          "POST",
          TOPOLOGIES,
          null,
          Wire.ADMIN,
          Wire.JSON,
          chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + (count << 20));
      for (int i = 0; i < count; i++) {
        wire.write(chunked ? "100000\r\n" + mebibyte + "\r\n" : mebibyte);
      }
      if (chunked) {
        wire.write("0\r\n\r\n");
      }
      return wire.reply("POST").status();
    }
  }

  @Test
  void eventsArriveAsTheyAreSent() throws Exception {
    try (EchoServer leader = new EchoServer();
        Node follower = Node.follower(leader.uri());
        Wire wire = new Wire(follower.port()).strange()) {
      wire.request("GET", "/apis/events", null, "Accept: text/event-stream");
      Wire.Reply head = wire.head();
      assertEquals("text/event-stream", head.header("Content-Type"));
      for (int i = 1; i < 5; i++) {
        assertEquals("data: " + i + "\n\n", new String(wire.chunk(), StandardCharsets.UTF_8));
        leader.next.release();
      }
    }
  }

  @Test
  void aClientThatLeavesEndsTheRequestToTheLeader() throws Exception {
    try (EchoServer leader = new EchoServer();
        Node follower = Node.follower(leader.uri())) {
      try (Wire wire = new Wire(follower.port())) {
        wire.request("GET", "/apis/events", null);
        wire.head();
        wire.chunk();
      }
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!leader.brokenOff.await(20, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline) {
        leader.next.release();
      }
      assertEquals(0, leader.brokenOff.getCount());
    }
  }

  @Test
  void aLeaderThatBreaksOffIsSeenByTheClient() throws IOException {
    try (EchoServer leader = new EchoServer();
        Node follower = Node.follower(leader.uri())) {
      Wire.Reply before = Wire.send(follower.port(), "GET", "/apis/die", null);
      assertEquals(503, before.status());
      assertEquals("FAILED", before.json().path("status").asText());
      assertNotEquals("", before.header("Retry-After"));
      assertTrue(
          Wire.send(follower.port(), "POST", "/apis/die", "{}").text().contains("not known"));
      assertThrows(EOFException.class, () -> Wire.send(follower.port(), "GET", "/apis/half", null));
    }
  }

  @Test
  void whoeverIsLeftWaitingByALeaderThatFellSilentIsToldOnceAnotherLeads() throws Exception {
    try (EchoServer silent = new EchoServer();
        Node next = Node.leader();
        Node follower = Node.follower(silent.uri());
        Node behind = Node.follower(silent.uri());
        Wire stream = new Wire(follower.port()).strange();
        Wire patient = new Wire(behind.port()).strange();
        Wire change = new Wire(follower.port())) {
      for (Wire reader : List.of(patient, stream)) {
        reader.request("GET", "/apis/events", null);
        reader.head();
        reader.chunk();
      }
      change.request("POST", "/apis/mute", "{}");
      assertTrue(silent.muteReached.await(20, TimeUnit.SECONDS));
      follower.view.leader = next.view.self;
      Wire.Reply reply = change.reply("POST");
      assertEquals(503, reply.status());
      assertTrue(reply.text().contains("not known"), reply.text());
      assertThrows(EOFException.class, stream::chunk);
      assertEquals(200, Wire.send(follower.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
      // Where it still leads, silence means nothing.
      silent.next.release(2);
      assertEquals("data: 2\n\n", new String(patient.chunk(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatAFollowerAddsToHeadersDoesNotMakeThemTooLong() throws IOException {
    try (Node leader = Node.leader();
        Node follower = Node.follower(leader.view.self)) {
      String most = "X-Large: " + "a".repeat(RequestLimits.MAX_HEADERS - 200);
      for (Node node : List.of(leader, follower)) {
        assertEquals(
            200, Wire.send(node.port(), "GET", TOPOLOGIES, null, Wire.ADMIN, most).status());
      }
    }
  }

  @Test
  void aRequestIsHeldUntilALeaderAppears() throws Exception {
    try (Node leader = Node.leader();
        Node follower = Node.follower(null);
        Wire wire = new Wire(follower.port())) {
      wire.request("POST", TOPOLOGIES, Node.json("held"), Wire.ADMIN, Wire.JSON);
      assertEquals(200, Wire.send(follower.port(), "GET", "/", null).status());
      follower.view.leader = leader.view.self;
      assertEquals(200, wire.reply("POST").status());

      follower.follow(null);
      wire.request("GET", TOPOLOGIES, null, Wire.ADMIN);
      assertEquals(200, Wire.send(follower.port(), "GET", "/", null).status());
      follower.lead();
      assertEquals(
          0,
          wire.reply("GET").json().path("data").size(),
          "answered by the node itself, which has none");
    }
  }

  @Test
  void whatIsPassedOnToALeaderThatStillLoadsIsHeldUntilItHas() throws Exception {
    try (Node next = Node.follower(null);
        Wire wire = new Wire(next.port())) {
      next.view.leader = next.view.self;
      wire.request("GET", TOPOLOGIES, null, Wire.ADMIN, "Epoch-Forwarded-By: http://other:1");
      assertEquals(200, Wire.send(next.port(), "GET", "/", null).status());
      next.lead();
      assertEquals(200, wire.reply("GET").status());
    }
  }

  @Test
  void aClientOfHttp10NeedsNoHost() throws IOException {
    try (Node leader = Node.leader();
        Node follower = Node.follower(leader.view.self)) {
      for (Node node : List.of(leader, follower)) {
        try (Wire wire = new Wire(node.port()).strange()) {
          wire.write("GET " + TOPOLOGIES + " HTTP/1.0\r\n" + Wire.ADMIN + "\r\n\r\n");
          assertEquals(200, wire.reply("GET").status());
        }
      }
    }
  }

  @Test
  void withoutALeaderTheAnswerIs503AfterTwoSeconds() throws IOException {
    try (Node follower = Node.follower(null)) {
      long start = System.nanoTime();
      Wire.Reply reply = Wire.send(follower.port(), "PUT", TOPOLOGIES, "{}", Wire.ADMIN, Wire.JSON);
      assertEquals(503, reply.status());
      assertEquals("FAILED", reply.json().path("status").asText());
      assertNotEquals("", reply.header("Retry-After"));
      assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(1_900));
      Wire.Reply leader = Wire.send(follower.port(), "GET", "/apis/housekeeping/v1/leader", null);
      assertEquals(503, leader.status());
      assertEquals("FAILED", leader.json().path("status").asText());
    }
  }

  @Test
  void aLeaderThatCannotBeReachedIs503AndOneThatComesBackIsFound() throws Exception {
    // No port that another process may be given meanwhile.
    try (Node leader = Node.leader();
        Node follower = Node.follower(URI.create("http://127.0.0.1:1"))) {
      assertEquals(503, Wire.send(follower.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
      try (Wire wire = new Wire(follower.port())) {
        wire.request("GET", TOPOLOGIES, null, Wire.ADMIN);
        follower.view.leader = leader.view.self;
        assertEquals(200, wire.reply("GET").status());
      }
      follower.view.leader = URI.create("http://no-such-host.invalid:1");
      assertEquals(503, Wire.send(follower.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
    }
  }

  @Test
  void followersThatPointAtEachOtherDoNotLoop() throws IOException {
    try (Node one = Node.follower(null);
        Node other = Node.follower(one.view.self)) {
      one.view.leader = other.view.self;
      Wire.Reply reply = Wire.send(one.port(), "GET", TOPOLOGIES, null, Wire.ADMIN);
      assertEquals(503, reply.status());
      // The other one says so, and neither passes it on again nor waits for a leader.
      assertTrue(reply.text().contains("This node does not lead"), reply.text());
    }
  }

  @Test
  void theTrueAddressOfTheClientIsBelievedOnlyIfSigned() throws IOException {
    for (String secret : new String[] {"shared", null}) {
      try (Node leader = Node.start("127.0.0.1", Node.USERS, secret, false, Map.of()).lead();
          Node follower =
              Node.start("127.0.0.1", Node.USERS, secret, false, Map.of())
                  .follow(leader.view.self);
          Wire wire = Wire.from("127.0.0.2", follower.port())) {
        wire.request(
            "POST",
            TOPOLOGIES,
            Node.json("a"),
            Wire.ADMIN,
            Wire.JSON,
            "Epoch-Forwarded-For: 6.6.6.6 1 2",
            "X-Forwarded-For: 6.6.6.6");
        assertEquals(200, wire.reply("POST").status());
        assertEquals(
            secret == null ? "127.0.0.1" : "127.0.0.2",
            leader.operations.callers.getFirst().address());
        Wire.send(
            leader.port(),
            "PUT",
            TOPOLOGIES + "/a/pause",
            null,
            Wire.ADMIN,
            "Epoch-Forwarded-For: 6.6.6.6 1795521600000 00");
        assertEquals("127.0.0.1", leader.operations.callers.getLast().address());
      }
    }
  }

  @Test
  void credentialsGoOnlyToWhoKnowsTheSecret() throws IOException {
    try (EchoServer stranger = new EchoServer();
        Node other = Node.start("127.0.0.1", Node.USERS, "another", false, Map.of()).lead();
        Node strict =
            Node.start("127.0.0.1", Node.USERS, "shared", false, Map.of()).follow(stranger.uri());
        Node lenient =
            Node.start("127.0.0.1", Node.USERS, "shared", true, Map.of()).follow(stranger.uri())) {
      Wire.Reply refused = Wire.send(strict.port(), "GET", "/apis/echo", null, Wire.ADMIN);
      assertEquals(503, refused.status());
      assertTrue(refused.text().contains("prove"), refused::text);
      assertFalse(stranger.sawCredentials);
      strict.view.leader = other.view.self;
      assertEquals(503, Wire.send(strict.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
      try (Wire wire = new Wire(lenient.port()).strange()) {
        wire.request("GET", "/apis/echo", null, Wire.ADMIN);
        assertEquals(200, wire.reply("GET").status(), "a leader of 1.14");
      }
      lenient.view.leader = other.view.self;
      assertEquals(
          503,
          Wire.send(lenient.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status(),
          "a wrong proof is worse than none");
    }
  }

  @Test
  void membersProveThemselvesToEachOther() throws IOException {
    try (Node leader = Node.start("127.0.0.1", Node.USERS, "shared", false, Map.of()).lead();
        Node follower =
            Node.start("127.0.0.1", Node.USERS, "shared", false, Map.of())
                .follow(leader.view.self)) {
      for (int i = 0; i < 3; i++) {
        assertEquals(200, Wire.send(follower.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
      }
      assertEquals(
          400,
          Wire.send(leader.port(), "GET", "/apis/housekeeping/v1/member?challenge=short", null)
              .status());
    }
    try (Node node = Node.leader()) {
      assertEquals(
          404,
          Wire.send(
                  node.port(),
                  "GET",
                  "/apis/housekeeping/v1/member?challenge=0123456789abcdef",
                  null)
              .status());
    }
  }

  @Test
  void aLeaderMayHaveAnIpv6Address() throws IOException {
    assumeTrue(ipv6());
    try (Node leader = Node.start("::1", Node.USERS, "shared", false, Map.of()).lead();
        Node follower =
            Node.start("127.0.0.1", Node.USERS, "shared", false, Map.of())
                .follow(leader.view.self)) {
      assertEquals(200, Wire.send(follower.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
    }
  }

  private static boolean ipv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
