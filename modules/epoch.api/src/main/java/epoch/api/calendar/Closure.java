package epoch.api.calendar;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which calendars are closed.
 *
 * @param from when it begins; included
 * @param until when it ends, that is, when no window goes on; not included; absent: there is no end
 *     within a year
 * @param calendar the calendar whose window it is; where several overlap or follow on each other,
 *     one of them
 * @param title what that window is; absent: it has no title
 */
public record Closure(
    Instant from, @Nullable Instant until, String calendar, @Nullable String title) {

  /** Why nothing fires in it. */
  public String inWords() {
    return "calendar " + calendar + " is closed" + (title == null ? "" : " (" + title + ")");
  }

  /** Whether it goes on at a moment after its beginning. */
  public boolean lastsBeyond(Instant moment) {
    return until == null || until.isAfter(moment);
  }

  /** When it ends, or the end of time. */
  public Instant end() {
    return Objects.requireNonNullElse(until, Instant.MAX);
  }
}
