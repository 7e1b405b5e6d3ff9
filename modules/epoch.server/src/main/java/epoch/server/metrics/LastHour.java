package epoch.server.metrics;

import epoch.api.run.RunState;
import epoch.server.event.Event;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What happened in the last hour, minute by minute. Latenesses are kept in classes, each a
 * twentieth wider than the one before; so a percentile is right to five per cent, and costs the
 * same however many fires there were. Thread safe.
 */
public final class LastHour {
  private static final int MINUTES = 60;
  private static final double GROWTH = Math.log(1.05);

  /** Up to more than a year. */
  private static final int CLASSES = 512;

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is all below. */
  private final Minute[] minutes = new Minute[MINUTES];

  public LastHour(InstantSource clock) {
    this.clock = clock;
    Arrays.setAll(minutes, _ -> new Minute());
  }

  /** Hears of every event. */
  public void hear(Event event) {
    switch (event) {
      case Event.Fired fired when fired.run().state() != RunState.SKIPPED ->
          fired(fired.lateness());
      case Event.RunEnded ended when ended.run().state() == RunState.FAILED -> failed();
      default -> {}
    }
  }

  private void fired(Duration lateness) {
    lock.lock();
    try {
      Minute now = now();
      now.fires++;
      now.latenesses[classOf(lateness.toMillis())]++;
    } finally {
      lock.unlock();
    }
  }

  private void failed() {
    lock.lock();
    try {
      now().failed++;
    } finally {
      lock.unlock();
    }
  }

  /** The figures. */
  public Figures figures() {
    lock.lock();
    try {
      long oldest = minute() - MINUTES;
      long fires = 0;
      long failed = 0;
      long[] latenesses = new long[CLASSES];
      for (Minute minute : minutes) {
        if (minute.number > oldest) {
          fires += minute.fires;
          failed += minute.failed;
          for (int i = 0; i < CLASSES; i++) {
            latenesses[i] += minute.latenesses[i];
          }
        }
      }
      return new Figures(
          fires, failed, percentile(latenesses, fires, 0.5), percentile(latenesses, fires, 0.99));
    } finally {
      lock.unlock();
    }
  }

  /**
   * What happened.
   *
   * @param fires fire times that began a run
   * @param failed runs that failed
   * @param latenessP50 milliseconds; half of the fires were no later
   * @param latenessP99 milliseconds; 99 of 100 were no later
   */
  public record Figures(
      long fires, long failed, OptionalLong latenessP50, OptionalLong latenessP99) {}

  private static OptionalLong percentile(long[] latenesses, long count, double part) {
    long rank = (long) Math.ceil(count * part);
    long seen = 0;
    for (int i = 0; i < CLASSES && rank > 0; i++) {
      seen += latenesses[i];
      if (seen >= rank) {
        return OptionalLong.of(middleOf(i));
      }
    }
    return OptionalLong.empty();
  }

  private static int classOf(long millis) {
    return (int) Math.min(CLASSES - 1, Math.log1p((double) Math.max(0, millis)) / GROWTH);
  }

  private static long middleOf(int index) {
    return Math.round(Math.exp((index + 0.5) * GROWTH) - 1);
  }

  private Minute now() {
    long number = minute();
    Minute minute = minutes[(int) Math.floorMod(number, (long) MINUTES)];
    if (minute.number != number) {
      minute.begin(number);
    }
    return minute;
  }

  private long minute() {
    return clock.millis() / 60_000;
  }

  private static final class Minute {
    private final int[] latenesses = new int[CLASSES];
    private long number = Long.MIN_VALUE;
    private long fires;
    private long failed;

    void begin(long newNumber) {
      number = newNumber;
      fires = 0;
      failed = 0;
      Arrays.fill(latenesses, 0);
    }
  }
}
