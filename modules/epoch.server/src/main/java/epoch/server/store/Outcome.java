package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one run ended, as short as it can be said: the schedule node keeps the last of them.
 *
 * @param runId the run
 * @param state how it ended
 * @param millis how long it took, milliseconds; 0 for a skipped one
 * @param created when it was opened; null if about at the time in its id
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Outcome(String runId, RunState state, long millis, @Nullable Instant created) {
  private static final Duration ABOUT = Duration.ofSeconds(10);

  /** The outcome of a run that ended. */
  static Outcome of(Run run) {
    long millis =
        run.state() == RunState.SKIPPED
            ? 0
            : Duration.between(run.created(), run.updated()).toMillis();
    boolean late =
        timeOf(run.runId()).filter(time -> run.created().isAfter(time.plus(ABOUT))).isPresent();
    return new Outcome(run.runId(), run.state(), millis, late ? run.created() : null);
  }

  /** When it was opened, to some seconds; null if its id is none. */
  public @Nullable Instant began() {
    return created != null ? created : timeOf(runId).orElse(null);
  }

  private static Optional<Instant> timeOf(String runId) {
    return RunId.parse(runId).map(RunId::time);
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
