package epoch.server.timer;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fire times at even distances from a first one, which makes each of them independent of when
 * anybody looks.
 */
final class EveryFireTimes implements FireTimes {
  /** Beyond this nothing is computed, as for crons. */
  private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  private final long from;
  private final long interval;

  /**
   * @param from the first; null for the beginning of 1970
   * @throws IllegalArgumentException if the interval is shorter than a second
   */
  EveryFireTimes(@Nullable Instant from, Duration interval) {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("interval: must be a second or more");
    }
    this.from = Objects.requireNonNullElse(from, Instant.EPOCH).toEpochMilli();
    this.interval = interval.toMillis();
  }

  @Override
  public Optional<Instant> next(Instant after) {
    if (after.getEpochSecond() * 1000 >= LATEST) {
      return Optional.empty();
    }
    long last = after.getEpochSecond() * 1000 < from ? from - interval : last(after.toEpochMilli());
    long next = last + interval;
    return next > LATEST ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
  }

  /** The last of the even distances at or before a moment that is not before the first. */
  private long last(long moment) {
    return moment < from
        ? from - interval
        : from + Math.floorDiv(moment - from, interval) * interval;
  }
}
