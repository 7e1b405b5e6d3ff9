package epoch.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions with a deadline. */
public final class Await {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  private Await() {}

  /** Waits until the condition holds. */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    found(what, () -> condition.call() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until there is a value, and answers it. */
  public static <T> T found(String what, Callable<Optional<T>> search) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      Optional<T> found = search.call();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + DEADLINE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
