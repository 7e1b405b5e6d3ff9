package epoch.api.rest;

import epoch.api.run.TaskState;

/**
 * The last word about a log that is followed: the task has ended, and everything was read.
 *
 * @param state the task's
 */
public record LogEnd(TaskState state) {
  /** Its name in the stream. */
  public static final String KIND = "end";
}
