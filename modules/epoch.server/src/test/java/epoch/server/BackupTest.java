package epoch.server;

import static epoch.server.Site.NEVER_AGAIN;
import static epoch.server.Site.TOPOLOGIES;
import static epoch.server.Site.ask;
import static epoch.server.Site.awaitState;
import static epoch.server.Site.get;
import static epoch.server.Site.lines;
import static epoch.server.Site.topology;
import static epoch.server.Site.until;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.server.command.EpochCommand;
import epoch.server.store.Paths;
import epoch.server.store.backup.Restore;
import epoch.server.store.zookeeper.Visit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code epoch backup} and {@code epoch restore}. */
class BackupTest {
  private static final Instant TAKEN = Instant.parse("2026-11-26T11:00:00Z");

  @TempDir Path directory;
  private Site site;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    site = new Site(directory);
    file = directory.resolve("epoch.backup");
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private int epoch(String command, String namespace) {
    return EpochCommand.execute(command, "--zk", zk(), "--namespace", namespace, file.toString());
  }

  private String uid(String namespace) throws Exception {
    return Json.read(site.read("/" + namespace + "/cluster/installation"), JsonNode.class)
        .get("uid")
        .asText();
  }

  @Test
  void aRestoredInstallationHasItAllAnotherIdentityAndStandsStillUntilItIsReleased()
      throws Exception {
    Path ran = directory.resolve("ran");
    Path go = directory.resolve("go");
    String run;
    JsonNode runs;
    JsonNode topologies;
    Instant taken;
    try (Node node = site.node()) {
      Await.until("it leads", node::leads);
      ask(node.port(), "POST", TOPOLOGIES, topology("often", "* * * * * ?", "echo x >> " + ran));
      ask(node.port(), "POST", TOPOLOGIES, topology("long", NEVER_AGAIN, until(go)));
      ask(node.port(), "POST", TOPOLOGIES, topology("paused", "* * * * * ?", "true"));
      ask(node.port(), "PUT", TOPOLOGIES + "/paused/pause", null);
      run = ask(node.port(), "PUT", TOPOLOGIES + "/long/run", null).path("runId").asText();
      Await.until("it fires", () -> lines(ran).size() >= 2);
      Await.until(
          "the long one runs",
          () ->
              get(node.port(), TOPOLOGIES + "/long/runs/" + run)
                  .at("/tasks/work/state")
                  .asText()
                  .equals("RUNNING"));
      assertEquals(0, epoch("backup", "epoch"));
      taken = Instant.now();
      topologies = get(node.port(), TOPOLOGIES);
    }
    runs = Json.read(site.read("/epoch/topologies/often"), JsonNode.class);

    assertEquals(0, epoch("restore", "copy"));

    assertEquals(runs, Json.read(site.read("/copy/topologies/often"), JsonNode.class));
    assertNotEquals(uid("epoch"), uid("copy"));
    try (Node copy = site.node("copy")) {
      Await.until("the copy leads", copy::leads);
      assertEquals(topologies.size(), get(copy.port(), TOPOLOGIES).size());
      assertEquals("PAUSED", get(copy.port(), TOPOLOGIES + "/paused").path("state").asText());
      assertTrue(get(copy.port(), TOPOLOGIES + "/often/runs").size() >= 2);
      // What Drove still knows is followed to its end, though nothing new begins.
      Files.createFile(go);
      awaitState(copy.port(), "long", run, "COMPLETED");
      int held = lines(ran).size();
      Await.until("a fire time is held back", () -> Instant.now().isAfter(taken.plusSeconds(1)));
      JsonNode before = get(copy.port(), TOPOLOGIES + "/often/runs");
      ask(copy.port(), "POST", "/apis/v1/cluster/release", "{\"heldFires\":\"SKIP\"}");
      // Both: what the old node began last may write its line only now.
      Await.until(
          "it fires again",
          () ->
              get(copy.port(), TOPOLOGIES + "/often/runs").size() > before.size()
                  && lines(ran).size() > held);
      JsonNode ledger = get(copy.port(), TOPOLOGIES + "/often/ledger");
      assertTrue(ledger.toString().contains("restored from a backup"), ledger.toString());
      assertFalse(ledger.toString().contains("UNACCOUNTED"), ledger.toString());
      // Also where leaderships count anew, what is new comes after what was in the backup.
      List<String> audit = get(copy.port(), "/apis/v1/audit").findValuesAsText("action");
      assertEquals("RELEASE", audit.getFirst(), audit::toString);
      assertEquals("CREATE", audit.getLast(), audit::toString);
    }
  }

