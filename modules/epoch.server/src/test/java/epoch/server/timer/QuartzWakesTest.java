package epoch.server.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.quartz.TriggerKey;
import org.quartz.spi.OperableTrigger;

class QuartzWakesTest {
  private final AtomicReference<QuartzWakes> wakes = new AtomicReference<>();
  private final AtomicInteger taken = new AtomicInteger();

  /** Asks for another look in the moment in which Quartz begins to wait for a trigger. */
  private final class Store extends WakeStore {
    @Override
    public List<OperableTrigger> acquireNextTriggers(long until, int limit, long window) {
      List<OperableTrigger> found = super.acquireNextTriggers(until, limit, window);
      if (!found.isEmpty() && taken.incrementAndGet() == 1) {
        wakes.get().lookAgain();
      }
      return found;
    }
  }

  @Test
  void whoWaitsForATriggerLooksAgainWhenItIsTold() throws InterruptedException {
    InstantSource clock = InstantSource.system();
    BlockingQueue<Instant> woken = new LinkedBlockingQueue<>();
    wakes.set(new QuartzWakes("test", clock, (_, _, due, _) -> woken.add(due), new Store()));
    Instant due = clock.instant().plusMillis(800);
    wakes.get().put(new TriggerKey("a", "once"), new Wake("a", FireTimes.at(due)), Instant.EPOCH);
    assertNotNull(woken.poll(10, TimeUnit.SECONDS));
    assertEquals(2, taken.get());
    wakes.get().shutdown();
  }
}
