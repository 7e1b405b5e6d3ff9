package epoch.api.rest;

import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the fire times of a topology in a window of time, in order; each of them once.
 *
 * @param from the window's begin, not included
 * @param to the window's end, included
 * @param entries a line for each fire time
 * @param next if there are more than fit: where the next page begins
 */
public record LedgerPage(
    Instant from, Instant to, List<LedgerEntry> entries, @Nullable Instant next) {

  public LedgerPage {
    entries = Frozen.listOrEmpty(entries);
  }

  /**
   * What became of one fire time.
   *
   * @param time the fire time
   * @param verdict {@code RAN}, {@code CAUGHT_UP}, {@code SKIPPED}, {@code MISSED}, {@code
   *     UNACCOUNTED}; of those that are not accounted for yet {@code HELD}, {@code DUE} or {@code
   *     PLANNED}
   * @param reason why, where the verdict does not say it all
   * @param runId the run, where there is one
   * @param lateness milliseconds from the fire time to its run, where that is kept
   */
  public record LedgerEntry(
      Instant time,
      String verdict,
      @Nullable String reason,
      @Nullable String runId,
      @Nullable Long lateness) {}
}
