package epoch.api.drove;

import epoch.api.run.Shortened;
import epoch.api.run.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * What a task of Drove is in the words of Epoch.
 *
 * @param state the state of the task
 * @param message what went wrong, at most {@value Shortened#MOST} characters of it; empty if
 *     nothing did
 */
public record TaskOutcome(TaskState state, String message) {

  /**
   * Translates what Drove says.
   *
   * @param state how far the task is
   * @param result how it ended, if Drove says
   * @param errorMessage what went wrong, if Drove says
   */
  public static TaskOutcome of(
      DroveTaskState state, @Nullable TaskResult result, @Nullable String errorMessage) {
    String error = errorMessage == null ? "" : Shortened.text(errorMessage.strip());
    return switch (state) {
      case PENDING, PROVISIONING, STARTING -> new TaskOutcome(TaskState.STARTING, error);
      case RUNNING, RUN_COMPLETED, RUN_FAILED, DEPROVISIONING ->
          new TaskOutcome(TaskState.RUNNING, error);
      case PROVISIONING_FAILED -> failed(error, "Drove could not prepare the task");
      case LOST -> failed(error, "Drove lost the task");
      case STOPPED -> stopped(result, error);
      case UNKNOWN -> new TaskOutcome(TaskState.UNKNOWN, error);
      case UNRECOGNISED ->
          new TaskOutcome(
              TaskState.UNKNOWN,
              error.isEmpty() ? "Drove answers a task state that Epoch does not know" : error);
    };
  }

  private static TaskOutcome stopped(@Nullable TaskResult result, String error) {
    if (result == null) {
      return failed(error, "The task stopped without a result");
    }
    return switch (result.status()) {
      case SUCCESSFUL -> new TaskOutcome(TaskState.COMPLETED, error);
      case CANCELLED -> new TaskOutcome(TaskState.CANCELLED, error);
      case TIMED_OUT -> failed(result, error, "The task took too long");
      case FAILED -> failed(result, error, "The task failed");
      case LOST -> failed(result, error, "Drove lost the task");
      case UNRECOGNISED ->
          failed(result, error, "The task stopped with a result that Epoch does not know");
    };
  }

  private static TaskOutcome failed(TaskResult result, String error, String otherwise) {
    TaskOutcome outcome = failed(error, otherwise);
    String code = String.valueOf(result.exitCode());
    boolean says = outcome.message().endsWith(" " + code);
    return result.exitCode() == null || says
        ? outcome
        : new TaskOutcome(outcome.state(), outcome.message() + " (exit code " + code + ")");
  }

  private static TaskOutcome failed(String error, String otherwise) {
    return new TaskOutcome(TaskState.FAILED, error.isEmpty() ? otherwise : error);
  }
}
