package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.json.Json;
import epoch.api.run.RunState;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Topology;
import epoch.images.OldInstallation.NewNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/migrate-from-1.14.md} as an operator follows it, step by step, on what ZooKeeper held
 * of a real 1.14; its nodes are {@link OldNode}s.
 */
@Timeout(600)
class MigrationGuideTest {
  private static final String GUIDE = "docs/migrate-from-1.14.md";

  /** Topologies in the recording. */
  private static final int RECORDED = 13;

  /** Runs of topo-many in the recording, six of them RUNNING. */
  private static final int MANY = 26;

  @TempDir private Path directory;
  private OldInstallation site;

  @BeforeEach
  void anInstallationOf114() throws Exception {
    site = new OldInstallation(directory);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void thereAndBackAgain() throws Exception {
    OldNode old = site.oldNode();
    OldNode oldFollower = site.oldNode();
    site.await("leadership of 1.14", old::leads);
    site.holdContainers();
    for (JsonNode run : site.active()) {
      old.runs().startAgain(run);
    }

    lookBefore(old, oldFollower);
    NewNode first = join(old);
    takeOver(first, old, oldFollower);
    NewNode second = site.newNode();
    lead(first);
    OldNode back = goBack(first, second);
    undo(back);
  }

  /** Pastes what stands in the guide, with the names of this test, and answers what it prints. */
  private String paste(String words, NewNode... nodes) throws Exception {
    List<String> edits =
        new ArrayList<>(
            List.of(
                "epoch doctor",
                "DROVE_PASSWORD=" + OldInstallation.DROVE_PASSWORD + " " + command("doctor"),
                "epoch check",
                "ZK_CONNECTION_STRING="
                    + site.zooKeeper()
                    + " DROVE_ENDPOINT="
                    + site.drove()
                    + " "
                    + command("check"),
                "epoch backup",
                command("backup"),
                "epoch restore",
                command("restore"),
                "zk-1:2181",
                site.zooKeeper(),
                "https://drove.example.com",
                site.drove().toString(),
                "--drove-user admin",
                "--drove-user " + OldInstallation.DROVE_USER,
                "config.yml",
                OldInstallation.resource("config-of-1.14.yml").toString(),
                "before-the-move.backup",
                directory.resolve("before").toString()));
    for (NewNode node : nodes) {
      edits.addAll(
          List.of(
              "http://NEW:8080",
              node.address(),
              "http://NEW:8081",
              "http://127.0.0.1:" + node.adminPort(),
              "-u admin ",
              "-u admin:admin "));
    }
    // The doctor ends with 3 where there is something to mend, and there is.
    String lines =
        Readme.block(GUIDE, words).strip() + (words.contains("doctor") ? " || [ $? = 3 ]" : "");
    return Readme.paste(lines, edits.toArray(String[]::new));
  }

  private static String command(String name) {
    return "EPOCH_HOME=" + Images.server() + " " + OldInstallation.ENTRY_POINT + " " + name;
  }

  private void lookBefore(OldNode leader, OldNode follower) throws Exception {
    Map<String, String> before = versions();
    String said = paste("epoch doctor");
    assertTrue(said.contains(leader.id() + ", of version 1.14, leads"), said);
    assertTrue(said.contains(follower.id() + ", of version 1.14"), said);
    assertTrue(said.contains(RECORDED + " topologies"), said);
    assertTrue(said.contains("topo-badcron: \"not a cron\""), said);
    assertFalse(said.contains("way back"), said);
    said = paste("epoch check");
    assertTrue(said.contains("is a good configuration"), said);
    paste("epoch backup");
    assertEquals(before, versions(), "nothing was written");
  }

  private Map<String, String> versions() throws Exception {
    try (Znodes znodes = site.znodes()) {
      return znodes.versions("/epoch");
    }
  }

  /** A new node comes, and passes on to the old leader whatever it is asked. */
  private NewNode join(OldNode old) throws Exception {
    NewNode node = site.newNode();
    String said = paste("/ready", node);
    assertTrue(said.contains("\"leader\":\"" + old.id() + "\""), said);
    assertTrue(said.contains("topo-comp-ALL"), said);
    try (EpochClient client = node.client()) {
      assertEquals(RECORDED, client.topologies().size());
      client.create(control());
      client.pause("topo-early");
    }
    JsonNode paused = site.read("/epoch/topologies/topo-early");
    assertEquals("PAUSED", paused.get("state").asText());
    assertEquals(
        Set.of("id", "topology", "state", "created", "updated"), fields(paused), "1.14 wrote it");
    return node;
  }

  /** The topology of a recording that fires every five seconds. */
  private static Topology control() throws IOException {
    Path file = OldFormat.RECORDINGS.resolve("epoch/nonleader-get-topology.json");
    JsonNode recording = Json.read(Files.readString(file), JsonNode.class);
    return Json.read(recording.at("/response/body/data/topology").toString(), Topology.class);
  }

  private static Set<String> fields(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  /** The old nodes go, and what they had begun goes on. */
  private void takeOver(NewNode node, OldNode leader, OldNode follower) throws Exception {
    try (EpochClient client = node.client()) {
      String begun = client.run("topo-cli").runId();
      assertEquals(Set.of(), leader.problems());
      follower.close();
      leader.close();
      site.await(
          "leadership of the new node",
          () ->
              client.leader().equals(Optional.of(node.address()))
                  && client.topologies().size() == RECORDED + 1);
      paste("/ready", node);
      String said = paste("epoch doctor");
      assertTrue(said.contains(node.address() + ", of this version, leads"), said);
      assertFalse(said.contains("of version 1.14"), said);
      String running = paste("state=RUNNING", node);
      for (JsonNode run : site.active()) {
        assertTrue(running.contains(run.get("runId").asText()), running);
      }
      assertTrue(running.contains(begun), running);
      site.letContainersEnd();
      site.await(
          "the end of " + begun, () -> client.run("topo-cli", begun).state() == RunState.COMPLETED);
    }
  }

  /** What the recording has running ends as it should, and what falls due runs. */
  private void lead(NewNode node) throws Exception {
    try (EpochClient client = node.client()) {
      site.await(
          "the end of what the recording has running",
          () ->
              client.runs("topo-many").stream().allMatch(run -> run.state() == RunState.COMPLETED));
      assertEquals(MANY, client.runs("topo-many").size());
      site.await(
          "a run of the schedule",
          () ->
              client.runs("control").stream().anyMatch(run -> run.state() == RunState.SUCCESSFUL));
      assertEquals(RECORDED + 1, client.topologies().size());
    }
  }

  private OldNode goBack(NewNode leader, NewNode follower) throws Exception {
    assertFalse(paste("epoch doctor").contains("PROBLEM  way back"));
    site.holdContainers();
    OldNode old = site.oldNode();
    String begun;
    try (EpochClient client = follower.client()) {
      site.await(
          "a leader that sees the old node",
          () -> !client.changes().validate(unreadable(control())).valid());
      var refused =
          assertThrows(EpochApiException.class, () -> client.create(unreadable(control())));
      String why = refused.validationErrors().toString();
      assertTrue(why.contains(old.id()), why);
      client.pause("control");
      begun = client.run("topo-many").runId();
    }
    follower.stop();
    leader.stop();
    site.await("a look of 1.14 at all of it", old::hasRead);
    site.letContainersEnd();
    String ours = OldRuns.RUNS + "/topo-many/" + begun;
    site.await(
        "the end of " + begun, () -> site.read(ours).get("state").asText().equals("COMPLETED"));
    assertEquals(
        Set.of("taskId", "state", "upstreamId", "errorMessage"),
        fields(site.read(ours).at("/tasks/docker-task")),
        "1.14 wrote the end of our run");
    assertEquals(Set.of(), old.problems());
    assertEquals(
        Set.of("run.fireTime", "run.tasks.*.started", "run.tasks.*.ended"),
        old.ignored(),
        "all that 1.14 takes no notice of");
    return old;
  }

  private static Topology unreadable(Topology topology) {
    return Topology.of("unreadable", topology.task(), EveryTrigger.of("90 min"));
  }

  private void undo(OldNode last) throws Exception {
    last.close();
    try (Znodes znodes = site.znodes()) {
      znodes.deleteAll("/epoch");
      paste("epoch restore");
      var restored = new TreeMap<String, JsonNode>();
      restored.putAll(znodes.objects(OldNode.TOPOLOGIES));
      restored.putAll(znodes.objects(OldRuns.RUNS));
      for (JsonNode run : site.active()) {
        ((ObjectNode) run).put("state", "FAILED");
        String path =
            OldRuns.RUNS + "/" + run.get("topologyId").asText() + "/" + run.get("runId").asText();
        String why = restored.get(path).get("message").asText();
        assertTrue(why.startsWith("It ran when the backup of "), why);
        ((ObjectNode) run).put("message", why);
      }
      assertTrue(site.recorded().equals(restored), "all else is as it was recorded");
    }
    OldNode old = site.oldNode();
    site.await("a look of 1.14 at all of it", old::hasRead);
    assertEquals(Set.of(), old.problems());
  }
}
