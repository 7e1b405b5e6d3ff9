package epoch.server.timer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Tells when a clock is set back: it is compared with one that never is. */
final class ClockWatch implements AutoCloseable {

  /** How often they are compared. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  /** Less than this is no step: clocks are slewed. */
  private static final Duration STEP = Duration.ofMillis(100);

  private static final long CLOSE_READINGS_NANOS = 10_000_000;

  private final InstantSource clock;
  private final Consumer<Duration> setBack;
  private final Thread thread;

  /**
   * @param name of its thread
   * @param setBack told by how much, within {@link #PERIOD}
   */
  ClockWatch(String name, InstantSource clock, Consumer<Duration> setBack) {
    this.clock = clock;
    this.setBack = setBack;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::watch);
  }

  /** Call it once. */
  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    Duration ahead = aheadOfMonotonic();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(PERIOD);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      Duration now = aheadOfMonotonic();
      Duration back = ahead.minus(now);
      if (back.compareTo(STEP) > 0) {
        setBack.accept(back);
      }
      ahead = now;
    }
  }

  private Duration aheadOfMonotonic() {
    Instant now;
    long before;
    long spent;
    do {
      before = System.nanoTime();
      now = clock.instant();
      spent = System.nanoTime() - before;
      // A pause of the JVM between the two clocks would look like a step of one of them.
    } while (spent > CLOSE_READINGS_NANOS);
    return Duration.between(Instant.EPOCH, now).minusNanos(before);
  }
}
