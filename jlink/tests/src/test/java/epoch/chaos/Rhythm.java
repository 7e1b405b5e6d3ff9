package epoch.chaos;

import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * When a trigger fires, told without Epoch: at each millisecond since 1970 that leaves a remainder.
 *
 * @param period milliseconds
 * @param phase the remainder
 * @param trigger what Epoch is told of it
 */
record Rhythm(long period, long phase, Trigger trigger) {

  /**
   * A cron expression.
   *
   * @param period seconds, a divisor of 60
   * @param phase seconds
   */
  static Rhythm cron(int period, int phase) {
    return new Rhythm(
        period * 1_000L,
        phase * 1_000L,
        CronTrigger.of("%d/%d * * * * ?".formatted(phase, period)));
  }

  /** Even distances, which no clock on a wall knows. */
  static Rhythm every(long period, long phase) {
    var trigger =
        new EveryTrigger(period + "ms", Instant.ofEpochMilli(phase), null, null, Map.of());
    return new Rhythm(period, phase, trigger);
  }

  /** The fire times in {@code (after, until]}. */
  Stream<Instant> between(Instant after, Instant until) {
    // Whole milliseconds: what is created within one fires after it.
    long first = after.toEpochMilli() + 1;
    long start = first + Math.floorMod(phase - first, period);
    return LongStream.iterate(start, time -> time <= until.toEpochMilli(), time -> time + period)
        .mapToObj(Instant::ofEpochMilli);
  }
}
