package epoch.server.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The first moments of a leadership, in which a create that an earlier leader sent may still be
 * under way to Drove. What an earlier leader began may be adopted at once, but not closed: its task
 * could appear behind the decision. By the monotonic clock, so that a step of the time of day
 * shortens nothing. Thread safe.
 */
public final class Settling {
  private final LongSupplier nanos;
  private final long end;

  /**
   * Begins now.
   *
   * @param duration how long a session outlives its node, and a call to Drove the session
   * @param nanos a monotonic clock, nanoseconds
   */
  public Settling(Duration duration, LongSupplier nanos) {
    this.nanos = nanos;
    this.end = nanos.getAsLong() + duration.toNanos();
  }

  /** Whether nothing of an earlier leader can be under way any more. */
  boolean isOver() {
    return left() <= 0;
  }

  /** Waits until it is over. */
  void await() throws InterruptedException {
    for (long left = left(); left > 0; left = left()) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private long left() {
    return end - nanos.getAsLong();
  }
}
