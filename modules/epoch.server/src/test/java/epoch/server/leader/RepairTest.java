package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.await;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.drove.TaskSpec;
import epoch.api.json.Json;
import epoch.api.rest.FailoverReport;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.AtTrigger;
import epoch.server.Await;
import epoch.server.drove.CreateOutcome;
import epoch.server.drove.Lookup;
import epoch.server.drove.local.Fault;
import epoch.server.leader.Installation.Member;
import epoch.server.operations.NotNowException;
import epoch.server.operations.Operations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What becomes of fire times and runs when others write, nodes are damaged, or answers are lost.
 */
class RepairTest extends WithAHand {
  private static final String EVERY_SECOND = "* * * * * ?";
  private static final String NEVER_AGAIN = "0 0 0 1 1 ? 2199";

  private static List<LedgerEntry> ledger(Operations leader, String id) throws Exception {
    return leader.ledgers().read(id, null, null, null).entries();
  }

  private static long count(Operations leader, String id, String verdict) throws Exception {
    return ledger(leader, id).stream().filter(entry -> entry.verdict().equals(verdict)).count();
  }

  private static void awaitRan(Operations leader, String id, long more) throws Exception {
    long before = count(leader, id, "RAN");
    Await.until(id + " runs on", () -> count(leader, id, "RAN") >= before + more);
  }

  /** Each second is there once, and its run with it. */
  private static void isWhole(Operations leader, String id, Predicate<LedgerEntry> expected)
      throws Exception {
    Instant before = null;
    for (LedgerEntry entry : ledger(leader, id)) {
      assertTrue(expected.test(entry), entry.toString());
      assertTrue(before == null || entry.time().equals(before.plusSeconds(1)), entry.toString());
      before = entry.time();
    }
  }

  @Test
  void aForeignWriteWhileALeaderLeadsCostsNoFireTime() throws Exception {
    Operations leader = installation.member().leading();
    leader.topologies().create(topology("often", EVERY_SECOND, "true"), SOMEONE);
    awaitRan(leader, "often", 1);
    for (int i = 0; i < 5; i++) {
      hand.rewrite("/epoch/topologies/often");
      awaitRan(leader, "often", 1);
    }
    String text = hand.read("/epoch/topologies/often");
    assertTrue(text.contains(EVERY_SECOND), text);
    hand.write("/epoch/topologies/often", text.replace(EVERY_SECOND, NEVER_AGAIN));
    Await.until(
        "the foreign edit counts",
        () -> leader.topologies().find("often").topology().trigger().toString().contains("2199"));
    isWhole(leader, "often", entry -> !entry.verdict().equals("UNACCOUNTED"));
  }

  @Test
  void aTopologyThatSomebodyElseRemovesEndsWithItsTasks() throws Exception {
    Operations leader = installation.member().leading();
    leader.topologies().create(topology("often", EVERY_SECOND, "sleep 60"), SOMEONE);
    Run run = await(leader, "often", RunState.RUNNING);
    hand.delete("/epoch/topologies/often");
    Await.until("nothing is left", () -> hand.children("/epoch/schedules").isEmpty());
    assertTrue(hand.children("/epoch/active").isEmpty(), run.runId());
    assertTrue(hand.children("/epoch/runs/often").isEmpty());
  }

  @Test
  void aFireWhoseAnswerIsLostIsMadeOnceThoughItsRunIsOverwritten() throws Exception {
    try (var proxy = new CuttingProxy(installation.zooKeeperPort())) {
      Member member = installation.member(proxy.address());
      Operations first = member.leading();
      first.topologies().create(topology("often", EVERY_SECOND, "true"), SOMEONE);
      awaitRan(first, "often", 1);
      for (int i = 0; i < 3; i++) {
        Await.until("what ran has ended", () -> hand.children("/epoch/active").isEmpty());
        Set<String> before = Set.copyOf(hand.children("/epoch/runs/often"));
        proxy.loseAnswers();
        String run =
            Await.found(
                "a run is committed",
                () ->
                    hand.children("/epoch/runs/often").stream()
                        .filter(id -> !before.contains(id))
                        .findFirst());
        hand.write("/epoch/runs/often/" + run, hand.read("/epoch/runs/often/" + run) + " ");
        proxy.cut();
        Await.until("it ends", () -> hand.read("/epoch/runs/often/" + run).contains("SUCCESSFUL"));
      }
      // On a busy machine the session may have ended, and a new one begun.
      List<LedgerEntry> entries =
          Await.found(
              "the ledger",
              () -> {
                try {
                  return Optional.of(ledger(member.leading(), "often"));
                } catch (NotNowException gone) {
                  return Optional.empty();
                }
              });
      for (LedgerEntry entry : entries) {
        assertFalse(entry.verdict().equals("UNACCOUNTED"), entry.toString());
      }
    }
  }

