package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one leadership followed on another: the node {@code /cluster/failovers/{number}}.
 *
 * @param number of the leadership that began
 * @param from the member that had led; null if none is known
 * @param to the member that leads
 * @param at when the new leader began to act
 * @param gapMillis how long nobody acted, as far as the old leader's heartbeat tells
 * @param caughtUp fire times of the gap that were run late
 * @param skipped fire times of the gap that were skipped
 * @param missed fire times of the gap that were missed
 * @param runsAdopted runs that the new leader goes on with
 * @param affected the fire times that were due when this leader began, by verdict and reason
 * @param orphans tasks of our app on Drove that no run knows
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Failover(
    int number,
    @Nullable String from,
    String to,
    Instant at,
    long gapMillis,
    long caughtUp,
    long skipped,
    long missed,
    List<Affected> affected,
    int runsAdopted,
    int orphans) {

  public Failover {
    affected = List.copyOf(Objects.requireNonNullElse(affected, List.of()));
  }

  /**
   * Fire times with one verdict, for one reason.
   *
   * @param reason why; null where the verdict says it all
   * @param count how many
   * @param examples the first of them, as {@code topology@time}
   */
  public record Affected(
      String verdict, @Nullable String reason, long count, List<String> examples) {
    public Affected {
      examples = List.copyOf(Objects.requireNonNullElse(examples, List.of()));
    }
  }
}