  @Test
  void aHoldOfBeforeStaysAndHoldsBackWhatTheBackupDoesNotAccountFor() throws Exception {
    try (Node node = site.node()) {
      Await.until("it leads", node::leads);
      ask(node.port(), "POST", "/apis/v1/cluster/hold", "{\"reason\":\"maintenance\"}");
      assertEquals(0, epoch("backup", "epoch"));
    }
    assertEquals(0, epoch("restore", "copy"));
    JsonNode hold = Json.read(site.read("/copy/cluster/hold"), JsonNode.class).path("hold");
    assertEquals("maintenance", hold.path("reason").asText());
    assertEquals(0, hold.path("heldAfter").asLong(-1));
  }

  @Test
  void aRunWhoseTaskDroveDoesNotKnowAnyMoreIsNotStartedASecondTime() throws Exception {
    Path ran = directory.resolve("ran");
    String run;
    try (Node node = site.node()) {
      Await.until("it leads", node::leads);
      ask(
          node.port(),
          "POST",
          TOPOLOGIES,
          topology("long", NEVER_AGAIN, "echo x >> " + ran + "; sleep 60"));
      run = ask(node.port(), "PUT", TOPOLOGIES + "/long/run", null).path("runId").asText();
      Await.until("it runs", () -> lines(ran).size() == 1);
      assertEquals(0, epoch("backup", "epoch"));
    }
    assertEquals(0, epoch("restore", "copy"));
    JsonNode active =
        Json.read(site.read("/copy/active/long~" + run), JsonNode.class).at("/attempts/work");
    assertEquals(0, active.path("intended").asLong(), "too old for another create");
  }

  @Test
  void secretsAndWhatBelongsToLivingNodesAreNotInIt() throws Exception {
    site.put("/epoch/secrets/session-key", "s3cret".getBytes(StandardCharsets.UTF_8));
    try (Node node = site.node()) {
      Await.until("it leads", node::leads);
      assertEquals(0, epoch("backup", "epoch"));
    }
    String text;
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertTrue(text.startsWith("{\"epochBackup\":1"), text);
    for (String left :
        new String[] {
          "session-key", "leader-selection", "/holder", "/cluster/members", "/installation"
        }) {
      assertFalse(text.contains(left), left);
    }
  }

  @Test
  void nothingIsRestoredOverSomethingNorFromHalfABackup() throws Exception {
    site.load("zk-dump.json");
    assertEquals(0, epoch("backup", "epoch"));
    byte[] before = site.read("/epoch/topologies/topo-a");
    assertEquals(1, epoch("restore", "epoch"));
    assertArrayEquals(before, site.read("/epoch/topologies/topo-a"));

    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertEquals(1, epoch("restore", "half"));
    Files.writeString(file, "no backup at all");
    assertEquals(1, epoch("restore", "half"));
    Files.write(file, whole);
    assertEquals(0, epoch("restore", "half"), "nothing is left of the attempts before");
  }

  @Test
  void aRestoreThatIsBrokenOffIsLedByNobodyAndIsFinishedByTheSameOneAgain() throws Exception {
    int count = 60;
    try (Node node = site.node()) {
      Await.until("it leads", node::leads);
      for (int i = 0; i < count; i++) {
        ask(node.port(), "POST", TOPOLOGIES, topology("t" + i, NEVER_AGAIN, "true"));
      }
      assertEquals(0, epoch("backup", "epoch"));
    }
    Path whole = file;

    breakOffRestore("copy");
    assertFalse(site.children("/copy/topologies").isEmpty());
    assertTrue(site.children("/copy/revisions").size() < count);
    assertEquals(3, EpochCommand.execute("doctor", "--zk", zk(), "--namespace", "copy"));
    file = directory.resolve("of-a-part");
    assertEquals(1, epoch("backup", "copy"), "a part of an installation is not worth keeping");
    assertEquals(0, epoch("backup", "epoch"));
    assertEquals(1, epoch("restore", "copy"), "what is begun is not mixed with another backup");

    file = whole;
    assertEquals(0, epoch("restore", "copy"));
    try (Node copy = site.node("copy")) {
      Await.until("the copy leads", copy::leads);
      assertEquals(count, get(copy.port(), TOPOLOGIES).size());
      JsonNode ledger = get(copy.port(), TOPOLOGIES + "/t0/ledger");
      assertFalse(ledger.toString().contains("UNACCOUNTED"), ledger.toString());
      assertEquals(0, site.version("/copy/topologies/t0"), "written once");
    }
  }

