package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.run.Run;
import epoch.api.run.RunType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of all runs of a topology's fires that ended, not of the last few alone.
 *
 * @param lastSuccess the fire time of the last that succeeded; null if none did
 * @param failures how many failed since then, or since somebody looked after the topology; those
 *     whose end was asked for do not count
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Tally(@Nullable Instant lastSuccess, int failures) {
  /** Nothing has ended. */
  public static final Tally NONE = new Tally(null, 0);

  /** The same after another run. */
  Tally ended(Run run) {
    if (run.runType() != RunType.SCHEDULED) {
      return this;
    }
    return switch (run.state()) {
      case SUCCESSFUL, COMPLETED -> new Tally(later(run.moment().orElse(null)), 0);
      case FAILED -> isAskedFor(run) ? this : new Tally(lastSuccess, failures + 1);
      case RUNNING, SKIPPED -> this;
    };
  }

  /** The same, counted from now on. */
  Tally lookedAfter() {
    return failures == 0 ? this : new Tally(lastSuccess, 0);
  }

  private static boolean isAskedFor(Run run) {
    return run.killedBy() != null && !ActiveRun.EPOCH.equals(run.killedBy());
  }

  private @Nullable Instant later(@Nullable Instant time) {
    return time == null || (lastSuccess != null && lastSuccess.isAfter(time)) ? lastSuccess : time;
  }
}
