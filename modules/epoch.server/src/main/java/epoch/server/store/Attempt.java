package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The intent to create a task on Drove, written before the first create call.
 *
 * @param number which attempt at the task this is, from 1
 * @param intended when the intent was written
 * @param killAsked when someone asked for its end; null if nobody did
 * @param killedBy who asked
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attempt(
    int number, Instant intended, @Nullable Instant killAsked, @Nullable String killedBy) {
  /** The first attempt. */
  public static Attempt first(Instant now) {
    return new Attempt(1, now, null, null);
  }

  /** The same, to be killed. */
  public Attempt killed(String by, Instant now) {
    return new Attempt(number, intended, now, by);
  }
}
