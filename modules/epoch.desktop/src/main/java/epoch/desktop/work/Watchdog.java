package epoch.desktop.work;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Watches the thread of the screen: whatever holds it for longer than the limit is logged with its
 * stack, because that is what makes a window feel slow.
 *
 * <p>It knocks at the thread every few milliseconds and looks at the clock until it is answered;
 * what lasts longer than the limit plus one knock is never missed.
 */
public final class Watchdog implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
  private static final Duration KNOCK = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofMillis(10);

  private final Executor screen;
  private final Duration limit;
  private final Thread watched;
  private final Thread thread;
  private final AtomicLong held = new AtomicLong();
  private volatile boolean closed;

  /**
   * Begins to watch.
   *
   * @param screen runs things on the thread
   * @param watched that thread
   */
  public Watchdog(Executor screen, Thread watched, Duration limit) {
    this.screen = screen;
    this.watched = watched;
    this.limit = limit;
    this.thread = Thread.ofPlatform().daemon().name("console-watchdog").start(this::watch);
  }

  private void watch() {
    while (!closed) {
      knock();
      LockSupport.parkNanos(KNOCK.toNanos());
    }
  }

  private void knock() {
    long begin = System.nanoTime();
    boolean[] answered = {false};
    Object lock = new Object();
    screen.execute(() -> {
      synchronized (lock) {
        answered[0] = true;
      }
    });
    String stack = "";
    while (!closed) {
      synchronized (lock) {
        if (answered[0]) {
          break;
        }
      }
      if (stack.isEmpty() && System.nanoTime() - begin > limit.toNanos()) {
        stack =
            Arrays.stream(watched.getStackTrace())
                .map(frame -> "\n\tat " + frame)
                .collect(Collectors.joining());
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    if (!stack.isEmpty()) {
      long millis = (System.nanoTime() - begin) / 1_000_000;
      held.incrementAndGet();
      LOG.log(Level.WARNING, "The thread of the screen was held for {0} ms:{1}", millis, stack);
    }
  }

  /** How often the thread was held for too long. */
  public long held() {
    return held.get();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
