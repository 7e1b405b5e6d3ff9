package epoch.api.run;

/** How far a task of a run is. */
public enum TaskState {
  /** Its turn has not come. */
  PENDING,
  /** It was asked for and does not run yet. */
  STARTING,
  /** It runs. */
  RUNNING,
  /** It ended well. */
  COMPLETED,
  /** It ended badly, or could not be started. */
  FAILED,
  /** It was killed. */
  CANCELLED,
  /** It cannot be told now; keep looking. */
  UNKNOWN;

  /** Whether it ended for good. */
  public boolean isTerminal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
