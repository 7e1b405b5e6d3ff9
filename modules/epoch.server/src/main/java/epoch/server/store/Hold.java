package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * The world stands still: nothing fires and nothing is created, and no fire time is lost.
 *
 * @param by who asked for it
 * @param since since when fire times are held back
 * @param reason why
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Hold(String by, Instant since, String reason) {
  /** For people. */
  public String inWords() {
    return "held by " + by + ": " + reason;
  }
}
