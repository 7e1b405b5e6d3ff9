package epoch.desktop.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.Task;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"CRON\",\"timeSpec\":\"0 0 3 * * ?\"} | 0 0 3 * * ?",
        "{\"type\":\"CRON\",\"timeSpec\":\"0 0 3 * * ?\",\"timeZone\":\"Europe/Berlin\"}"
            + " | 0 0 3 * * ? · Europe/Berlin",
        "{\"type\":\"AT\",\"time\":1795496400000} | Once, 24 Nov 2026 10:30:00 · Asia/Kolkata",
        "{\"type\":\"AT\"} | Once, but no time is given",
        "{\"type\":\"MOON\"} | Trigger MOON",
        "{} | No trigger"
      })
  void schedulesOfEveryKindHaveWords(String json, String words) throws IOException {
    assertEquals(words, ScheduleWords.of(Json.read(json, Trigger.class), times));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"CONTAINER_EXECUTION\",\"executable\":{\"type\":\"DOCKER\",\"url\":\"a:1\"}} | a:1",
        "{\"type\":\"CONTAINER_EXECUTION\",\"executable\":{\"type\":\"COMMAND\",\"command\":"
            + "[\"sh\",\"-c\"]},\"resources\":[{\"type\":\"CPU\",\"count\":2}]} | sh -c · 2 CPU",
        "{\"type\":\"COMPOSITE\",\"compositionType\":\"ANY\",\"tasks\":["
            + "{\"type\":\"CONTAINER_EXECUTION\"},{\"type\":\"CONTAINER_EXECUTION\"}]}"
            + " | 2 tasks, until one succeeds",
        "{\"type\":\"COMPOSITE\",\"tasks\":[]} | 0 tasks, one after the other",
        "{\"type\":\"WASM\"} | Task of type WASM",
        "{} | No task"
      })
  void tasksOfEveryKindHaveWords(String json, String words) throws IOException {
    assertEquals(words, TaskWords.of(Json.read(json, Task.class)));
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
  }
}
