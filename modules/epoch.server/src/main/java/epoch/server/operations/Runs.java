package epoch.server.operations;

import epoch.api.rest.KillAnswer;
import epoch.api.rest.RunStarted;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import java.util.List;
import java.util.Set;

/**
 * What can be asked about runs. Blocks; throws {@link Refusal}; safe for use by several threads.
 */
public interface Runs {

  /**
   * Starts an instant run, also of a paused topology; {@code NOT_FOUND} if there is no such
   * topology.
   */
  RunStarted start(String topologyId, Caller by) throws InterruptedException;

  /**
   * Answers the runs of a topology, newest first; {@code NOT_FOUND} if there is no such topology.
   *
   * @param states only runs in one of these; empty means all
   */
  List<Run> list(String topologyId, Set<RunState> states) throws InterruptedException;

  /** Answers one run; {@code NOT_FOUND} if there is none. */
  Run find(String topologyId, String runId) throws InterruptedException;

  /**
   * Asks Drove to kill a task.
   *
   * @return whether that was accepted; not accepted where the task has ended
   */
  KillAnswer kill(String topologyId, String runId, String taskName, Caller by)
      throws InterruptedException;

  /**
   * Decides about a run that is stuck; {@code CONFLICT} if it has ended.
   *
   * @param as how it ends: SUCCEEDED, FAILED, FORGET
   * @param reason why
   * @return the run as it is now; it ends in a moment
   */
  Run close(String topologyId, String runId, String as, String reason, Caller by)
      throws InterruptedException;
}
