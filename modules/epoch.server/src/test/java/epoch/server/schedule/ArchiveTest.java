package epoch.server.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.CronTrigger;
import epoch.server.store.Spans;
import epoch.server.store.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The older part of a ledger: how large it gets, and what is left when it is damaged. */
class ArchiveTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final CronTrigger EVERY_MINUTE = CronTrigger.of("0 * * * * ?");

  @Test
  void itKeepsTheNewestThatFitInto64Kilobytes() {
    var random = new Random(4);
    Spans spans = Spans.from(NOON);
    for (int i = 1; i <= 4_000; i++) {
      String reason = "held by someone: " + Long.toHexString(random.nextLong()) + random.nextLong();
      spans = spans.account(NOON.plusSeconds(60L * i), Verdict.SKIPPED, reason, EVERY_MINUTE, null);
    }
    assertTrue(spans.zippedBytes() > 64 * 1024, "it would not fit");
    Spans kept = Archive.bounded(spans);
    assertTrue(kept.zippedBytes() <= 64 * 1024, kept.zippedBytes() + " bytes");
    assertTrue(kept.zippedBytes() > 32 * 1024, "not more than needed is dropped");
    assertEquals(spans.until(), kept.until());
    assertEquals(EVERY_MINUTE, kept.list().getFirst().trigger());
  }

  private static Run run(Instant time, RunState state, String message) {
    return new Run(
        "t",
        new RunId(RunType.SCHEDULED, time).toString(),
        state,
        message,
        Map.of(),
        RunType.SCHEDULED,
        time,
        time,
        time,
        Map.of());
  }

  @Test
  void whatIsLostIsRebuiltFromTheRunsThatAreKept() {
    Spans rebuilt =
        Archive.rebuilt(
            List.of(
                run(NOON.plusSeconds(180), RunState.SKIPPED, "busy"),
                run(NOON.plusSeconds(120), RunState.FAILED, "exit code 1"),
                run(NOON.plusSeconds(600), RunState.SUCCESSFUL, "after all")),
            EVERY_MINUTE,
            NOON,
            NOON.plusSeconds(300));
    assertEquals(
        List.of(
            Verdict.UNACCOUNTED,
            Verdict.RAN,
            Verdict.UNACCOUNTED,
            Verdict.SKIPPED,
            Verdict.UNACCOUNTED),
        rebuilt.list().stream().map(span -> span.verdict()).toList());
    assertEquals(NOON.plusSeconds(300), rebuilt.until());
    assertEquals("busy", rebuilt.list().get(3).reason());
  }
}
