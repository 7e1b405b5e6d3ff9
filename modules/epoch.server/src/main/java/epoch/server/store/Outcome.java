package epoch.server.store;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import java.time.Duration;

/**
 * How one run ended, as short as it can be said: the schedule node keeps the last of them.
 *
 * @param runId the run
 * @param state how it ended
 * @param millis how long it took, milliseconds; 0 for a skipped one
 */
public record Outcome(String runId, RunState state, long millis) {
  /** The outcome of a run that ended. */
  static Outcome of(Run run) {
    long millis =
        run.state() == RunState.SKIPPED
            ? 0
            : Duration.between(run.created(), run.updated()).toMillis();
    return new Outcome(run.runId(), run.state(), millis);
  }

  /** Whether a trigger asked for the run. */
  public boolean isScheduled() {
    return runId.startsWith("ESR-");
  }

  /** Whether it was meant to be {@link RunType#SCHEDULED} or {@link RunType#INSTANT}. */
  public RunType type() {
    return isScheduled() ? RunType.SCHEDULED : RunType.INSTANT;
  }
}
