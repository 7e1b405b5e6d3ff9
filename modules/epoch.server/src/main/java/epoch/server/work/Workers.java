package epoch.server.work;

import epoch.server.store.zookeeper.FencedOutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The virtual threads of one term of leadership: they are started here and end with it. A thread
 * that learns that this node leads no more ends the term. Thread safe.
 */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(2);

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final InstantSource clock;
  private final Runnable fencedOut;
  private volatile boolean closed;

  /**
   * @param fencedOut called when a thread learns that this node leads no more
   */
  public Workers(InstantSource clock, Runnable fencedOut) {
    this.clock = clock;
    this.fencedOut = fencedOut;
  }

  /**
   * Starts work that must be finished: where it fails unexpectedly, that is logged and it is begun
   * again after a pause, until it returns or the term ends.
   */
  public void start(String name, Work work) {
    var thread = Thread.ofVirtual().name(name).unstarted(() -> persist(name, work));
    threads.add(thread);
    if (closed) {
      threads.remove(thread);
    } else {
      thread.start();
    }
  }

  private void persist(String name, Work work) {
    try {
      while (!attempt(name, work)) {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      LOG.debug("{} stops: the term ends", name);
      Thread.currentThread().interrupt();
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  private boolean attempt(String name, Work work) throws InterruptedException {
    try {
      work.run();
      return true;
    } catch (FencedOutException e) {
      LOG.warn("{} stops: {}", name, e.getMessage());
      fencedOut.run();
      return true;
    } catch (RuntimeException e) {
      LOG.error("{} failed and is tried again in {} s", name, PAUSE.toSeconds(), e);
      return closed;
    }
  }

  /** Interrupts all threads and waits, not for long, for their end. */
  @Override
  public void close() {
    closed = true;
    Instant deadline = clock.instant().plus(CLOSE_DEADLINE);
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isPositive() && !thread.equals(Thread.currentThread())) {
          thread.join(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What a thread does. */
  @FunctionalInterface
  public interface Work {
    void run() throws InterruptedException;
  }
}
