package epoch.api.run;

/** How far a run is. */
public enum RunState {
  /** Its tasks run, wait, or cannot be asked now. */
  RUNNING,
  /** An instant run or one of an AT trigger is done. */
  COMPLETED,
  /** A run of a cron trigger is done. */
  SUCCESSFUL,
  /** It was not run, because the topology was paused or its overlap policy says so. */
  SKIPPED,
  /** A task failed, or was killed. */
  FAILED;

  /** Whether it ended for good. */
  public boolean isTerminal() {
    return this != RUNNING;
  }
}
