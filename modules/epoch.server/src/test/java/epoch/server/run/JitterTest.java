package epoch.server.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.server.timer.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** By how much fires are put off. */
class JitterTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void itIsTheSameEachTimeAndOnEachNode() {
    // A new hash would move the fires of every installation.
    assertEquals(Duration.ofMillis(1_348_401), Jitter.of("nightly", HOUR));
    assertEquals(Duration.ZERO, Jitter.of("nightly", Duration.ZERO));
  }

  @Test
  void itIsAtMostWhatIsAllowedAndSpreadsTopologiesEvenly() {
    var tenths = new int[10];
    for (int i = 0; i < 10_000; i++) {
      Duration jitter = Jitter.of("topology-" + i, HOUR);
      assertTrue(!jitter.isNegative() && jitter.compareTo(HOUR) <= 0, jitter::toString);
      tenths[(int) Math.min(9, jitter.toMillis() * 10 / HOUR.toMillis())]++;
    }
    for (int tenth : tenths) {
      assertTrue(tenth > 850 && tenth < 1_150, () -> List.of(tenth).toString());
    }
  }

  @Test
  void fireTimesThatArePutOffStayInOrderAndNoneIsLeftOut() {
    var random = new Random(20_261_125);
    FireTimes times = FireTimes.cron("0 0/7 * * * ?", ZoneOffset.UTC);
    Instant start = Instant.parse("2026-11-25T00:00:00Z");
    for (int i = 0; i < 100; i++) {
      Duration delay = Duration.ofMillis(random.nextLong(7_200_000));
      FireTimes later = times.putOffBy(delay);
      List<Instant> nominal = times.between(start, start.plus(HOUR)).toList();
      List<Instant> put = later.between(start.plus(delay), start.plus(delay).plus(HOUR)).toList();
      assertEquals(nominal.stream().map(time -> time.plus(delay)).toList(), put);
      assertEquals(List.copyOf(new TreeSet<>(put)), put);
    }
  }
}
