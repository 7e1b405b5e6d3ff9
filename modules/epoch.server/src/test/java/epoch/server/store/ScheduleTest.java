package epoch.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.topology.CronTrigger;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Where a topology stands, and that it never goes back. */
class ScheduleTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final CronTrigger OFTEN = CronTrigger.of("* * * * * ?");

  @Test
  void aClockThatIsSetBackMovesNoCursorAndChangesNoVerdict() {
    Schedule schedule =
        Schedule.startingAt(NOON, NOON, 1, 0)
            .account(NOON.plusSeconds(60), Verdict.RAN, null, OFTEN);
    Instant earlier = NOON.plusSeconds(20);
    assertEquals(schedule, schedule.nothingUntil(earlier));
    assertEquals(schedule, schedule.account(earlier, Verdict.SKIPPED, "paused", OFTEN));
    assertEquals(NOON.plusSeconds(60), schedule.revised(1).cursor());
  }

  @Test
  void aLateRunIsASpanOfItsOwn() {
    Schedule schedule =
        Schedule.startingAt(NOON, NOON, 1, 0)
            .caughtUp(NOON.plusSeconds(1), 61_000, null, OFTEN)
            .caughtUp(NOON.plusSeconds(2), 61_000, null, OFTEN)
            .account(NOON.plusSeconds(3), Verdict.RAN, null, OFTEN);
    assertEquals(3, schedule.spans().list().size());
    assertEquals(61_000L, schedule.spans().list().getFirst().lateness());
    assertEquals(NOON.plusSeconds(3), schedule.cursor());
  }
}