  @Test
  void damagedNodesHoldUpNobodyElse() throws Exception {
    Member first = installation.member();
    Operations before = first.leading();
    before.topologies().create(topology("damaged", EVERY_SECOND, "true"), SOMEONE);
    before.topologies().create(topology("sound", EVERY_SECOND, "true"), SOMEONE);
    awaitRan(before, "damaged", 1);
    awaitRan(before, "sound", 1);
    first.close();
    hand.write("/epoch/schedules/damaged", "{");
    hand.write("/epoch/cluster/heartbeat", "nonsense");
    hand.create("/epoch/ledger", "");
    hand.create("/epoch/ledger/sound", "nonsense");
    Operations after = installation.member().leading();
    awaitRan(after, "sound", 2);
    awaitRan(after, "damaged", 2);
    Await.until("the heart beats", () -> hand.read("/epoch/cluster/heartbeat").startsWith("{"));
    isWhole(after, "sound", entry -> !entry.verdict().equals("UNACCOUNTED"));
    assertTrue(count(after, "damaged", "UNACCOUNTED") > 0, "nobody can tell what it was");
  }

  @Test
  void aRunWhoseRecordIsGoneGoesOn() throws Exception {
    Member first = installation.member();
    Operations before = first.leading();
    Path go = directory.resolve("go");
    before
        .topologies()
        .create(
            topology(
                "long",
                NEVER_AGAIN,
                "while [ -d %s ] && [ ! -e %s ]; do sleep 0.1; done".formatted(go.getParent(), go)),
            SOMEONE);
    String id = before.runs().start("long", SOMEONE).runId();
    Await.until(
        "it runs",
        () -> before.runs().find("long", id).tasks().get(TASK).state() == TaskState.RUNNING);
    hand.delete("/epoch/runs/long/" + id);
    first.close();
    hand.children("/epoch/active").forEach(name -> assertTrue(name.contains(id)));
    Operations after = installation.member().leading();
    Files.createFile(go);
    await(after, "long", id, RunState.COMPLETED);
    Await.until("it is active no more", () -> hand.children("/epoch/active").isEmpty());
  }

  @Test
  void whatWasHeldIsRunOneAfterTheOtherWhenAllOfItIsWanted() throws Exception {
    Operations leader = installation.member().leading();
    leader.topologies().create(topology("slow", "0/2 * * * * ?", "sleep 0.3"), SOMEONE);
    awaitRan(leader, "slow", 1);
    leader.control().hold("a look", SOMEONE);
    Instant held = Instant.now();
    Await.until("three are held", () -> count(leader, "slow", "HELD") >= 3);
    Instant released = Instant.now();
    leader.control().release("RUN", SOMEONE);
    Await.until("all are caught up with", () -> count(leader, "slow", "CAUGHT_UP") >= 3);
    for (LedgerEntry entry : ledger(leader, "slow")) {
      // A fire beside these may well meet the run before, on a slow machine.
      if (entry.time().isAfter(held) && entry.time().isBefore(released)) {
        assertFalse(entry.verdict().equals("SKIPPED"), entry.toString());
      }
      if (entry.verdict().equals("CAUGHT_UP")) {
        assertTrue(entry.lateness() != null && entry.lateness() > 0, entry.toString());
      }
    }
  }

  @Test
  void theLedgerTellsHowLateARunBegan() throws Exception {
    Operations leader = installation.member().leading();
    leader.topologies().create(topology("often", EVERY_SECOND, "true"), SOMEONE);
    awaitRan(leader, "often", 2);
    LedgerEntry first = ledger(leader, "often").getFirst();
    Run run = leader.runs().find("often", String.valueOf(first.runId()));
    assertEquals(Duration.between(first.time(), run.created()).toMillis(), first.lateness());
  }

