package epoch.server.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Trigger;
import epoch.api.topology.TriggerSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Intervals, windows, and several triggers at once. */
class TriggersTest {
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

  private static List<Instant> firesFrom(Trigger trigger, Instant after, int count) {
    return FireTimes.of(trigger, ZoneOffset.UTC)
        .between(after, Instant.parse("2199-01-01T00:00:00Z"))
        .limit(count)
        .toList();
  }

  @Test
  void anIntervalIsInPhaseWithItsFirstFireTimeWheneverSomebodyLooks() {
    var random = new Random(20261125);
    var trigger = new EveryTrigger("7m", START, null, null, Map.of());
    for (int i = 0; i < 2000; i++) {
      Instant after = START.plusMillis(random.nextLong(-1_000_000_000L, 100_000_000_000L));
      Instant next = firesFrom(trigger, after, 1).getFirst();
      long sinceStart = next.toEpochMilli() - START.toEpochMilli();
      assertEquals(0, sinceStart % 420_000, () -> "phase after " + after);
      assertEquals(true, next.isAfter(after) && sinceStart >= 0);
      Instant before = next.minusMillis(420_000);
      assertEquals(true, before.isBefore(START) || !before.isAfter(after), "none is left out");
    }
  }

  @Test
  void anIntervalWithoutABeginFiresAtRoundTimes() {
    assertEquals(
        List.of(Instant.parse("2026-11-25T10:15:00Z"), Instant.parse("2026-11-25T10:30:00Z")),
        firesFrom(EveryTrigger.of("15m"), START, 2));
  }

  @Test
  void aWindowIncludesBothItsEnds() {
    var trigger =
        new CronTrigger(
            "0 0 * * * ?", "UTC", START.plusSeconds(3600), START.plusSeconds(7200), Map.of());
    assertEquals(
        List.of(START.plusSeconds(3600), START.plusSeconds(7200)),
        firesFrom(trigger, Instant.EPOCH, 10));
  }

  @Test
  void aMomentThatTwoTriggersGiveCountsOnce() {
    var both =
        new TriggerSet(
            List.of(CronTrigger.of("0 0 * * * ?"), EveryTrigger.of("30m"), EveryTrigger.of("1h")),
            Map.of());
    assertEquals(
        List.of(START.plusSeconds(1800), START.plusSeconds(3600), START.plusSeconds(5400)),
        firesFrom(both, START, 3));
  }
}
