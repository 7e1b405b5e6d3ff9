package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a topology does not fire.
 *
 * @param by who paused it
 * @param at since when
 * @param reason why; null if nobody said
 * @param until when it fires again by itself; null: when somebody says so
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pause(String by, Instant at, @Nullable String reason, @Nullable Instant until) {
  /** For the ledger: why its fire times were skipped. */
  public String inWords() {
    return "paused by "
        + by
        + (until == null ? "" : " until " + until)
        + (reason == null ? "" : ": " + reason);
  }

  /** Whether it is over at that time. */
  public boolean isOver(Instant now) {
    return until != null && !now.isBefore(until);
  }
}
