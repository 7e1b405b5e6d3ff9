package epoch.server.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets creates through to Drove: a limited number at a time, a limited number per second, and none
 * unless this node has proof that it leads. Thread safe.
 */
public final class CreateGate {
  private final Semaphore room;
  private final long nanosEach;
  private final LongSupplier nanos;
  private final Proof leads;
  private final Supplier<Optional<String>> held;
  private final AtomicLong nextSlot;

  /**
   * @param concurrency creates in flight at most
   * @param rate creates per second at most
   * @param nanos a monotonic clock, nanoseconds
   * @param leads blocks until this node has fresh proof that it leads
   * @param held why nothing may be created now, if so
   */
  public CreateGate(
      int concurrency,
      double rate,
      LongSupplier nanos,
      Proof leads,
      Supplier<Optional<String>> held) {
    this.room = new Semaphore(concurrency, true);
    this.nanosEach = Math.round(Duration.ofSeconds(1).toNanos() / rate);
    this.nanos = nanos;
    this.leads = leads;
    this.held = held;
    this.nextSlot = new AtomicLong(nanos.getAsLong());
  }

  /** Why nothing may be created now; empty if something may. */
  Optional<String> held() {
    return held.get();
  }

  /** Waits for its turn, makes the call, and answers what it answered. */
  <T> T pass(Call<T> call) throws InterruptedException {
    room.acquire();
    try {
      awaitSlot();
      leads.await();
      return call.make();
    } finally {
      room.release();
    }
  }

  /** Slots are handed out evenly; those of the last tenth of a second may be used up in a burst. */
  private void awaitSlot() throws InterruptedException {
    long now = nanos.getAsLong();
    long burst = TimeUnit.MILLISECONDS.toNanos(100);
    long mine = nextSlot.updateAndGet(slot -> Math.max(slot + nanosEach, now - burst + nanosEach));
    long wait = mine - now;
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }

  /** A call to Drove. */
  @FunctionalInterface
  interface Call<T> {
    T make() throws InterruptedException;
  }

  /** Fresh proof of leadership. */
  @FunctionalInterface
  public interface Proof {
    /** Returns once there is such proof; throws if this node leads no more. */
    void await() throws InterruptedException;
  }
}
