package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The world stands still: nothing fires and nothing is created, and no fire time is lost.
 *
 * @param by who asked for it
 * @param since since when
 * @param reason why
 * @param heldAfter fire times after it are held back, of those that are not accounted for; null for
 *     what {@code since} says
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Hold(String by, Instant since, String reason, @Nullable Instant heldAfter) {
  public Hold(String by, Instant since, String reason) {
    this(by, since, reason, null);
  }

  /**
   * A hold that leaves every fire time that is not accounted for to the one who releases, however
   * long ago it was.
   */
  public static Hold ofAll(String by, Instant since, String reason) {
    return new Hold(by, since, reason, Instant.EPOCH);
  }

  /** Fire times after it are held back. */
  public Instant from() {
    return heldAfter == null ? since : heldAfter;
  }

  /** For people. */
  public String inWords() {
    return "held by " + by + ": " + reason;
  }
}
