package epoch.server.operations;

import epoch.api.rest.KillAnswer;
import epoch.api.rest.RunRequest;
import epoch.api.rest.RunStarted;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about runs. Blocks; throws {@link Refusal}; safe for use by several threads.
 */
public interface Runs {

  /**
   * Starts an instant run, also of a paused topology; {@code NOT_FOUND} if there is no such
   * topology.
   *
   * @param request what it does differently
   */
  RunStarted start(String topologyId, RunRequest request, Caller by) throws InterruptedException;

  /** Starts an instant run that does what the topology says. */
  default RunStarted start(String topologyId, Caller by) throws InterruptedException {
    return start(topologyId, RunRequest.PLAIN, by);
  }

  /**
   * Starts a new run of what failed in a run, or was not reached in it; {@code CONFLICT} if it goes
   * on or there is nothing left to do.
   */
  RunStarted retry(String topologyId, String runId, Caller by) throws InterruptedException;

  /**
   * Asks for the end of a whole run.
   *
   * @param reason why; null if nobody said
   * @return whether that was accepted; not accepted where it has ended
   */
  KillAnswer killRun(String topologyId, String runId, @Nullable String reason, Caller by)
      throws InterruptedException;

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
