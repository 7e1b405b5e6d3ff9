package epoch.api.topology;

/** How the tasks that a task depends on must have ended for it to start. */
public enum When {
  /** All succeeded. */
  SUCCESS,
  /** At least one failed. */
  FAILURE,
  /** All ended, one way or the other. */
  ALWAYS
}