  @Test
  void aMomentThatWasPastIsMissedAndNeverRun() throws Exception {
    Operations leader = installation.member().leading();
    Instant past = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
    leader
        .topologies()
        .create(
            topology("once", EVERY_SECOND, "true").withTrigger(new AtTrigger(past, Map.of())),
            SOMEONE);
    List<LedgerEntry> entries = ledger(leader, "once");
    assertEquals(1, entries.size());
    assertEquals("MISSED", entries.getFirst().verdict());
    assertTrue(String.valueOf(entries.getFirst().reason()).startsWith("before cursor"));
    assertTrue(leader.runs().list("once", Set.of()).isEmpty());
  }

  @Test
  void theSchedulesNodeStaysSmallHoweverMuchIsSaid() throws Exception {
    Operations leader = installation.member().leading();
    leader.topologies().create(topology("moody", NEVER_AGAIN, "true"), SOMEONE);
    for (int i = 0; i < 150; i++) {
      leader.topologies().pause("moody", SOMEONE);
      leader.topologies().unpause("moody", SOMEONE);
      leader
          .topologies()
          .update(topology("moody", "0 0 0 1 1 ? " + (2100 + i % 90), "true"), SOMEONE);
    }
    int bytes = hand.bytes("/epoch/schedules/moody");
    assertTrue(bytes < 8_192, bytes + " bytes");
    assertTrue(hand.bytes("/epoch/ledger/moody") > 0);
  }

  @Test
  void aFailoverSaysWhomItConcerned() throws Exception {
    Member first = installation.member();
    Operations before = first.leading();
    before.topologies().create(topology("often", EVERY_SECOND, "sleep 60"), SOMEONE);
    Await.until("it is skipped", () -> count(before, "often", "SKIPPED") > 0);
    first.close();
    Instant closed = Instant.now();
    Await.until("some seconds pass", () -> Instant.now().isAfter(closed.plusSeconds(3)));
    Operations after = installation.member().leading();
    FailoverReport report =
        Await.found(
            "a report",
            () ->
                after.control().failovers().stream()
                    .filter(some -> some.from() != null)
                    .findFirst());
    assertEquals(1, report.runsAdopted());
    assertTrue(report.gap() > 0);
    FailoverReport whole =
        Await.found(
            "its fire times",
            () ->
                after.control().failovers().stream()
                    .filter(some -> some.from() != null && !some.affected().isEmpty())
                    .findFirst());
    FailoverReport.Affected some = whole.affected().getFirst();
    assertEquals("SKIPPED", some.verdict());
    assertTrue(String.valueOf(some.reason()).contains("not ended"));
    assertTrue(some.examples().getFirst().startsWith("often@"));
  }

  @Test
  void aTaskThatAppearsAfterItWasKilledIsKilledAndNobodyElses() throws Exception {
    Member first = installation.member();
    Operations before = first.leading();
    before.topologies().create(topology("late", NEVER_AGAIN, "sleep 60"), SOMEONE);
    installation.faults().add(Fault.of(Fault.Kind.DELAY_VISIBILITY).times(1).value(8_000));
    String id = before.runs().start("late", SOMEONE).runId();
    Await.until("it is sent", () -> installation.faults().active().isEmpty());
    before.runs().kill("late", id, TASK, SOMEONE);
    Run killed = await(before, "late", id, RunState.FAILED);
    String taskId = killed.tasks().get(TASK).taskId();
    assertEquals(List.of(taskId), hand.children("/epoch/tombstones"));
    before.topologies().delete("late", SOMEONE);
    String installationUid =
        Json.read(hand.read("/epoch/cluster/installation"), JsonNode.class).path("uid").asText();
    TaskSpec stray =
        TaskSpec.of(
            "epoch-test",
            "stray",
            Installation.command(TASK, "sleep 60"),
            Map.of("EPOCH_INSTALLATION", installationUid, "EPOCH_RUN_UID", "nobody knows"));
    assertTrue(first.connection().create(stray) instanceof CreateOutcome.Accepted);
    first.close();
    Member second = installation.member();
    second.leading();
    Await.until(
        "it is killed",
        () ->
            second.connection().find(taskId) instanceof Lookup.Found(var info)
                && info.outcome().state() == TaskState.CANCELLED);
    assertTrue(
        second.connection().find("stray") instanceof Lookup.Found(var info)
            && info.outcome().state() == TaskState.RUNNING,
        "no tombstone, no kill");
  }
}
