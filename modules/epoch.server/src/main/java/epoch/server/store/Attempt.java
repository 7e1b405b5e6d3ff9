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
 * @param notBefore when it is to be created at the earliest; null: at once
 * @param timedOut when it was found to have taken too long; null if it has not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attempt(
    int number,
    Instant intended,
    @Nullable Instant killAsked,
    @Nullable String killedBy,
    @Nullable Instant notBefore,
    @Nullable Instant timedOut) {
  /** The first attempt. */
  public static Attempt first(Instant now) {
    return new Attempt(1, now, null, null, null, null);
  }

  /** The same, to be killed. */
  public Attempt killed(String by, Instant now) {
    return new Attempt(number, intended, now, by, notBefore, timedOut);
  }

  /** The same, which has taken too long. */
  public Attempt timedOut(Instant now) {
    return new Attempt(number, intended, killAsked, killedBy, notBefore, now);
  }

  /** The one after this. */
  public Attempt next(Instant now, Instant earliest) {
    return new Attempt(number + 1, now, null, null, earliest, null);
  }
}
