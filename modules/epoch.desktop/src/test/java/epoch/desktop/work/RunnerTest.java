package epoch.desktop.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunnerTest {

  private final List<String> told = new ArrayList<>();
  private final List<Runnable> screen = new ArrayList<>();

  @Test
  void theOutcomeIsToldOnTheScreenOnly() {
    Runner runner = new Runner(Runnable::run, screen::add);
    runner.run(() -> "done", told::add, failure -> told.add(failure.getMessage()));
    assertTrue(told.isEmpty());
    screen.forEach(Runnable::run);
    assertEquals(List.of("done"), told);
  }

  @Test
  void aFailureIsToldAsSuchAndSoIsAFaultOfOurOwn() {
    Runner runner = new Runner(Runnable::run, Runnable::run);
    runner.run(
        () -> {
          throw new IOException("away");
        },
        _ -> told.add("done"),
        failure -> told.add(failure.getMessage()));
    runner.run(
        () -> {
          throw new IllegalStateException("oops");
        },
        _ -> told.add("done"),
        failure -> told.add(failure.getMessage()));
    assertEquals(
        List.of("away", "A fault in the console: java.lang.IllegalStateException: oops"), told);
  }

  @Test
  void aTickerTicksUntilItIsClosed() throws InterruptedException {
    CountDownLatch ticks = new CountDownLatch(3);
    try (Ticker _ = new Ticker(Duration.ofMillis(1), Runnable::run, ticks::countDown)) {
      assertTrue(ticks.await(10, TimeUnit.SECONDS));
    }
  }
}
