package epoch.api.drove;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.json.Contract;
import epoch.api.json.Json;
import epoch.api.run.Shortened;
import epoch.api.run.TaskState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaskOutcomeTest {

  @ParameterizedTest
  @CsvSource({
    "PENDING, STARTING",
    "PROVISIONING, STARTING",
    "STARTING, STARTING",
    "RUNNING, RUNNING",
    "RUN_COMPLETED, RUNNING",
    "RUN_FAILED, RUNNING",
    "DEPROVISIONING, RUNNING",
    "PROVISIONING_FAILED, FAILED",
    "LOST, FAILED",
    "STOPPED, FAILED",
    "UNKNOWN, UNKNOWN",
    "UNRECOGNISED, UNKNOWN"
  })
  void everyStateOfDroveHasOneInEpoch(DroveTaskState drove, TaskState epoch) {
    assertEquals(epoch, TaskOutcome.of(drove, null, null).state());
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESSFUL, COMPLETED",
    "CANCELLED, CANCELLED",
    "TIMED_OUT, FAILED",
    "FAILED, FAILED",
    "LOST, FAILED",
    "UNRECOGNISED, FAILED"
  })
  void everyResultOfAStoppedTaskHasAState(TaskResultStatus result, TaskState epoch) {
    assertEquals(
        epoch,
        TaskOutcome.of(DroveTaskState.STOPPED, new TaskResult(result, 7, Map.of()), "").state());
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskResultStatus.class,
      names = {"TIMED_OUT", "FAILED", "LOST"})
  void aFailureSaysItsExitCode(TaskResultStatus result) {
    assertEquals(
        "It broke (exit code 7)",
        TaskOutcome.of(DroveTaskState.STOPPED, new TaskResult(result, 7, Map.of()), " It broke\n")
            .message());
  }

  @Test
  void aResultThatComesBeforeTheEndIsNotTheEnd() throws Exception {
    assertEquals(TaskState.RUNNING, recorded("task-get-state-DEPROVISIONING").state());
  }

  @Test
  void recordedTasksReadAsTheyShould() throws Exception {
    assertEquals(new TaskOutcome(TaskState.COMPLETED, ""), recorded("task-get-state-STOPPED"));
    assertEquals(
        new TaskOutcome(TaskState.FAILED, "Task instance exited with status: 3"),
        recorded("task-get-state-STOPPED-exit3"));
    assertEquals(
        new TaskOutcome(TaskState.CANCELLED, ""), recorded("task-get-state-after-kill-STOPPED"));
    assertEquals(
        new TaskOutcome(TaskState.FAILED, "Instance lost"),
        recorded("task-get-after-executor-killed-known-runner-LOST"));
  }

  @Test
  void anImageThatCannotBePulledIsAFailureWithItsReason() throws Exception {
    TaskOutcome outcome = recorded("task-get-state-nonexistent-image-STOPPED");
    assertEquals(TaskState.FAILED, outcome.state());
    assertEquals("Error while pulling image", outcome.message().substring(0, 25));
  }

  private static TaskOutcome recorded(String name) throws Exception {
    return Json.read(Contract.exchange("drove", name).response().get("data"), TaskInfo.class)
        .outcome();
  }

  @Test
  void ofALongErrorTheBeginIsTaken() {
    String begin = "x".repeat(Shortened.MOST - 1);
    String message =
        TaskOutcome.of(
                DroveTaskState.PROVISIONING_FAILED, null, begin + "\uD83D\uDE00".repeat(500_000))
            .message();
    assertEquals(begin + "…", message, "no half of a character");
  }
}
