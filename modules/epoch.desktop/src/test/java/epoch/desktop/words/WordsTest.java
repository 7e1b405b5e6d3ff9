package epoch.desktop.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.TopologyState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");

  private final TimeWords times = new TimeWords(ZoneId.of("Asia/Kolkata"));

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT59S, 59 s",
    "PT41M, 41 min",
    "PT2H42M, 2 h 42 min",
    "PT3H, 3 h",
    "PT6H59M, 6 h",
    "PT17H, 17 h",
    "P1DT19H, 1 d 19 h",
    "P4D, 4 d",
    "P8DT5H, 8 d",
    "PT-5S, 0 s"
  })
  void spansHaveTwoUnitsAtMost(Duration span, String words) {
    assertEquals(words, TimeWords.span(span));
  }

  @ParameterizedTest
  @CsvSource({"PT38S, 38 s", "PT4M12S, 4 min 12 s", "PT1H7M, 1 h 07 min", "PT30H, 30 h 00 min"})
  void durationsAreAsLongAsNeeded(Duration took, String words) {
    assertEquals(words, TimeWords.duration(took));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T04:00:00Z, 1 h ago · 09:30",
    "2026-11-23T04:00:00Z, 1 d 1 h ago · Mon 09:30",
    "2026-11-01T04:00:00Z, 23 d ago · 1 Nov",
    "2025-11-01T04:00:00Z, 388 d ago · 1 Nov 2025",
    "2026-11-24T06:00:00Z, 11:30"
  })
  void pastTimesAreNeverRelativeAlone(Instant time, String words) {
    assertEquals(words, times.past(time, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T05:12:00Z, in 12 min · 10:42",
    "2026-11-24T04:56:00Z, 4 min late · 10:26",
    "2026-11-26T05:00:00Z, in 2 d · Thu 10:30"
  })
  void whatIsAheadIsSaidWithItsTimeAndWhatIsOverdueAsLate(Instant time, String words) {
    assertEquals(words, times.next(time, Instant.parse("2026-11-24T05:00:00Z")));
  }

  @Test
  void everyVerdictOfTheLedgerHasALookOfItsOwn() {
    assertEquals(
        7,
        Stream.of("RAN", "CAUGHT_UP", "SKIPPED", "MISSED", "HELD", "DUE", "UNACCOUNTED")
            .map(Look::ofVerdict)
            .distinct()
            .count());
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void everyShapeIsAPathThatClosesWhatItOpens(Look look) {
    assertTrue(look.path().matches("(?i)[mlhvcaz0-9., -]+z"), look.path());
  }

  @Test
  void everyStateHasALook() {
    for (TopologyState state : TopologyState.values()) {
      assertTrue(!Look.of(state).word().isEmpty());
    }
    for (RunState state : RunState.values()) {
      assertTrue(!Look.of(state).word().isEmpty());
    }
    for (TaskState state : TaskState.values()) {
      assertTrue(!Look.of(state).word().isEmpty());
    }
  }

  @Test
  void lineBreaksAndMarksOfDirectionAreShownInsteadOfObeyed() {
    assertEquals("a\uFFFDb\uFFFDc", Plain.line("a\nb\u202Ec"));
    assertEquals("家族 naïve", Plain.line("家族 naïve"));
    assertEquals("a\nb\uFFFDc", Plain.lines("a\nb\u202Ec"));
  }
}
