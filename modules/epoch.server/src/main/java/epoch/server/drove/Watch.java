package epoch.server.drove;

import java.time.Duration;

/**
 * One waiter's view of one task; of use by a single thread, but for {@link #nudge} and {@link
 * #close}.
 */
public interface Watch extends AutoCloseable {

  /**
   * Waits until what is known differs from what this watch returned last (the first call: until
   * anything is known), or it was nudged, or the time-out passed. Blocks cheaply on a virtual
   * thread.
   *
   * @return what is known now; after a nudge or the time-out this may be what was returned before
   * @throws InterruptedException if the thread was interrupted
   */
  Sighting next(Duration timeout) throws InterruptedException;

  /** Makes {@link #next} return now, or at once when it is called next. */
  void nudge();

  /** Stops watching. */
  @Override
  void close();
}
