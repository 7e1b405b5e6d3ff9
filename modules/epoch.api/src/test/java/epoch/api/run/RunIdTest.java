package epoch.api.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunIdTest {

  private static final Instant TIME = Instant.parse("2026-11-24T02:43:06.007Z");

  @Test
  void saysTypeAndTimeInUtcAndReadsBack() {
    RunId scheduled = new RunId(RunType.SCHEDULED, TIME);
    assertEquals("ESR-2026-11-24-02-43-06-007", scheduled.toString());
    assertEquals("EIR-2026-11-24-02-43-06-007", new RunId(RunType.INSTANT, TIME).toString());
    assertEquals(RunId.LENGTH, scheduled.toString().length());
    assertEquals(Optional.of(scheduled), RunId.parse(scheduled.toString()));
  }

  @Test
  void whatIsNoIdIsNotRead() {
    for (String text :
        List.of(
            "",
            "ESR-",
            "XSR-2026-11-24-02-43-06-007",
            "ESR-2026-13-24-02-43-06-007",
            "ESR-2026-02-30-02-43-06-007",
            "ESR-2026-11-24-02-43-06-07",
            "ESR-2026-11-24-02-43-06-0070")) {
      assertEquals(Optional.empty(), RunId.parse(text), text);
    }
  }

  @Test
  void theRepeatedHourOfAutumnHasTwoIds() {
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    assertNotEquals(
        new RunId(RunType.SCHEDULED, first).toString(),
        new RunId(RunType.SCHEDULED, first.plus(Duration.ofHours(1))).toString());
  }

  @Test
  void yearsThatAnIdCannotSayAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RunId(RunType.INSTANT, Instant.MAX));
  }

  @Test
  void laterAttemptsAreMarkedInTheIdOnDrove() {
    RunId id = new RunId(RunType.SCHEDULED, TIME);
    assertEquals("top-ESR-2026-11-24-02-43-06-007-job", id.taskId("top", "job", 1));
    assertEquals("top-ESR-2026-11-24-02-43-06-007-job-a2", id.taskId("top", "job", 2));
  }

  @Test
  void statesKnowWhetherTheyAreTheEnd() {
    assertFalse(RunState.RUNNING.isTerminal());
    assertTrue(RunState.SKIPPED.isTerminal());
    assertFalse(TaskState.UNKNOWN.isTerminal());
    assertTrue(TaskState.CANCELLED.isTerminal());
  }

  @Test
  void changesKeepTheRestAndTheOrder() {
    TaskRun task = TaskRun.pending("id");
    Run run =
        new Run(
                "t",
                "r",
                RunState.RUNNING,
                "m",
                Map.of(),
                RunType.SCHEDULED,
                TIME,
                TIME,
                TIME,
                Map.of())
            .withTask("z", task, TIME)
            .withTask("a", task, TIME)
            .withTask(
                "z",
                task.withState(TaskState.RUNNING, "")
                    .withUpstreamId("u")
                    .startedAt(TIME)
                    .endedAt(TIME),
                TIME.plusMillis(5))
            .withState(RunState.FAILED, "over", TIME.plusMillis(9));
    assertEquals(List.of("z", "a"), List.copyOf(run.tasks().keySet()));
    assertEquals(
        new TaskRun("id", TaskState.RUNNING, "u", "", null, TIME, TIME, null, Map.of()),
        run.tasks().get("z"));
    assertEquals(TIME.plusMillis(9), run.updated());
    assertEquals(TIME, run.fireTime());
  }
}
