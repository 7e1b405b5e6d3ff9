package epoch.server.drove;

/** What is certain after Drove was asked to kill a task. None of it says that the task ended. */
public sealed interface KillOutcome {

  /** Drove took it. Right after a create it may still do nothing: watch, and kill again. */
  record Accepted() implements KillOutcome {}

  /** Drove does not know the task as running. It does not mean that it ended. */
  record NotRunning(String message) implements KillOutcome {}

  /** Drove could not be asked, or will not do it now; the task may have been killed or not. */
  record Unavailable(String message) implements KillOutcome {}
}
