package epoch.server.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class TogetherTest {

  @Test
  void eachMayWaitForAnother() throws InterruptedException {
    var done = new CountDownLatch(1);
    try (var together = new Together()) {
      Future<String> answer =
          together.ask(() -> {
            done.await();
            return "done";
          });
      together.begin(done::countDown);
      together.await();
      assertEquals("done", answer.resultNow());
    }
  }

  @Test
  void whatOneThrowsIsThrownAndTheOthersAreEnded() throws InterruptedException {
    var failure = new IllegalArgumentException("no");
    var ended = new CountDownLatch(1);
    try (var together = new Together()) {
      together.begin(() -> {
        throw failure;
      });
      together.begin(() -> {
        try {
          new CountDownLatch(1).await();
        } finally {
          ended.countDown();
        }
      });
      assertSame(failure, assertThrows(IllegalArgumentException.class, together::await));
    }
    assertTrue(ended.getCount() == 0, "it goes on");
  }
}
