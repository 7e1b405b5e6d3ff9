package epoch.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void readsEveryUnitOfDropwizard() {
    Map.ofEntries(
            Map.entry("7ns", Duration.ofNanos(7)),
            Map.entry("1 nanosecond", Duration.ofNanos(1)),
            Map.entry("2us", Duration.ofNanos(2_000)),
            Map.entry("3 microseconds", Duration.ofNanos(3_000)),
            Map.entry("500ms", Duration.ofMillis(500)),
            Map.entry("1 millisecond", Duration.ofMillis(1)),
            Map.entry("1s", Duration.ofSeconds(1)),
            Map.entry("30 seconds", Duration.ofSeconds(30)),
            Map.entry("120 seconds", Duration.ofMinutes(2)),
            Map.entry("5m", Duration.ofMinutes(5)),
            Map.entry("5 min", Duration.ofMinutes(5)),
            Map.entry("5mins", Duration.ofMinutes(5)),
            Map.entry("1 minute", Duration.ofMinutes(1)),
            Map.entry("2 minutes", Duration.ofMinutes(2)),
            Map.entry("1h", Duration.ofHours(1)),
            Map.entry("1 hour", Duration.ofHours(1)),
            Map.entry("2d", Duration.ofDays(2)),
            Map.entry(" 2  days ", Duration.ofDays(2)),
            Map.entry("0s", Duration.ZERO))
        .forEach((text, duration) -> assertEquals(duration, Durations.parse(text), text));
  }

  @Test
  void whatIsStoredAndWasNeverValidIsAsIfItWereNotThere() {
    assertEquals(Optional.of(Duration.ofDays(3_660)), Durations.understood("3660d"));
    for (String text : List.of("soon", "3661d", "99999999999999d", "")) {
      assertEquals(Optional.empty(), Durations.understood(text), text);
    }
    assertEquals(Optional.empty(), Durations.understood(null));
  }

  @Test
  void refusesWhatIsNoDurationAndSaysSo() {
    for (String text :
        List.of("", "5", "m", "-5m", "5 parsecs", "5M", "1.5h", "5m 3s", "12345678901234567890s")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Durations.parse(text), text)
              .getMessage();
      assertTrue(message.contains("\"" + text + "\""), message);
    }
  }

  @Test
  void refusesWhatOverflows() {
    assertThrows(IllegalArgumentException.class, () -> Durations.parse("999999999999999999d"));
  }

  @Test
  void writesWhatItReads() {
    for (String text : List.of("1ns", "3us", "500ms", "0s", "90s", "5m", "36h", "2d")) {
      assertEquals(text, Durations.format(Durations.parse(text)));
    }
    assertThrows(IllegalArgumentException.class, () -> Durations.format(Duration.ofSeconds(-1)));
  }
}
