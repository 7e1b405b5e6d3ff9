package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.server.http.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster and who changed it, as asked through a follower. */
class OverviewTest {
  @TempDir Path directory;
  private TwoNodes nodes;

  @BeforeEach
  void start() throws Exception {
    nodes = new TwoNodes(directory);
  }

  @AfterEach
  void stop() throws IOException {
    nodes.close();
  }

  private static JsonNode get(Node node, String path) throws IOException {
    Wire.Reply reply = Wire.send(node.port(), "GET", path, null, Wire.ADMIN);
    assertEquals(200, reply.status(), reply::text);
    return reply.json().path("data");
  }

  private static String id(Node node) {
    return "http://127.0.0.1:" + node.port();
  }

  private void create(String name, String cron, String script) throws IOException {
    Wire.Reply reply =
        Wire.send(
            nodes.follower.port(),
            "POST",
            "/apis/v1/topologies",
            TwoNodes.command(name, cron, script),
            Wire.ADMIN,
            Wire.JSON);
    assertEquals(200, reply.status(), reply::text);
  }

  @Test
  void itTellsMembersZooKeeperDroveAndCounts() throws Exception {
    create("ticks", "* * * * * ?", "exit 3");
    create("sleeps", "0 0 0 1 1 ? 2199", "true");
    Wire.send(nodes.follower.port(), "PUT", "/apis/v1/topologies/sleeps/pause", null, Wire.ADMIN);
    JsonNode cluster =
        Await.found(
            "everything is known",
            () -> {
              JsonNode seen = get(nodes.follower, "/apis/v1/cluster");
              boolean known =
                  seen.path("members").findValues("version").size() == 2
                      && seen.at("/counts/failedLastHour").asLong() > 0
                      && seen.at("/zookeeper/latencyMillis").asDouble() > 0
                      && seen.at("/drove/capacity/totalCores").asLong() > 0;
              return known ? Optional.of(seen) : Optional.empty();
            });
    assertEquals(id(nodes.leader), cluster.path("self").asText());
    assertEquals(id(nodes.leader), cluster.path("leader").asText());
    assertEquals(id(nodes.leader), cluster.at("/members/0/id").asText());
    assertTrue(cluster.at("/members/0/leader").asBoolean());
    assertEquals(id(nodes.follower), cluster.at("/members/1/id").asText());
    assertFalse(cluster.at("/members/1/leader").asBoolean());
    assertTrue(cluster.at("/zookeeper/connected").asBoolean());
    assertTrue(Math.abs(cluster.at("/zookeeper/clockDifferenceMillis").asLong()) < 60_000);
    assertTrue(cluster.at("/drove/available").asBoolean());
    assertEquals(nodes.drove.url(), cluster.at("/drove/endpoint").asText());
    assertEquals(2, cluster.at("/counts/topologies").asInt());
    assertEquals(1, cluster.at("/counts/active").asInt());
    assertEquals(1, cluster.at("/counts/paused").asInt());
    assertTrue(cluster.at("/counts/firesLastHour").asLong() > 0);
    assertTrue(
        cluster.at("/counts/latenessP99").asLong() >= cluster.at("/counts/latenessP50").asLong());
    assertTrue(cluster.path("authEnabled").asBoolean());
    assertTrue(cluster.path("defaultPasswords").asBoolean());
    assertTrue(cluster.path("commandsAllowed").asBoolean());
    assertFalse(cluster.at("/hold/held").asBoolean());
  }

