package epoch.server.drove;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.drove.ClusterEvent;
import epoch.api.drove.DroveTaskState;
import epoch.api.drove.TaskInfo;
import epoch.api.drove.TaskOutcome;
import epoch.api.drove.TaskResult;
import epoch.api.drove.TaskResultStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event of Drove tells of a task.
 *
 * @param instanceId which instance
 * @param state how far it is
 * @param result how it ended, if it did
 */
record EventInfo(
    ClusterEvent event, String instanceId, DroveTaskState state, @Nullable TaskResult result) {

  static EventInfo of(ClusterEvent event) {
    String status = event.text("RESULT_STATUS");
    JsonNode exitCode = event.metadata().get("RESULT_EXIT_CODE");
    return new EventInfo(
        event,
        event.text("INSTANCE_ID"),
        DroveTaskState.of(event.text("CURRENT_STATE")),
        status.isEmpty()
            ? null
            : new TaskResult(
                TaskResultStatus.of(status),
                exitCode == null || !exitCode.canConvertToInt() ? null : exitCode.asInt(),
                Map.of()));
  }

  /** Whether the task is over. */
  boolean ended() {
    return TaskOutcome.of(state, result, null).state().isTerminal();
  }

  /** Whether it ended so well that Drove has nothing to add. */
  boolean endedWell() {
    return state == DroveTaskState.STOPPED
        && result != null
        && result.status() == TaskResultStatus.SUCCESSFUL;
  }

  /** What Drove would answer, as far as the event and what was known before tell. */
  TaskInfo onto(@Nullable TaskInfo before) {
    if (before == null || !instanceId.equals(before.instanceId())) {
      return new TaskInfo(
          event.text("APP_NAME"),
          event.text("TASK_ID"),
          instanceId,
          event.text("EXECUTOR_ID"),
          event.text("EXECUTOR_HOST"),
          null,
          null,
          null,
          null,
          null,
          state,
          null,
          result,
          null,
          created(),
          event.time(),
          Map.of());
    }
    return new TaskInfo(
        before.sourceAppName(),
        before.taskId(),
        before.instanceId(),
        before.executorId(),
        before.hostname(),
        before.executable(),
        before.resources(),
        before.volumes(),
        before.loggingSpec(),
        before.env(),
        state,
        before.metadata(),
        result == null ? before.taskResult() : result,
        before.errorMessage(),
        before.created(),
        before.updated(),
        before.unknownFields());
  }

  private @Nullable Instant created() {
    JsonNode created = event.metadata().get("CREATED");
    return created != null && created.canConvertToLong()
        ? Instant.ofEpochMilli(created.asLong())
        : null;
  }
}
