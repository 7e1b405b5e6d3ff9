package epoch.server.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.run.EarlierAttempt;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However much went wrong in a run, it can be written. */
class RunRecordTest {
  private static final Instant NOW = Instant.parse("2026-11-26T11:00:00Z");

  @Test
  void aRunOfUsualSizeIsKeptAsItIs() {
    Run run = failed(10, 5, "no such image");
    assertArrayEquals(Json.bytes(run), RunRecord.of(run));
  }

  @Test
  void hundredsOfTasksThatFailedAtLengthFit() throws Exception {
    Run kept = kept(failed(800, 0, "e".repeat(2_000)));
    assertEquals(800, kept.tasks().size());
    kept.tasks()
        .values()
        .forEach(task -> {
          assertEquals(TaskState.FAILED, task.state());
          assertTrue(String.valueOf(task.errorMessage()).startsWith("eeee"));
        });
    assertTrue(String.valueOf(kept.message()).startsWith("task-0 failed: eeee"));
  }

  @Test
  void ofHundredsOfTasksWithManyAttemptsTheLastOnesAreKept() throws Exception {
    Run kept = kept(failed(800, 19, "exit code 1"));
    kept.tasks()
        .values()
        .forEach(task -> {
          List<EarlierAttempt> earlier = task.earlier();
          assertNotNull(earlier);
          assertEquals(List.of(19), earlier.stream().map(EarlierAttempt::attempt).toList());
        });
  }

  private static Run kept(Run run) throws Exception {
    byte[] bytes = RunRecord.of(run);
    assertTrue(Json.bytes(run).length > RunRecord.MOST_BYTES);
    assertTrue(bytes.length <= RunRecord.MOST_BYTES, bytes.length + " bytes");
    return Json.read(bytes, Run.class);
  }

  private static Run failed(int tasks, int attemptsBefore, String message) {
    Map<String, TaskRun> all = new LinkedHashMap<>();
    List<EarlierAttempt> earlier =
        IntStream.rangeClosed(1, attemptsBefore)
            .mapToObj(number ->
                new EarlierAttempt(number, "id-" + number, TaskState.FAILED, message, NOW, NOW))
            .toList();
    for (int i = 0; i < tasks; i++) {
      TaskRun task = TaskRun.pending("id-" + i).withState(TaskState.FAILED, message);
      all.put("task-" + i, attemptsBefore == 0 ? task : task.withEarlier(earlier));
    }
    return new Run(
        "large",
        "ESR-2026-11-26-11-00-00-000",
        RunState.FAILED,
        "task-0 failed: " + message,
        all,
        RunType.SCHEDULED,
        NOW,
        NOW,
        NOW,
        null,
        null,
        null,
        null,
        Map.of());
  }
}
