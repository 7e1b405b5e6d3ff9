package epoch.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Topology;
import epoch.server.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastHourTest {
  private Instant now = Instant.parse("2026-11-25T12:00:00Z");
  private final LastHour hour = new LastHour((InstantSource) () -> now);

  private Run run(RunState state) {
    return new Run(
        "a",
        "ESR-2026-11-25-12-00-00-000",
        state,
        "",
        Map.of(),
        RunType.SCHEDULED,
        now,
        now,
        now,
        Map.of());
  }

  private void fire(RunState state, long millis) {
    hour.hear(new Event.Fired(run(state), now, Duration.ofMillis(millis), false));
  }

  @Test
  void withoutFiresThereIsNoLateness() {
    assertEquals(0, hour.figures().fires());
    assertTrue(hour.figures().latenessP99().isEmpty());
  }

  @Test
  void percentilesAreRightToFivePerCent() {
    for (int millis = 1; millis <= 1_000; millis++) {
      fire(RunState.RUNNING, millis);
    }
    LastHour.Figures figures = hour.figures();
    assertEquals(1_000, figures.fires());
    assertEquals(500, figures.latenessP50().orElseThrow(), 25);
    assertEquals(990, figures.latenessP99().orElseThrow(), 50);
  }

  @Test
  void noLatenessIsZeroAndAClockAheadIsNoLateness() {
    fire(RunState.RUNNING, 0);
    fire(RunState.RUNNING, -7);
    assertEquals(0, hour.figures().latenessP99().orElseThrow());
    fire(RunState.RUNNING, Duration.ofDays(365).toMillis());
    assertTrue(hour.figures().latenessP99().orElseThrow() > Duration.ofDays(300).toMillis());
  }

  @Test
  void whatIsSkippedIsNoFireAndOnlyWhatFailedCountsAsFailed() {
    fire(RunState.SKIPPED, 5);
    Topology topology = Topology.of("a", ContainerTask.of("t", "i", 1, 128), AtTrigger.of(now));
    hour.hear(new Event.RunEnded(run(RunState.FAILED), topology));
    hour.hear(new Event.RunEnded(run(RunState.SUCCESSFUL), topology));
    assertEquals(0, hour.figures().fires());
    assertEquals(1, hour.figures().failed());
  }

  @Test
  void afterAnHourItIsForgotten() {
    fire(RunState.RUNNING, 5);
    now = now.plus(Duration.ofMinutes(59));
    fire(RunState.RUNNING, 5);
    assertEquals(2, hour.figures().fires());
    now = now.plus(Duration.ofMinutes(1));
    assertEquals(1, hour.figures().fires());
    now = now.plus(Duration.ofMinutes(59));
    assertEquals(0, hour.figures().fires());
    fire(RunState.RUNNING, 5);
    assertEquals(1, hour.figures().fires());
  }
}
