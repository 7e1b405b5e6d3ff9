package epoch.server.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.AuditEntry;
import epoch.api.rest.AuditQuery;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.Role;
import epoch.api.rest.RunRequest;
import epoch.api.run.RunState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.operations.Caller;
import epoch.server.operations.Operations;
import epoch.server.operations.Refusal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who changed what is known afterwards, whoever leads then. */
class AuditTest {
  private static final String NEVER = "0 0 0 1 1 ? 2199";
  private static final Caller ANN = new Caller("ann", Role.READ_WRITE, "192.0.2.7");
  private static final Caller BOB = new Caller("bob", Role.READ_WRITE, "2001:db8::1");

  @TempDir Path directory;
  private Installation installation;

  @BeforeEach
  void start() throws Exception {
    installation = new Installation(directory);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private static AuditQuery everything() {
    return new AuditQuery(null, null, null, Instant.EPOCH, null, null, null);
  }

  private static List<String> actions(List<AuditEntry> entries) {
    return entries.reversed().stream().map(AuditEntry::action).toList();
  }

  private static Topology withSecret(String name, String secret) {
    ContainerTask task = Installation.command(Installation.TASK, "sleep 60");
    return Topology.of(
        name,
        task.with(
            task.executable(),
            task.resources(),
            task.volumes(),
            Map.of("PASSWORD", secret, "KEPT", "same")),
        CronTrigger.of(NEVER));
  }

  @Test
  void everyChangeIsWrittenDownWithWhoFromWhereAndWhyButWithoutSecrets() throws Exception {
    Operations leader = installation.member().leading();
    leader.topologies().create(withSecret("a", "hunter2"), ANN);
    leader.topologies().update(withSecret("a", "hunter3"), BOB);
    leader.topologies().update(withSecret("a", "hunter3"), BOB);
    leader.topologies().pause("a", ANN);
    leader.topologies().pause("a", ANN);
    leader.topologies().unpause("a", ANN);
    String runId = leader.runs().start("a", BOB).runId();
    Installation.await(leader, "a", runId, RunState.RUNNING);
    Await.until(
        "the task can be killed",
        () -> leader.runs().kill("a", runId, Installation.TASK, ANN).success());
    Installation.await(leader, "a", runId, RunState.FAILED);
    assertFalse(leader.runs().kill("a", runId, Installation.TASK, ANN).success());
    String stuck = leader.runs().start("a", BOB).runId();
    leader.runs().close("a", stuck, "FAILED", "it hangs", ANN);
    leader.control().hold("maintenance", ANN);
    leader.control().release("SKIP", BOB);
    leader.topologies().delete("a", ANN);

    List<AuditEntry> all = leader.audits().read(everything());
    assertEquals(
        List.of(
            "CREATE", "EDIT", "PAUSE", "UNPAUSE", "RUN", "KILL", "RUN", "CLOSE", "HOLD", "RELEASE",
            "DELETE"),
        actions(all));
    assertFalse(all.toString().contains("hunter"), all::toString);
    AuditEntry edit = all.get(all.size() - 2);
    assertEquals("revision 2: task.env.PASSWORD", edit.message());
    assertEquals("bob", edit.who());
    assertEquals("2001:db8::1", edit.address());
    assertEquals("a", edit.topology());
    AuditEntry close = all.get(3);
    assertEquals(stuck, close.run());
    assertEquals("it hangs", close.reason());
    assertEquals("maintenance", all.get(2).reason());
  }

  @Test
  void itTellsReasonsRestoresRetriesAndKillsOfRuns() throws Exception {
    Operations leader = installation.member().leading();
    leader.topologies().create(Installation.topology("a", NEVER, "sleep 60"), ANN);
    leader.topologies().update(Installation.topology("a", NEVER, "exit 3"), ANN);
    leader.revisions().restore("a", 1, ANN);
    Instant until = Instant.parse("2199-01-01T00:00:00Z");
    leader.topologies().pause("a", new PauseRequest("night shift", until), BOB);
    String runId = leader.runs().start("a", new RunRequest(null, null, "by hand"), BOB).runId();
    Installation.await(leader, "a", runId, RunState.RUNNING);
    assertTrue(leader.runs().killRun("a", runId, "too long", BOB).success());
    Installation.await(leader, "a", runId, RunState.FAILED);
    String again = leader.runs().retry("a", runId, ANN).runId();

    List<AuditEntry> all = leader.audits().read(everything());
    assertEquals(
        List.of("CREATE", "EDIT", "RESTORE", "PAUSE", "RUN", "KILL", "RETRY"), actions(all));
    assertEquals("retried run " + runId, all.getFirst().message());
    assertEquals(again, all.getFirst().run());
    assertEquals("too long", all.get(1).reason());
    assertEquals("by hand", all.get(2).reason());
    assertEquals("paused until " + until, all.get(3).message());
    assertEquals("night shift", all.get(3).reason());
    assertTrue(all.get(4).message().startsWith("revision 1 again as revision 3: task."));
  }

  @Test
  void whatIsRefusedIsNotWrittenDown() throws Exception {
    Operations leader = installation.member().leading();
    leader.topologies().create(Installation.topology("a", NEVER, "true"), ANN);
    assertThrows(
        Refusal.class,
        () -> leader.topologies().create(Installation.topology("a", NEVER, "true"), ANN));
    assertThrows(Refusal.class, () -> leader.topologies().pause("b", ANN));
    assertThrows(Refusal.class, () -> leader.control().release("RUN", ANN));
    assertEquals(List.of("CREATE"), actions(leader.audits().read(everything())));
  }

  @Test
  void itIsReadByFilterAndPageAndGoesOnAfterAFailover() throws Exception {
    var first = installation.member();
    Operations before = first.leading();
    for (int i = 0; i < 3; i++) {
      before.topologies().create(Installation.topology("t" + i, NEVER, "true"), ANN);
      before.topologies().pause("t" + i, BOB);
    }
    before.control().stepDown(ANN);
    first.close();
    Operations after = installation.member().leading();
    after.topologies().unpause("t1", ANN);

    List<AuditEntry> all = after.audits().read(everything());
    assertEquals(8, all.size());
    assertEquals(
        List.of("UNPAUSE", "STEP_DOWN"),
        all.subList(0, 2).stream().map(AuditEntry::action).toList());
    assertEquals(all, pages(after, everything(), 3));
    assertEquals(
        List.of("CREATE", "PAUSE", "UNPAUSE"),
        actions(after.audits().read(new AuditQuery(null, "t1", null, null, null, 9, null))));
    assertEquals(
        3, after.audits().read(new AuditQuery("bob", null, null, null, null, 9, null)).size());
    assertEquals(
        3, after.audits().read(new AuditQuery(null, null, "PAUSE", null, null, 9, null)).size());
    Instant middle = all.get(4).time();
    List<AuditEntry> since =
        after.audits().read(new AuditQuery(null, null, null, middle, null, null, null));
    List<AuditEntry> until =
        after.audits().read(new AuditQuery(null, null, null, Instant.EPOCH, middle, null, null));
    assertTrue(since.stream().noneMatch(entry -> entry.time().isBefore(middle)));
    assertTrue(until.stream().allMatch(entry -> entry.time().isBefore(middle)));
    assertEquals(all.size(), since.size() + until.size());
    assertThrows(Refusal.class, () -> after.audits().read(AuditQuery.latest(1).after("not an id")));
  }

  private static List<AuditEntry> pages(Operations operations, AuditQuery query, int size)
      throws Exception {
    var all = new ArrayList<AuditEntry>();
    String after = null;
    while (true) {
      List<AuditEntry> page =
          operations
              .audits()
              .read(new AuditQuery(null, null, null, query.since(), null, size, after));
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      after = page.getLast().id();
    }
  }
}
