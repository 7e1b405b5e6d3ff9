package epoch.server.drove.local;

import org.jspecify.annotations.Nullable;

/**
 * How a task ended.
 *
 * @param via the state it passes through before it is deprovisioned, or LOST
 * @param status Drove's result status; null when there is no result (the image could not be had)
 * @param exitCode exit code; -1 when the process did not choose it
 * @param error Drove's errorMessage, empty when all is well
 */
record Ending(TaskState via, @Nullable String status, int exitCode, String error) {

  static Ending exited(int code) {
    return code == 0
        ? new Ending(TaskState.RUN_COMPLETED, "SUCCESSFUL", 0, "")
        : new Ending(
            TaskState.RUN_COMPLETED, "FAILED", code, "Task instance exited with status: " + code);
  }

  static Ending cancelled() {
    return new Ending(TaskState.RUN_COMPLETED, "CANCELLED", -1, "");
  }

  static Ending startFailed(String error) {
    return new Ending(TaskState.RUN_FAILED, "FAILED", -1, error);
  }

  static Ending notProvisioned(String error) {
    return new Ending(TaskState.PROVISIONING_FAILED, null, -1, error);
  }

  static Ending lost() {
    return new Ending(TaskState.LOST, "LOST", -1, "Instance lost");
  }

  /** The state in which the task rests. */
  TaskState finalState() {
    return via == TaskState.LOST ? TaskState.LOST : TaskState.STOPPED;
  }
}
