package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.Role;
import epoch.server.operations.Caller;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who may what. */
class AuthenticationTest {

  private static final String TOPOLOGIES = "/apis/v1/topologies";
  private static final String WRONG = "Authorization: Basic YWRtaW46YmFk";

  /** A check that counts, as a stand-in for a slow hash. */
  private static final class Counting implements PasswordCheck {
    final AtomicInteger checks = new AtomicInteger();
    final PasswordCheck plain = PasswordCheck.plain("admin");
    volatile boolean virtual = true;

    @Override
    public boolean matches(String candidate) {
      checks.incrementAndGet();
      virtual &= Thread.currentThread().isVirtual();
      return plain.matches(candidate);
    }

    @Override
    public boolean slow() {
      return true;
    }

    @Override
    public String version() {
      return plain.version();
    }
  }

  @Test
  void wrongAndMissingCredentialsAreRefusedWithAChallengeForScriptsOnly() throws IOException {
    try (Node node = Node.leader()) {
      for (String header :
          List.of(
              "X-None: 1",
              WRONG,
              "Authorization: Basic ###",
              "Authorization: Basic YWRtaW4=",
              "Authorization: Bearer x")) {
        Wire.Reply reply = Wire.send(node.port(), "GET", TOPOLOGIES, null, header);
        assertEquals(401, reply.status(), header);
        assertEquals("FAILED", reply.json().path("status").asText());
        assertEquals("Basic realm=\"epoch\", charset=\"UTF-8\"", reply.header("WWW-Authenticate"));
      }
      assertEquals(
          "",
          Wire.send(node.port(), "GET", TOPOLOGIES, null, "Sec-Fetch-Mode: cors")
              .header("WWW-Authenticate"));
      assertEquals(
          "",
          Wire.send(node.port(), "GET", TOPOLOGIES, null, "User-Agent: Mozilla/5.0")
              .header("WWW-Authenticate"));
    }
  }

  @Test
  void whoMayOnlyReadChangesNothing() throws IOException {
    try (Node node = Node.leader()) {
      assertEquals(200, Wire.send(node.port(), "GET", TOPOLOGIES, null, Wire.GUEST).status());
      assertEquals(
          403,
          Wire.send(node.port(), "POST", TOPOLOGIES, Node.json("g"), Wire.GUEST, Wire.JSON)
              .status());
      assertEquals(
          403, Wire.send(node.port(), "DELETE", TOPOLOGIES + "/g", null, Wire.GUEST).status());
      assertEquals(
          200,
          Wire.send(node.port(), "POST", TOPOLOGIES, Node.json("g"), Wire.ADMIN, Wire.JSON)
              .status());
      assertEquals(List.of(new Caller("admin", Role.ADMIN, "127.0.0.1")), node.operations.callers);
    }
  }

  @Test
  void everybodyMayEverythingWhereNoLoginIsAsked() throws IOException {
    try (Node node = Node.leader(Users.everybody())) {
      assertEquals(
          200, Wire.send(node.port(), "POST", TOPOLOGIES, Node.json("g"), Wire.JSON).status());
    }
  }

  @Test
  void repeatedFailuresAreSlowedDownForThatUserAtThatAddressAlone() throws IOException {
    try (Node node = Node.leader()) {
      for (int i = 0; i < 5; i++) {
        assertEquals(401, Wire.send(node.port(), "GET", TOPOLOGIES, null, WRONG).status());
      }
      Wire.Reply slowed = Wire.send(node.port(), "GET", TOPOLOGIES, null, Wire.ADMIN);
      assertEquals(429, slowed.status());
      assertTrue(Integer.parseInt(slowed.header("Retry-After")) >= 1);
      assertEquals(200, Wire.send(node.port(), "GET", TOPOLOGIES, null, Wire.GUEST).status());
      try (Wire elsewhere = Wire.from("127.0.0.2", node.port())) {
        elsewhere.request("GET", TOPOLOGIES, null, Wire.ADMIN);
        assertEquals(200, elsewhere.reply("GET").status());
      }
      node.clock.now = node.clock.now.plusSeconds(2);
      assertEquals(401, Wire.send(node.port(), "GET", TOPOLOGIES, null, WRONG).status());
      node.clock.now = node.clock.now.plusMillis(1500);
      assertEquals(429, Wire.send(node.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
      node.clock.now = node.clock.now.plusSeconds(1);
      assertEquals(200, Wire.send(node.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
    }
  }

  @Test
  void aSlowHashIsComputedOnceInAWhileAndNotOnAnIoThread() throws IOException {
    Counting check = new Counting();
    try (Node node = Node.leader(Users.of(List.of(new User("admin", Role.READ_WRITE, check))))) {
      for (int i = 0; i < 3; i++) {
        assertEquals(200, Wire.send(node.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
        assertEquals(
            200,
            Wire.send(node.port(), "POST", TOPOLOGIES, Node.json("t" + i), Wire.ADMIN, Wire.JSON)
                .status());
      }
      assertEquals(1, check.checks.get());
      assertEquals(401, Wire.send(node.port(), "GET", TOPOLOGIES, null, WRONG).status());
      assertEquals(401, Wire.send(node.port(), "GET", TOPOLOGIES, null, Wire.GUEST).status());
      assertEquals(3, check.checks.get());
      node.clock.now = node.clock.now.plusSeconds(301);
      assertEquals(200, Wire.send(node.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
      assertEquals(4, check.checks.get());
      assertTrue(check.virtual);
    }
  }
}
