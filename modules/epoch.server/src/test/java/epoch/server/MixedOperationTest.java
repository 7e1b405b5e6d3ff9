package epoch.server;

import static epoch.server.Site.NEVER_AGAIN;
import static epoch.server.Site.TOPOLOGIES;
import static epoch.server.Site.ask;
import static epoch.server.Site.awaitState;
import static epoch.server.Site.get;
import static epoch.server.Site.lines;
import static epoch.server.Site.send;
import static epoch.server.Site.topology;
import static epoch.server.Site.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.server.http.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of this version beside one of 1.14 ({@link Epoch114}): the way there and the way back. */
class MixedOperationTest {
  /** Rare enough that a slow machine, too, runs what is due before the next is. */
  private static final String BEFORE_THE_NEXT = "0/3 * * * * ?";

  @TempDir Path directory;
  private Site site;
  private Epoch114 old;

  @BeforeEach
  void start() throws Exception {
    site = new Site(directory);
    old = old(ZoneOffset.UTC);
    Await.until("1.14 leads", old::leads);
  }

  @AfterEach
  void stop() {
    old.close();
    site.close();
  }

  private Epoch114 old(ZoneId zone) {
    return new Epoch114(site.zooKeeper.connectionString(), site.drove.url(), 0, zone);
  }

  private int oldPort() {
    return Integer.parseInt(old.id().substring(old.id().lastIndexOf(':') + 1));
  }

  @Test
  void aFollowerPassesRequestsOnToALeaderOf114AndTheOtherWayRound() throws Exception {
    ask(oldPort(), "POST", TOPOLOGIES, topology("a", NEVER_AGAIN, "true"));
    try (Node node = site.node()) {
      Await.until(
          "the node sees the leader",
          () -> send(node.port(), "GET", TOPOLOGIES + "/a", null).status() == 200);
      assertEquals("a", get(node.port(), TOPOLOGIES + "/a").path("id").asText());
      ask(node.port(), "PUT", TOPOLOGIES + "/a/pause", null);
      assertEquals("PAUSED", get(oldPort(), TOPOLOGIES + "/a").path("state").asText());

      site.awaitCandidates(2);
      Epoch114 other = old(ZoneOffset.UTC);
      old.close();
      old = other;
      Await.until("the new node leads", node::leads);
      Await.until(
          "1.14 passes on",
          () -> get(oldPort(), TOPOLOGIES + "/a").path("state").asText().equals("PAUSED"));
      ask(oldPort(), "PUT", TOPOLOGIES + "/a/unpause", null);
      assertEquals("ACTIVE", get(node.port(), TOPOLOGIES + "/a").path("state").asText());
    }
  }

  @Test
  void topologiesAndActiveRunsAreTakenOverWhenTheLeaderOf114Goes() throws Exception {
    Path ran = directory.resolve("ran");
    Path go = directory.resolve("go");
    ask(oldPort(), "POST", TOPOLOGIES, topology("often", BEFORE_THE_NEXT, "date +%s >> " + ran));
    ask(oldPort(), "POST", TOPOLOGIES, topology("long", NEVER_AGAIN, until(go)));
    String run = ask(oldPort(), "PUT", TOPOLOGIES + "/long/run", "").path("runId").asText();
    Await.until("1.14 fires", () -> lines(ran).size() >= 2);
    try (Node node = site.node()) {
      Await.until(
          "the node sees the leader",
          () -> send(node.port(), "GET", TOPOLOGIES, null).status() == 200);
      assertFalse(node.leads());
      old.close();
      Await.until("the node leads", node::leads);
      int before = lines(ran).size();
      assertEquals(
          "RUNNING", get(node.port(), TOPOLOGIES + "/long/runs/" + run).path("state").asText());
      Await.until("it fires on", () -> lines(ran).size() >= before + 2);
      Files.createFile(go);
      awaitState(node.port(), "long", run, "COMPLETED");
      List<String> seconds = lines(ran);
      assertEquals(seconds.size(), new HashSet<>(seconds).size(), "no second twice: " + seconds);
    }
  }

