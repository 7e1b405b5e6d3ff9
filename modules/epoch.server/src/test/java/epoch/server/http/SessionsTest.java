package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing in with a cookie. */
class SessionsTest {

  private static final String SESSION = "/apis/v1/session";
  private static final String TOPOLOGIES = "/apis/v1/topologies";
  private static final String SAME = "Sec-Fetch-Site: same-origin";

  private static Node node(Users users) throws IOException {
    return Node.start("127.0.0.1", users, "shared", true, Map.of()).lead();
  }

  private static Users users(Role role, String password) {
    return Users.of(List.of(new User("ädmin", role, PasswordCheck.plain(password))));
  }

  private static String login(String name, String password) {
    return "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
  }

  private static Wire.Reply signIn(Node node, String name, String password) throws IOException {
    return Wire.send(node.port(), "POST", SESSION, login(name, password), Wire.JSON);
  }

  private static String cookie(Node node, String name, String password) throws IOException {
    Wire.Reply reply = signIn(node, name, password);
    assertEquals(200, reply.status(), reply::text);
    return "Cookie: theme=dark; " + reply.header("Set-Cookie").split(";")[0];
  }

  private static int list(Node node, String cookie) throws IOException {
    return Wire.send(node.port(), "GET", TOPOLOGIES, null, cookie).status();
  }

  @Test
  void aCookieThatScriptsCannotReadLetsIn() throws IOException {
    try (Node node = Node.leader()) {
      Wire.Reply reply = signIn(node, "guest", "guest");
      assertEquals("guest", reply.json().at("/data/name").asText());
      assertEquals("READ_ONLY", reply.json().at("/data/role").asText());
      assertEquals(
          node.clock.now.plus(Sessions.LASTS).toEpochMilli(),
          reply.json().at("/data/expires").asLong());
      String attributes = reply.header("Set-Cookie").replaceFirst("^[^;]*", "");
      assertEquals("; Path=/apis; Max-Age=43200; HttpOnly; SameSite=Strict", attributes);
      String cookie = "Cookie: " + reply.header("Set-Cookie").split(";")[0];
      assertEquals(200, list(node, cookie));
      Wire.Reply current = Wire.send(node.port(), "GET", SESSION, null, cookie);
      assertEquals(reply.json().path("data"), current.json().path("data"));
      assertEquals(
          403,
          Wire.send(node.port(), "POST", TOPOLOGIES, Node.json("t"), cookie, SAME, Wire.JSON)
              .status());
      assertTrue(
          Wire.send(
                  node.port(),
                  "POST",
                  SESSION,
                  login("guest", "guest"),
                  Wire.JSON,
                  "Origin: https://epoch.example:8080")
              .header("Set-Cookie")
              .endsWith("; Secure"));
    }
  }

  @Test
  void whoAsksWithoutASessionIsToldHowWellTheDoorIsLocked() throws IOException {
    try (Node node = Node.leader()) {
      assertEquals(401, Wire.send(node.port(), "GET", SESSION, null).status());
      Wire.Reply basic = Wire.send(node.port(), "GET", SESSION, null, Wire.ADMIN);
      assertEquals("ADMIN", basic.json().at("/data/role").asText());
      assertFalse(basic.json().at("/data").has("expires"));
      assertTrue(basic.json().at("/data/door/authEnabled").asBoolean());
      assertTrue(basic.json().at("/data/door/defaultPasswords").asBoolean());
    }
    try (Node node = Node.leader(Users.everybody())) {
      Wire.Reply open = Wire.send(node.port(), "GET", SESSION, null);
      assertEquals("anonymous", open.json().at("/data/name").asText());
      assertEquals("ADMIN", open.json().at("/data/role").asText());
      assertFalse(open.json().at("/data/door/authEnabled").asBoolean());
      assertEquals(200, signIn(node, "who", "ever").status());
    }
    try (Node node = node(users(Role.READ_ONLY, "long and odd"))) {
      Wire.Reply reply = signIn(node, "ädmin", "long and odd");
      assertFalse(reply.json().at("/data/door/defaultPasswords").asBoolean());
    }
  }

  @Test
  void aSessionIsGoodAtEveryMemberAndThroughAFollower() throws IOException {
    try (Node first = node(Node.USERS);
        Node second = node(Node.USERS);
        Node follower =
            Node.start("127.0.0.1", Node.USERS, "shared", true, Map.of()).follow(first.view.self)) {
      String cookie = cookie(follower, "admin", "admin");
      assertEquals(200, list(first, cookie));
      assertEquals(200, list(second, cookie));
      assertEquals(
          200,
          Wire.send(follower.port(), "POST", TOPOLOGIES, Node.json("t"), cookie, SAME, Wire.JSON)
              .status());
      follower.follow(second.view.self);
      assertEquals(200, Wire.send(follower.port(), "GET", SESSION, null, cookie).status());
    }
  }

  @Test
  void whatTheUserMayIsLookedUpAndAnotherPasswordEndsTheSession() throws IOException {
    try (Node before = node(users(Role.READ_WRITE, "one"));
        Node demoted = node(users(Role.READ_ONLY, "one"));
        Node changed = node(users(Role.READ_WRITE, "two"));
        Node stranger =
            Node.start("127.0.0.1", users(Role.READ_WRITE, "one"), "other", true, Map.of())
                .lead()) {
      String cookie = cookie(before, "ädmin", "one");
      assertEquals(
          "READ_ONLY",
          Wire.send(demoted.port(), "GET", SESSION, null, cookie).json().at("/data/role").asText());
      assertEquals(
          403,
          Wire.send(demoted.port(), "POST", TOPOLOGIES, Node.json("t"), cookie, SAME, Wire.JSON)
              .status());
      assertEquals(401, list(changed, cookie));
      assertEquals(401, list(stranger, cookie));
    }
  }

