package epoch.api.rest;

import epoch.api.calendar.Closure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a calendar is closed.
 *
 * @param from the beginning of what was looked at
 * @param to its end
 * @param timeZone the calendar's zone
 * @param closures those that overlap it, in order
 * @param next from where to look further; absent if that is all
 */
public record Closures(
    Instant from, Instant to, String timeZone, List<Closure> closures, @Nullable Instant next) {
  public Closures {
    closures = List.copyOf(closures);
  }
}