  @Test
  void whatIsWrongWithABackupIsSaidInWords() throws Exception {
    site.load("zk-dump.json");
    assertEquals(0, epoch("backup", "epoch"));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, new byte[0]);
    assertEquals("the backup was cut short", refusal());
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertEquals("the backup was cut short", refusal());
    Files.writeString(file, "no backup at all");
    assertEquals("the backup is damaged: Not in GZIP format", refusal());
  }

  private String refusal() throws Exception {
    try (Visit visit = Visit.to(zk(), Duration.ofSeconds(30))) {
      return String.valueOf(
          assertThrows(
                  IOException.class,
                  () ->
                      Restore.read(
                          visit.session(),
                          Paths.of("words"),
                          TAKEN,
                          () -> Files.newInputStream(file)))
              .getMessage());
    }
  }

  @Test
  void nobodyLeadsWhileARestoreIsUnderWay() throws Exception {
    try (Node node = site.node()) {
      Await.until("it leads", node::leads);
    }
    site.put("/epoch/cluster/restoring", "{}".getBytes(StandardCharsets.UTF_8));
    try (Node node = site.node()) {
      Await.until(
          "it is first in the election", () -> !site.children("/epoch/leader-selection").isEmpty());
      assertEquals(503, Site.send(node.port(), "GET", TOPOLOGIES, null).status());
      site.remove("/epoch/cluster/restoring");
      Await.until("it leads", node::leads);
    }
  }

  /** As by a process that is killed: the disk that the backup is on goes away while it is read. */
  private void breakOffRestore(String namespace) throws Exception {
    var opened = new AtomicInteger();
    try (Visit visit = Visit.to(zk(), Duration.ofSeconds(30))) {
      assertThrows(
          IOException.class,
          () ->
              Restore.read(
                  visit.session(),
                  Paths.of(namespace),
                  TAKEN,
                  () ->
                      opened.incrementAndGet() == 1
                          ? Files.newInputStream(file)
                          : new BrokenOff(Files.newInputStream(file), Files.size(file) * 3 / 4)));
    }
  }

  private static final class BrokenOff extends FilterInputStream {
    private long left;

    BrokenOff(InputStream in, long after) {
      super(in);
      left = after;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left <= 0) {
        throw new IOException("the disk is gone");
      }
      int read = super.read(bytes, offset, (int) Math.min(Math.min(length, 64), left));
      left -= read;
      return read;
    }
  }

  private String zk() {
    return site.zooKeeper.connectionString();
  }

  @Test
  void aBackupForWhichThereIsNoRoomHasFailed() throws Exception {
    site.load("zk-dump.json");
    file = Path.of("/dev/full");
    assumeTrue(Files.exists(file), "a device that is full");
    assertEquals(1, epoch("backup", "epoch"));
    assertFalse(Files.isRegularFile(file), "the device is what it was");
  }

  @Test
  void aBackupGoesThroughAPipeToo() throws Exception {
    site.load("zk-dump.json");
    assertEquals(0, epoch("backup", "epoch"));
    byte[] known = Files.readAllBytes(file);
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path out = directory.resolve("out");
    Process reader =
        new ProcessBuilder("cat", pipe.toString()).redirectOutput(out.toFile()).start();
    file = pipe;
    assertEquals(0, epoch("backup", "epoch"));
    assertEquals(0, reader.waitFor());
    assertTrue(Files.size(out) > known.length / 2, "it went through");
    assertFalse(Files.isRegularFile(pipe), "the pipe is what it was");
  }
}