  @Test
  void aSessionEndsWithTheDayOrBySigningOut() throws IOException {
    try (Node node = Node.leader()) {
      String cookie = cookie(node, "admin", "admin");
      String other = cookie(node, "admin", "admin");
      Wire.Reply out = Wire.send(node.port(), "DELETE", SESSION, null, cookie, SAME);
      assertTrue(out.json().path("data").asBoolean());
      assertTrue(out.header("Set-Cookie").startsWith("epoch-session=; Path=/apis; Max-Age=0;"));
      assertEquals(401, list(node, cookie));
      assertEquals(200, list(node, other));
      node.clock.now = node.clock.now.plus(Sessions.LASTS).minus(Duration.ofMillis(1));
      assertEquals(200, list(node, other));
      node.clock.now = node.clock.now.plus(Duration.ofMillis(1));
      assertEquals(401, list(node, other));
      assertEquals(200, Wire.send(node.port(), "DELETE", SESSION, null, other, SAME).status());
    }
  }

  @Test
  void changesWithACookieHaveToComeFromOurOwnPages() throws IOException {
    try (Node node = Node.leader()) {
      String cookie = cookie(node, "admin", "admin");
      for (String header :
          List.of(
              "X-None: 1",
              "Sec-Fetch-Site: cross-site",
              "Sec-Fetch-Site: same-site",
              "Sec-Fetch-Site: none",
              "Origin: null",
              "Origin: http://evil.example",
              "Origin: http://epoch.example:8081",
              "Origin: http://epoch.example:8080.evil.example")) {
        assertEquals(
            403,
            Wire.send(node.port(), "POST", TOPOLOGIES, Node.json("no"), cookie, header, Wire.JSON)
                .status(),
            header);
      }
      assertEquals(
          403,
          Wire.send(
                  node.port(),
                  "POST",
                  SESSION,
                  login("admin", "admin"),
                  Wire.JSON,
                  "Origin: http://evil.example")
              .status());
      assertTrue(node.operations.list().isEmpty());
      int number = 0;
      for (String header :
          List.of(
              SAME,
              "Origin: http://epoch.example:8080",
              "Origin: https://EPOCH.example:8080",
              "Origin: https://outside.example\r\nX-Forwarded-Host: outside.example")) {
        assertEquals(
            200,
            Wire.send(
                    node.port(),
                    "POST",
                    TOPOLOGIES,
                    Node.json("t" + number++),
                    cookie,
                    header,
                    Wire.JSON)
                .status(),
            header);
      }
    }
  }

  @Test
  void wrongPasswordsAreSlowedDownTogetherWithThoseOfScripts() throws IOException {
    try (Node node = Node.leader()) {
      for (int i = 0; i < 5; i++) {
        Wire.Reply reply = signIn(node, "admin", "bad");
        assertEquals(401, reply.status());
        assertEquals("", reply.header("WWW-Authenticate"));
        assertEquals("", reply.header("Set-Cookie"));
      }
      Wire.Reply slowed = signIn(node, "admin", "admin");
      assertEquals(429, slowed.status());
      assertTrue(Integer.parseInt(slowed.header("Retry-After")) >= 1);
      assertEquals(429, Wire.send(node.port(), "GET", TOPOLOGIES, null, Wire.ADMIN).status());
      assertEquals(200, signIn(node, "guest", "guest").status());
    }
  }

  @Test
  void aCookieThatNobodyIssuedLetsNobodyIn() throws IOException {
    try (Node node = Node.leader()) {
      String good = cookie(node, "guest", "guest").replaceFirst(".*epoch-session=", "");
      String[] parts = good.split("\\.");
      String admin = "YWRtaW4";
      String later = Long.toString(Long.parseLong(parts[1]) + 1);
      for (String bad :
          List.of(
              "",
              "x",
              "...",
              "....",
              String.join(".", admin, parts[1], parts[2], parts[3]),
              String.join(".", parts[0], later, parts[2], parts[3]),
              String.join(".", parts[0], parts[1], "0", parts[3]),
              String.join(".", parts[0], parts[1], parts[2], ""),
              String.join(".", parts[0], "99999999999999999999", parts[2], parts[3]),
              String.join(".", "!!", parts[1], parts[2], parts[3]),
              String.join(".", "_w", parts[1], parts[2], parts[3]),
              good + "0",
              "a".repeat(20_000))) {
        Wire.Reply reply =
            Wire.send(node.port(), "GET", TOPOLOGIES, null, "Cookie: epoch-session=" + bad);
        assertEquals(401, reply.status(), bad);
      }
      String many = "Cookie: " + "a=1; ".repeat(1_000) + "epoch-session=" + good;
      assertEquals(200, list(node, many));
      for (String body :
          List.of(
              "",
              "[]",
              "{}",
              "{\"name\":1}",
              "{\"name\":\"a\"}",
              login("a", ""),
              login("a".repeat(513), "b"))) {
        Wire.Reply reply = Wire.send(node.port(), "POST", SESSION, body, Wire.JSON);
        assertEquals(400, reply.status(), body);
        assertFalse(reply.json().at("/data/validationErrors/0").asText().isEmpty(), reply::text);
      }
    }
  }
}
