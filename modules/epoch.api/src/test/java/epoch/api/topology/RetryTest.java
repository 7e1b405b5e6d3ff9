package epoch.api.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {

  @Test
  void eachPauseIsTwiceTheOneBeforeAndNoneIsLongerThanTheLongest() {
    var random = new Random(20_261_125);
    for (int i = 0; i < 500; i++) {
      Duration first = Duration.ofSeconds(1 + random.nextInt(86_400));
      Duration most = Duration.ofSeconds(1 + random.nextInt(86_400));
      var retry = new Retry(20, Durations.format(first), Durations.format(most), null, Map.of());
      Duration expected = first;
      for (int failed = 1; failed < 20; failed++) {
        Duration pause = retry.pauseAfter(failed);
        assertEquals(expected.compareTo(most) < 0 ? expected : most, pause);
        expected = expected.compareTo(most) < 0 ? expected.multipliedBy(2) : expected;
      }
    }
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    var retry = new Retry(null, null, null, null, Map.of());
    assertEquals(3, retry.attempts());
    assertEquals(Duration.ofSeconds(30), retry.pauseAfter(1));
    assertEquals(Duration.ofMinutes(10), retry.pauseAfter(19));
    assertTrue(retry.covers(RetryOn.FAILED) && retry.covers(RetryOn.TIMEOUT));
    assertTrue(!retry.covers(RetryOn.LOST));
  }
}
