package epoch.server.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Hands out turns evenly, so many in a second; those of the last tenth of a second may be used up
 * in a burst. Thread safe.
 */
final class Pace {
  private static final long BURST_NANOS = Duration.ofMillis(100).toNanos();

  private final long nanosEach;
  private final LongSupplier nanos;
  private final AtomicLong last;

  /**
   * @param rate turns in a second
   * @param nanos a monotonic clock, nanoseconds
   */
  Pace(double rate, LongSupplier nanos) {
    this.nanosEach = Math.round(Duration.ofSeconds(1).toNanos() / rate);
    this.nanos = nanos;
    this.last = new AtomicLong(nanos.getAsLong());
  }

  /** Takes the next turn. */
  long take() {
    long now = nanos.getAsLong();
    return last.updateAndGet(slot -> Math.max(slot + nanosEach, now - BURST_NANOS + nanosEach));
  }

  /** How long it is until a turn that was taken; not positive once it has come. */
  Duration until(long turn) {
    return Duration.ofNanos(turn - nanos.getAsLong());
  }
}
