package epoch.server.timer;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.quartz.simpl.RAMJobStore;
import org.quartz.spi.OperableTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz's triggers in memory, and the soonest of those that its thread was told of since it last
 * looked. The thread itself remembers only the one that it was told of last: of several that are
 * set within a moment a later one would hide an earlier one, which would then be as late as the
 * thread had meant to sleep.
 */
class WakeStore extends RAMJobStore {
  private final AtomicLong soonest = new AtomicLong(Long.MAX_VALUE);

  /**
   * The soonest that the thread is to be told of, now that one more trigger is stored.
   *
   * @param time when that one is due, milliseconds since 1970
   */
  final long soonest(long time) {
    return soonest.accumulateAndGet(time, Math::min);
  }

  @Override
  public List<OperableTrigger> acquireNextTriggers(long until, int limit, long window) {
    // Before it looks: what is stored while it does is told of again.
    soonest.set(Long.MAX_VALUE);
    return super.acquireNextTriggers(until, limit, window);
  }

  /** What it says is Quartz's. */
  @Override
  protected Logger getLog() {
    return LoggerFactory.getLogger(RAMJobStore.class);
  }
}
