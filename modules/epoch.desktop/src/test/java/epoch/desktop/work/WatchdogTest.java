package epoch.desktop.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  @Test
  void whatHoldsTheThreadOfTheScreenIsCounted() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
    try (ExecutorService screen =
        Executors.newSingleThreadExecutor(work -> {
          Thread made = new Thread(work);
          thread.set(made);
          return made;
        })) {
      screen.submit(() -> {}).get(10, TimeUnit.SECONDS);
      try (Watchdog dog = new Watchdog(screen, thread.get(), Duration.ofMillis(300))) {
        CountDownLatch held = new CountDownLatch(1);
        assertEquals(0, dog.held());
        screen.execute(() -> {
          try {
            held.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        held.countDown();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (dog.held() == 0 && System.nanoTime() < deadline) {
          Thread.onSpinWait();
        }
        assertTrue(dog.held() > 0);
      }
    }
  }
}
