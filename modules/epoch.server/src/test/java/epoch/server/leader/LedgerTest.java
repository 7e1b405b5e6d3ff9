package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.leader.Installation.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What the ledger says, and how the world is stopped and goes on. */
class LedgerTest extends OneLeader {
  private static final String EVERY_SECOND = "* * * * * ?";
  private static final String NEVER_AGAIN = "0 0 0 1 1 ? 2199";

  private List<LedgerEntry> ledger(String id) throws InterruptedException {
    return leader.ledgers().read(id, null, null, null).entries();
  }

  private List<LedgerEntry> await(String id, String what, Predicate<List<LedgerEntry>> holds)
      throws Exception {
    Await.until(what, () -> holds.test(ledger(id)));
    List<LedgerEntry> entries = ledger(id);
    Instant before = Instant.EPOCH;
    for (LedgerEntry entry : entries) {
      assertTrue(entry.time().isAfter(before), "in order, none twice");
      if (!before.equals(Instant.EPOCH)) {
        assertEquals(Duration.ofSeconds(1), Duration.between(before, entry.time()), "no gap");
      }
      before = entry.time();
    }
    return entries;
  }

  private static long count(List<LedgerEntry> entries, String verdict) {
    return entries.stream().filter(entry -> entry.verdict().equals(verdict)).count();
  }

  @Test
  void everyFireTimeIsThereOnceAndItsRunExists() throws Exception {
    leader.topologies().create(topology("often", EVERY_SECOND, "true"), SOMEONE);
    List<LedgerEntry> entries = await("often", "four ran", all -> count(all, "RAN") >= 4);
    for (LedgerEntry entry : entries) {
      if (entry.runId() != null) {
        assertEquals(entry.time(), leader.runs().find("often", entry.runId()).fireTime());
      }
    }
  }

  @Test
  void overlapPauseAndWhatIsPlannedAreTold() throws Exception {
    leader.topologies().create(topology("slow", EVERY_SECOND, "sleep 60"), SOMEONE);
    await("slow", "one ran and two are skipped", all -> count(all, "SKIPPED") >= 2);
    leader.topologies().pause("slow", SOMEONE);
    List<LedgerEntry> paused =
        await(
            "slow",
            "it is paused",
            all -> !all.isEmpty() && "paused by someone".equals(all.getLast().reason()));
    assertEquals(1, count(paused, "RAN"));
    leader.topologies().unpause("slow", SOMEONE);
    List<LedgerEntry> after =
        await(
            "slow",
            "it is skipped for overlap again",
            all -> all.getLast().reason() != null && all.getLast().reason().contains("not ended"));
    assertTrue(after.stream().anyMatch(entry -> "paused by someone".equals(entry.reason())));
    Instant now = Instant.now();
    var planned = leader.ledgers().read("slow", now.plusSeconds(5), now.plusSeconds(10), null);
    assertEquals(5, planned.entries().size());
    assertEquals("PLANNED", planned.entries().getFirst().verdict());
  }

  @Test
  void anEditChangesWhatIsToCome() throws Exception {
    leader.topologies().create(topology("edited", EVERY_SECOND, "true"), SOMEONE);
    await("edited", "two ran", all -> count(all, "RAN") >= 2);
    leader.topologies().update(topology("edited", NEVER_AGAIN, "true"), SOMEONE);
    int known = ledger("edited").size();
    Instant edited = Instant.now();
    Await.until("a second passed", () -> Instant.now().isAfter(edited.plusSeconds(2)));
    assertEquals(known, ledger("edited").size(), "what was, stays; the new one never fires");
  }

  @Test
  void aHoldLosesNothingAndItsReleaseDecides() throws Exception {
    leader.topologies().create(topology("held", EVERY_SECOND, "true"), SOMEONE);
    await("held", "one ran", all -> count(all, "RAN") >= 1);
    assertTrue(leader.control().hold("maintenance", SOMEONE).held());
    await("held", "three are held", all -> count(all, "HELD") >= 3);
    String instant = leader.runs().start("held", SOMEONE).runId();
    Await.until(
        "the instant run waits",
        () ->
            String.valueOf(leader.runs().find("held", instant).message()).contains("maintenance"));

    // An edit of other things gives nothing up, and it survives a failover.
    Topology edited = topology("held", EVERY_SECOND, "true").withDescription("edited");
    leader.topologies().update(edited, SOMEONE);
    Member next = installation.member();
    member.close();
    leader = next.leading();
    assertTrue(leader.control().state().held());
    long held = count(ledger("held"), "HELD");
    assertTrue(held >= 3);

    leader.control().release("LATEST", SOMEONE);
    Installation.await(leader, "held", instant, RunState.COMPLETED);
    List<LedgerEntry> after =
        await(
            "held", "it fires on", all -> count(all, "CAUGHT_UP") == 1 && count(all, "HELD") == 0);
    assertTrue(count(after, "SKIPPED") >= held - 1);
    var ids = new HashSet<String>();
    leader.runs().list("held", Set.of()).forEach(run -> assertTrue(ids.add(run.runId())));
  }

  @Test
  void aStuckRunCanBeClosed() throws Exception {
    leader.topologies().create(topology("stuck", NEVER_AGAIN, "sleep 60"), SOMEONE);
    String id = leader.runs().start("stuck", SOMEONE).runId();
    Await.until(
        "it runs",
        () -> leader.runs().find("stuck", id).tasks().get(TASK).state() == TaskState.RUNNING);
    leader.runs().close("stuck", id, "SUCCEEDED", "seen in its output", SOMEONE);
    Await.until("it ends", () -> leader.runs().find("stuck", id).state() != RunState.RUNNING);
    Run run = leader.runs().find("stuck", id);
    assertEquals(RunState.COMPLETED, run.state(), run.toString());
    assertTrue(String.valueOf(run.message()).contains("seen in its output"));
  }

  @Test
  void steppingDownHandsOver() throws Exception {
    Member next = installation.member();
    Await.until("two members", () -> member.election.members().all().size() == 2);
    leader.control().stepDown(SOMEONE);
    next.leading();
    assertFalse(member.election.operations().isPresent());
  }

  @Test
  void theLedgerOutgrowsTheScheduleAndStaysWhole() throws Exception {
    // It alternates between running and being skipped, so that nearly every fire is a span.
    leader.topologies().create(topology("flaky", EVERY_SECOND, "sleep 1.2"), SOMEONE);
    await("flaky", "many spans", all -> all.size() >= 3 && count(all, "SKIPPED") >= 1);
    for (int i = 0; i < 25; i++) {
      leader.topologies().pause("flaky", SOMEONE);
      leader.topologies().unpause("flaky", SOMEONE);
      Instant paused = Instant.now();
      Await.until("a moment passed", () -> Instant.now().isAfter(paused.plusMillis(300)));
    }
    await("flaky", "it is whole", all -> all.size() >= 10);
  }
}
