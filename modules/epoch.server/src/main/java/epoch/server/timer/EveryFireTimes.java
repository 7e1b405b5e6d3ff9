package epoch.server.timer;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fire times at even distances from a first one, which makes each of them independent of when
 * anybody looks.
 */
final class EveryFireTimes implements FireTimes {
  private final Instant from;
  private final long interval;

  /**
   * @param from the first; null for the beginning of 1970
   * @throws IllegalArgumentException if the interval is shorter than a second
   */
  EveryFireTimes(@Nullable Instant from, Duration interval) {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("interval: must be a second or more");
    }
    this.interval = interval.toMillis();
    Instant first = Objects.requireNonNullElse(from, Instant.EPOCH).truncatedTo(ChronoUnit.MILLIS);
    // What lies before 1970 concerns nobody, and its distance from now may be none that fits.
    this.from =
        first.isBefore(Instant.EPOCH)
            ? Instant.EPOCH.plusMillis(Math.floorMod(first.toEpochMilli(), this.interval))
            : first;
  }

  @Override
  public Optional<Instant> next(Instant after) {
    if (after.isBefore(from)) {
      return upTo(from);
    }
    if (!after.isBefore(LATEST)) {
      return Optional.empty();
    }
    long passed = (after.toEpochMilli() - from.toEpochMilli()) / interval;
    return upTo(from.plusMillis((passed + 1) * interval));
  }

  private static Optional<Instant> upTo(Instant time) {
    return time.isAfter(LATEST) ? Optional.empty() : Optional.of(time);
  }
}