  @Test
  void itTellsWhyDroveIsAwayAndWhatWaits() throws Exception {
    create("asked", "0 0 0 1 1 ? 2199", "true");
    Await.until(
        "Drove has answered",
        () -> {
          JsonNode seen = get(nodes.follower, "/apis/v1/cluster").path("drove");
          return seen.path("available").asBoolean() && seen.path("lastAnswer").asLong() > 0;
        });
    nodes.drove.close();
    Await.until(
        "Drove is missed",
        () -> !get(nodes.follower, "/apis/v1/cluster").at("/drove/available").asBoolean(true));
    JsonNode drove = get(nodes.follower, "/apis/v1/cluster").path("drove");
    assertFalse(drove.path("reason").asText().isBlank(), drove::toString);
    assertTrue(drove.path("lastAnswer").asLong() > 0);
    assertFalse(drove.has("capacity"));
    Wire.send(nodes.follower.port(), "PUT", "/apis/v1/topologies/asked/run", null, Wire.ADMIN);
    Await.until(
        "the run waits",
        () -> get(nodes.follower, "/apis/v1/cluster").at("/counts/waitingRuns").asInt() == 1);
  }

  /** Found by the fuzz test: ZooKeeper refuses names with such characters. */
  @Test
  void aRunWithAnOddNameDoesNotExist() throws Exception {
    create("made", "0 0 0 1 1 ? 2199", "true");
    for (String run : List.of("%C3%A4", "%EF%BF%BF", "%F0%9F%98%80", "a%20b", "zookeeper")) {
      String path = "/apis/v1/topologies/made/runs/" + run;
      for (String rest : List.of("", "/tasks/work/logs", "/tasks/work/log")) {
        assertEquals(
            404,
            Wire.send(nodes.leader.port(), "GET", path + rest, null, Wire.ADMIN).status(),
            path + rest);
      }
    }
  }

  @Test
  void theAuditSaysTheTrueAddressAlsoThroughAFollower() throws Exception {
    create("made", "0 0 0 1 1 ? 2199", "true");
    try (Wire wire = Wire.from("127.0.0.9", nodes.follower.port())) {
      wire.request("DELETE", "/apis/v1/topologies/made", null, Wire.ADMIN);
      assertEquals(200, wire.reply("DELETE").status());
    }
    JsonNode audit = get(nodes.follower, "/apis/v1/audit?topology=made");
    assertEquals(List.of("DELETE", "CREATE"), audit.findValuesAsText("action"));
    assertEquals("127.0.0.9", audit.at("/0/address").asText());
    assertEquals("admin", audit.at("/0/who").asText());
    assertEquals(
        403, Wire.send(nodes.follower.port(), "GET", "/apis/v1/audit", null, Wire.GUEST).status());
    assertEquals(
        200,
        Wire.send(nodes.follower.port(), "GET", "/apis/v1/cluster", null, Wire.GUEST).status());
    for (String bad :
        List.of("limit=0", "limit=1001", "limit=x", "since=-1", "after=x", "who=a&who=b")) {
      Wire.Reply refused =
          Wire.send(nodes.follower.port(), "GET", "/apis/v1/audit?" + bad, null, Wire.ADMIN);
      assertEquals(400, refused.status(), bad);
      assertTrue(refused.text().contains(bad.substring(0, bad.indexOf('='))), refused::text);
    }
  }

  @Test
  void theNextLeaderTellsTheSameAndSinceWhenItLeads() throws Exception {
    create("made", "0 0 0 1 1 ? 2199", "true");
    long before = get(nodes.follower, "/apis/v1/cluster").path("leaderSince").asLong();
    nodes.leader.close();
    Await.until("the other leads", nodes.follower::leads);
    JsonNode cluster = get(nodes.follower, "/apis/v1/cluster");
    assertEquals(id(nodes.follower), cluster.path("leader").asText());
    assertTrue(cluster.path("leaderSince").asLong() > before);
    assertEquals(
        List.of("CREATE"), get(nodes.follower, "/apis/v1/audit").findValuesAsText("action"));
    Await.until(
        "the one that left is gone",
        () ->
            Set.copyOf(
                    get(nodes.follower, "/apis/v1/cluster").path("members").findValuesAsText("id"))
                .equals(Set.of(id(nodes.follower))));
  }
}
