package epoch.server.run;

import epoch.server.drove.Watch;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes whoever waits for news of a run, at whichever watch. Thread safe. */
final class Bell {
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Semaphore rung = new Semaphore(0);

  /** Wakes whoever walks the run, wherever it waits. */
  void wake() {
    ring();
    watches.forEach(Watch::nudge);
  }

  /** Wakes whoever waits for the run to be let in. */
  void ring() {
    rung.release();
  }

  /** Waits until it rang since the last time, but not for longer than that. */
  void await(Duration timeout) throws InterruptedException {
    if (rung.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      rung.drainPermits();
    }
  }

  /** A walker waits at this watch from now on. */
  void reach(Watch watch) {
    watches.add(watch);
  }

  /** It does so no more. */
  void leave(Watch watch) {
    watches.remove(watch);
  }
}
