package epoch.api.rest;

import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one leadership followed on another.
 *
 * @param number of the leadership that began
 * @param from the member that had led; absent if none is known
 * @param to the member that leads
 * @param at when the new leader began to act
 * @param gap milliseconds in which nobody acted, as far as the old leader's signs of life tell
 * @param caughtUp fire times of the gap that were run late
 * @param skipped fire times of the gap that were skipped
 * @param missed fire times of the gap that were missed
 * @param affected the fire times that were due when the new leader began, by verdict and reason
 * @param runsAdopted runs that the new leader goes on with
 * @param orphans tasks of Epoch on Drove that no run knows
 */
public record FailoverReport(
    int number,
    @Nullable String from,
    String to,
    Instant at,
    long gap,
    long caughtUp,
    long skipped,
    long missed,
    List<Affected> affected,
    int runsAdopted,
    int orphans) {

  public FailoverReport {
    affected = Frozen.listOrEmpty(affected);
  }

  /**
   * Fire times with one verdict, for one reason.
   *
   * @param verdict as in the ledger
   * @param reason why, where the verdict does not say it all
   * @param count how many
   * @param examples the first of them, as {@code topology@time}
   */
  public record Affected(
      String verdict, @Nullable String reason, long count, List<String> examples) {
    public Affected {
      examples = Frozen.listOrEmpty(examples);
    }
  }
}
