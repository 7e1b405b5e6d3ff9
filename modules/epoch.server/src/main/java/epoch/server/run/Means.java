package epoch.server.run;

import epoch.server.drove.Drove;
import epoch.server.drove.TaskFollower;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * By what tasks are run.
 *
 * @param drove where they run
 * @param follower tells how they are
 * @param gate lets creates through
 * @param settings how patient runs are
 * @param clock the time of day
 */
public record Means(
    Drove drove,
    TaskFollower follower,
    CreateGate gate,
    RunSettings settings,
    InstantSource clock) {

  /** Whether so much time has passed since a moment, which was never if it is null. */
  boolean hasPassed(Duration length, @Nullable Instant since) {
    return since == null || Duration.between(since, clock.instant()).compareTo(length) >= 0;
  }
}
