package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.PauseRequest;
import epoch.api.topology.TopologyState;
import epoch.server.Await;
import epoch.server.leader.Installation.Member;
import epoch.server.operations.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pauses with a reason and an end. */
class PausesTest extends OneLeader {
  private static final String EVERY_SECOND = "* * * * * ?";

  private List<LedgerEntry> ledger(String id) throws InterruptedException {
    return leader.ledgers().read(id, null, null, null).entries();
  }

  private Instant pause(String id, int seconds) throws InterruptedException {
    // Between two fire times, so that it is clear which side each is on.
    Instant until =
        Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS).plusMillis(500);
    leader.topologies().pause(id, new PauseRequest("night", until), SOMEONE);
    return until;
  }

  /** Every fire time from the pause on has one verdict: skipped up to its end, then not. */
  private void assertExact(String id, Instant until) throws InterruptedException {
    String words = "paused by someone until " + until + ": night";
    List<LedgerEntry> all = ledger(id);
    Instant before = null;
    int skipped = 0;
    for (LedgerEntry entry : all) {
      if (before != null) {
        assertEquals(Duration.ofSeconds(1), Duration.between(before, entry.time()), "no gap");
      }
      before = entry.time();
      if (words.equals(entry.reason())) {
        skipped++;
        assertEquals("SKIPPED", entry.verdict());
        assertTrue(!entry.time().isAfter(until), entry.toString());
      } else if (skipped > 0) {
        assertTrue(entry.time().isAfter(until), entry.toString());
      }
    }
    assertTrue(skipped >= 2, all.toString());
  }

  private long fired(String id, Instant after) throws InterruptedException {
    return ledger(id).stream()
        .filter(entry -> entry.time().isAfter(after) && entry.runId() != null)
        .count();
  }

  @Test
  void aPauseEndsByItselfAtItsMoment() throws Exception {
    leader.topologies().create(topology("pausing", EVERY_SECOND, "true"), SOMEONE);
    Await.until("it fired", () -> fired("pausing", Instant.EPOCH) > 0);
    Instant until = pause("pausing", 6);
    assertEquals(TopologyState.PAUSED, leader.topologies().find("pausing").state());
    Await.until("it fires again", () -> fired("pausing", until) >= 2);
    assertEquals(TopologyState.ACTIVE, leader.topologies().find("pausing").state());
    assertExact("pausing", until);
  }

  @Test
  void aPauseEndsAtItsMomentAlsoWhenNobodyLedThen() throws Exception {
    leader.topologies().create(topology("orphaned", EVERY_SECOND, "true"), SOMEONE);
    Instant until = pause("orphaned", 6);
    Member next = installation.member();
    member.crash();
    leader = next.leading();
    Await.until("it fires again", () -> fired("orphaned", until) >= 2);
    assertExact("orphaned", until);
  }

  @Test
  void aPauseEndsAtItsMomentAlsoWhenTheWorldIsReleasedInIt() throws Exception {
    leader.topologies().create(topology("released", EVERY_SECOND, "true"), SOMEONE);
    Instant until = pause("released", 6);
    leader.control().hold("a look", SOMEONE);
    leader.control().release("SKIP", SOMEONE);
    Await.until("it fires again", () -> fired("released", until) >= 2);
    assertExact("released", until);
  }

  @Test
  void whatIsToComeInAPauseIsTold() throws Exception {
    leader.topologies().create(topology("told", EVERY_SECOND, "true"), SOMEONE);
    Instant until = pause("told", 3_600);
    List<LedgerEntry> ahead =
        leader.ledgers().read("told", until.minusSeconds(5), until.plusSeconds(5), null).entries();
    assertEquals(5, ahead.size(), "none of those in the pause");
    assertEquals("PLANNED", ahead.getFirst().verdict());
    assertTrue(ahead.getFirst().time().isAfter(until));
  }

  @Test
  void aPauseCanBeChangedAndEndedEarlier() throws Exception {
    leader.topologies().create(topology("changing", EVERY_SECOND, "true"), SOMEONE);
    pause("changing", 2);
    // The later word counts; a plain one changes nothing.
    Instant until = pause("changing", 3_600);
    leader.topologies().pause("changing", SOMEONE);
    Instant then = Instant.now();
    Await.until("the first end is past", () -> Instant.now().isAfter(then.plusSeconds(3)));
    assertEquals(TopologyState.PAUSED, leader.topologies().find("changing").state());
    assertTrue(String.valueOf(ledger("changing").getLast().reason()).contains(until.toString()));
    leader.topologies().unpause("changing", SOMEONE);
    Await.until("it fires", () -> fired("changing", then) > 0);
    leader.topologies().pause("changing", SOMEONE);
    Await.until(
        "the new pause has no end",
        () -> "paused by someone".equals(ledger("changing").getLast().reason()));
  }

  @Test
  void aPauseThatIsOverAlreadyIsRefused() throws Exception {
    leader.topologies().create(topology("late", EVERY_SECOND, "true"), SOMEONE);
    var over = new PauseRequest(null, Instant.now().minusSeconds(1));
    Refusal refusal =
        assertThrows(Refusal.class, () -> leader.topologies().pause("late", over, SOMEONE));
    assertEquals(List.of("until: is not in the future"), refusal.errors());
    var wordy = new PauseRequest("x".repeat(1_001), null);
    assertThrows(Refusal.class, () -> leader.topologies().pause("late", wordy, SOMEONE));
    assertEquals(TopologyState.ACTIVE, leader.topologies().find("late").state());
  }
}
