package epoch.desktop.work;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls something on the thread of the screen again and again until it is closed. */
public final class Ticker implements AutoCloseable {

  private final ScheduledExecutorService timer;

  /** Starts to tick; the first tick comes after one period. */
  public Ticker(Duration every, Executor screen, Runnable tick) {
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("console-ticker").factory());
    // With a delay rather than at a rate: a machine that slept must not catch up on its ticks.
    var _ =
        timer.scheduleWithFixedDelay(
            () -> screen.execute(tick), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
