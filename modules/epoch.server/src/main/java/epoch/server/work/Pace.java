package epoch.server.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Keeps work that comes in bulk to so many pieces per second, whoever does it. Thread safe. */
public final class Pace {
  private final long step;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();

  /** When the next piece may begin. Guarded by the lock. */
  private long next;

  /**
   * @param perSecond how many pieces may begin in a second
   * @param nanos a clock that only goes forward
   */
  public Pace(int perSecond, LongSupplier nanos) {
    this.step = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.nanos = nanos;
    this.next = nanos.getAsLong();
  }

  /** Waits for its turn. */
  public void step() throws InterruptedException {
    long wait;
    lock.lockInterruptibly();
    try {
      long now = nanos.getAsLong();
      wait = Math.max(0, next - now);
      next = now + wait + step;
    } finally {
      lock.unlock();
    }
    TimeUnit.NANOSECONDS.sleep(wait);
  }
}