  @Test
  void theWayBackAndForthAgainLosesNoRunAndRepeatsNoFireTime() throws Exception {
    Path ran = directory.resolve("ran");
    Path go = directory.resolve("go");
    old.close();
    String run;
    try (Node node = site.node()) {
      Await.until("the node leads", node::leads);
      ask(
          node.port(),
          "POST",
          TOPOLOGIES,
          topology("often", BEFORE_THE_NEXT, "date +%s >> " + ran));
      ask(node.port(), "POST", TOPOLOGIES, topology("long", NEVER_AGAIN, until(go)));
      run = ask(node.port(), "PUT", TOPOLOGIES + "/long/run", "").path("runId").asText();
      Await.until("it fires", () -> lines(ran).size() >= 2);
      // In a zone where its run ids are hours away from ours.
      old = old(ZoneId.of("Asia/Kolkata"));
    }
    Await.until("1.14 leads", old::leads);
    int before = lines(ran).size();
    Await.until("1.14 fires our topology", () -> lines(ran).size() >= before + 2);
    Files.createFile(go);
    Await.until(
        "1.14 brings our run to its end",
        () ->
            get(oldPort(), TOPOLOGIES + "/long/runs")
                .get(0)
                .path("state")
                .asText()
                .equals("COMPLETED"));
    String theirs = ask(oldPort(), "PUT", TOPOLOGIES + "/long/run", "").path("runId").asText();
    try (Node node = site.node()) {
      Await.until(
          "the node sees the leader",
          () -> send(node.port(), "GET", TOPOLOGIES, null).status() == 200);
      old.close();
      Await.until("the node leads again", node::leads);
      int again = lines(ran).size();
      Await.until("it fires on", () -> lines(ran).size() >= again + 2);
      for (String id : List.of(run, theirs)) {
        awaitState(node.port(), "long", id, "COMPLETED");
      }
      List<String> seconds = lines(ran);
      assertEquals(seconds.size(), new HashSet<>(seconds).size(), "no second twice: " + seconds);
      JsonNode ledger = get(node.port(), TOPOLOGIES + "/often/ledger");
      assertTrue(ledger.toString().contains("UNACCOUNTED"), ledger.toString());
      assertFalse(ledger.toString().contains("CAUGHT_UP"), ledger.toString());
    }
  }

  @Test
  void anOutageInWhichNobodyLedIsNotTakenForALeadershipOf114() throws Exception {
    old.close();
    Path ran = directory.resolve("ran");
    try (Node node = site.node()) {
      Await.until("it leads", node::leads);
      ask(node.port(), "POST", TOPOLOGIES, topology("often", "* * * * * ?", "echo x >> " + ran));
      Await.until("it fires", () -> lines(ran).size() >= 2);
    }
    JsonNode pulse = Json.read(site.read("/epoch/cluster/heartbeat"), JsonNode.class);
    long longAgo = Instant.now().minus(Duration.ofMinutes(10)).toEpochMilli();
    site.put("/epoch/cluster/heartbeat", Json.bytes(((ObjectNode) pulse).put("time", longAgo)));
    int before = lines(ran).size();
    try (Node node = site.node()) {
      Await.until("it leads", node::leads);
      Await.until("it fires on", () -> lines(ran).size() >= before + 2);
      JsonNode ledger = get(node.port(), TOPOLOGIES + "/often/ledger");
      assertFalse(ledger.toString().contains("UNACCOUNTED"), ledger.toString());
    }
  }

  @Test
  void whatA114NodeCannotReadIsRefusedWhileOneTakesPart() throws Exception {
    try (Node node = site.node()) {
      site.awaitCandidates(2);
      Epoch114 follower = old(ZoneOffset.UTC);
      site.awaitCandidates(3);
      old.close();
      old = follower;
      Await.until("the node leads", node::leads);
      awaitThatTheOldOneIsSeen(node);
      Wire.Reply refused =
          send(node.port(), "POST", TOPOLOGIES, topology("c", NEVER_AGAIN, "true"));
      assertEquals(400, refused.status());
      String problem = refused.json().at("/data/validationErrors/0").asText();
      assertTrue(problem.startsWith("task.executable.type: COMMAND cannot"), problem);
      assertTrue(problem.contains(old.id()), problem);
      old.close();
      Await.until(
          "1.14 is gone, and it is stored",
          () ->
              send(node.port(), "POST", TOPOLOGIES, topology("c", NEVER_AGAIN, "true")).status()
                  == 200);
    }
  }

  /** With all that stands in no node but the topology's. */
  private static ObjectNode rich(String name) throws Exception {
    var topology = (ObjectNode) Json.read(topology(name, NEVER_AGAIN, "true"), JsonNode.class);
    topology.putObject("policy").put("overlap", "QUEUE").put("runTimeout", "1h");
    topology.put("description", "what it is for").putObject("labels").put("team", "x");
    ((ObjectNode) topology.get("trigger"))
        .put("timeZone", "Asia/Kolkata")
        .put("start", 1_000)
        .put("end", 4_000_000_000_000L);
    var task = (ObjectNode) topology.get("task");
    task.put("timeout", "5m").putObject("retry").put("maxAttempts", 4);
    ((ObjectNode) task.get("env")).put("DAY", "{{fireTime:yyyy-MM-dd}}");
    return topology;
  }

  private static JsonNode kept(Node node, String name) throws Exception {
    return get(node.port(), TOPOLOGIES + "/" + name).path("topology");
  }

  private static void awaitThatTheOldOneIsSeen(Node node) throws Exception {
    String another = topology("another", NEVER_AGAIN, "true");
    Await.until(
        "the old one is seen",
        () ->
            !ask(node.port(), "POST", TOPOLOGIES + "/validate", another).path("valid").asBoolean());
  }

