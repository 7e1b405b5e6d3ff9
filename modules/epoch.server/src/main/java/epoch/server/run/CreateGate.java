package epoch.server.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets creates through to Drove: a limited number at a time, a limited number per second, none
 * unless this node has proof that it leads, and none while the world stands still. What is caught
 * up with after an outage takes a turn before that, of which there are fewer. Thread safe.
 */
public final class CreateGate {
  private final Semaphore room;
  private final Pace pace;
  private final Pace catchUp;
  private final Proof leads;
  private final Supplier<Optional<String>> held;
  private final AtomicInteger catchingUp = new AtomicInteger();

  /**
   * @param concurrency creates in flight at most
   * @param rate creates per second at most
   * @param catchUpRate creates per second of what is caught up with, at most
   * @param nanos a monotonic clock, nanoseconds
   * @param leads blocks until this node has fresh proof that it leads
   * @param held why nothing may be created now, if so
   */
  public CreateGate(
      int concurrency,
      double rate,
      double catchUpRate,
      LongSupplier nanos,
      Proof leads,
      Supplier<Optional<String>> held) {
    this.room = new Semaphore(concurrency, true);
    this.pace = new Pace(rate, nanos);
    this.catchUp = new Pace(catchUpRate, nanos);
    this.leads = leads;
    this.held = held;
  }

  /** Why nothing may be created now; empty if something may. */
  Optional<String> held() {
    return held.get();
  }

  /** How many runs that are caught up with wait for their turn. */
  public int catchingUp() {
    return catchingUp.get();
  }

  /** Takes a turn among those that are caught up with; closed when it was waited for. */
  Turn catchUpTurn() {
    return new Turn(catchUp.take());
  }

  /**
   * Waits for room and pace, makes the call, and answers what it answered; empty if the world was
   * stopped meanwhile.
   */
  <T> Optional<T> pass(Call<T> call) throws InterruptedException {
    room.acquire();
    try {
      Duration wait = pace.until(pace.take());
      if (wait.isPositive()) {
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
      }
      leads.await();
      return held.get().isPresent() ? Optional.empty() : Optional.of(call.make());
    } finally {
      room.release();
    }
  }

  /** A turn that is waited for. */
  final class Turn implements AutoCloseable {
    private final long at;

    private Turn(long at) {
      this.at = at;
      catchingUp.incrementAndGet();
    }

    /** How long until it comes; not positive once it has. */
    Duration in() {
      return catchUp.until(at);
    }

    @Override
    public void close() {
      catchingUp.decrementAndGet();
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
