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

  /** The same of every fire time that is not accounted for, however long ago that was. */
  public Hold ofAll() {
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
