package epoch.server.config;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How long things are kept, and other choices.
 *
 * @param cleanupJobInterval how often old runs are removed
 * @param numRunsPerJob how many finished runs are kept of each topology
 * @param runRetention the age from which a finished run is removed even if fewer are kept; without
 *     it age does not matter
 * @param timeZone the zone of triggers that name none; the default is that of the node's Java, UTC
 *     in the container
 */
public record OptionsConfig(
    @Default("30m") @Within(least = "1s") Duration cleanupJobInterval,
    @Default("20") @Within(least = "1", most = "100000") int numRunsPerJob,
    @Nullable Duration runRetention,
    @Nullable ZoneId timeZone) {

  public OptionsConfig {
    timeZone = timeZone == null ? ZoneId.systemDefault() : timeZone;
  }

  /** The zone of triggers that name none; never null. */
  @Override
  public ZoneId timeZone() {
    return timeZone == null ? ZoneId.systemDefault() : timeZone;
  }
}
