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
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pause(String by, Instant at, @Nullable String reason) {
  /** For the ledger: why its fire times were skipped. */
  public String inWords() {
    return "paused by " + by + (reason == null ? "" : ": " + reason);
  }
}