  @Test
  void whatA114NodeTakesNoNoticeOfIsRefusedByNameAndWhatIsThereMayStay() throws Exception {
    old.close();
    try (Node node = site.node()) {
      Await.until("the node leads", node::leads);
      JsonNode known = ask(node.port(), "POST", TOPOLOGIES, rich("known").toString());
      old = old(ZoneOffset.UTC);
      awaitThatTheOldOneIsSeen(node);
      Wire.Reply refused = send(node.port(), "POST", TOPOLOGIES, rich("new").toString());
      assertEquals(400, refused.status());
      String problems = refused.json().at("/data/validationErrors").toString();
      for (String field :
          List.of(
              "policy.overlap",
              "policy.runTimeout",
              "task.retry",
              "task.timeout",
              "trigger.end",
              "trigger.start",
              "trigger.timeZone")) {
        assertTrue(
            problems.contains(
                field
                    + ": this cannot be stored while a node of Epoch 1.14, which takes no notice of"
                    + " it, takes part ("
                    + old.id()
                    + ")"),
            field + " in " + problems);
      }
      assertTrue(problems.contains("task.env.DAY: a template cannot be stored"), problems);
      assertFalse(problems.contains("labels") || problems.contains("description"), problems);

      ObjectNode edited = known.path("topology").deepCopy();
      edited.put("description", "something else");
      ask(node.port(), "PUT", TOPOLOGIES, edited.toString());
      assertEquals(edited, kept(node, "known"));
      ((ObjectNode) edited.get("policy")).put("overlap", "ALLOW");
      Wire.Reply changed = send(node.port(), "PUT", TOPOLOGIES, edited.toString());
      assertEquals(400, changed.status());
      assertEquals(1, changed.json().at("/data/validationErrors").size());
    }
  }

  @Test
  void whatALeaderOf114LeavesOutIsPutBackWhenItHasGone() throws Exception {
    old.close();
    JsonNode same;
    ObjectNode edited;
    try (Node node = site.node()) {
      Await.until("the node leads", node::leads);
      same = ask(node.port(), "POST", TOPOLOGIES, rich("same").toString()).path("topology");
      ask(node.port(), "POST", TOPOLOGIES, rich("edited").toString());
      edited = kept(node, "edited").deepCopy();
      old = old(ZoneOffset.UTC);
    }
    Await.until("1.14 leads", old::leads);
    ask(oldPort(), "PUT", TOPOLOGIES + "/same/pause", null);
    ((ObjectNode) edited.at("/task/env")).put("A", "b");
    ask(oldPort(), "PUT", TOPOLOGIES, edited.toString());
    for (String name : List.of("same", "edited")) {
      JsonNode left = get(oldPort(), TOPOLOGIES + "/" + name).path("topology");
      assertFalse(left.has("policy") || left.path("trigger").has("timeZone"), left.toString());
    }
    try (Node node = site.node()) {
      Await.until(
          "the node sees the leader",
          () -> send(node.port(), "GET", TOPOLOGIES, null).status() == 200);
      old.close();
      Await.until("the node leads again", node::leads);
      assertEquals(same, kept(node, "same"));
      assertEquals("PAUSED", get(node.port(), TOPOLOGIES + "/same").path("state").asText());
      assertEquals(1, get(node.port(), TOPOLOGIES + "/same/revisions").size());
      assertEquals(edited, kept(node, "edited"));
      assertEquals(2, get(node.port(), TOPOLOGIES + "/edited/revisions").size());
      assertEquals(
          edited,
          Json.read(site.read("/epoch/topologies/edited"), JsonNode.class).path("topology"));
      JsonNode audit = get(node.port(), "/apis/v1/audit?topology=same");
      assertTrue(
          audit.toString().contains("put back what was left out: description, labels, policy."),
          audit.toString());
    }
  }

  @Test
  void aRecordedInstallationIsTakenOverAndAPastMomentDoesNotFireAgain() throws Exception {
    old.close();
    long past = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
    site.load("zk-dump-epoch-final.json");
    JsonNode at =
        Json.read(
            """
            {"id":"at","topology":%s,"state":"ACTIVE","created":%d,"updated":%d}
            """
                .formatted(
                    topology("at", NEVER_AGAIN, "true")
                        .replace(
                            "{\"type\":\"CRON\",\"timeSpec\":\"" + NEVER_AGAIN + "\"}",
                            "{\"type\":\"AT\",\"time\":" + past + "}"),
                    past - 1000,
                    past - 1000),
            JsonNode.class);
    site.put("/epoch/topologies/at", Json.bytes(at));
    try (Node node = site.node()) {
      Await.until("the node leads", node::leads);
      assertEquals(14, get(node.port(), TOPOLOGIES).size());
      assertEquals(26, get(node.port(), TOPOLOGIES + "/topo-many/runs").size());
      assertEquals(0, get(node.port(), TOPOLOGIES + "/at/runs").size());
      JsonNode ledger = get(node.port(), TOPOLOGIES + "/at/ledger");
      assertTrue(ledger.toString().contains("MISSED"), ledger.toString());
      assertTrue(ledger.toString().contains("before cursor"), ledger.toString());
    }
  }
}
