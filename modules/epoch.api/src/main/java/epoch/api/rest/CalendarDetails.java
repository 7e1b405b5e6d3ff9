package epoch.api.rest;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A calendar, and where it stands.
 *
 * @param calendar what it says
 * @param revision the number of its latest version; the {@code ETag} to name in {@code If-Match}
 * @param author who wrote that
 * @param created when it was created
 * @param updated when that version was written
 * @param users how many topologies name it
 * @param usedBy the first of them by name
 * @param now the closure that goes on; absent: it is open
 * @param next the closure that comes next; absent: there is none within a year
 */
public record CalendarDetails(
    Calendar calendar,
    int revision,
    String author,
    Instant created,
    Instant updated,
    int users,
    List<String> usedBy,
    @Nullable Closure now,
    @Nullable Closure next) {

  /** How many users are named. */
  public static final int NAMED = 100;

  public CalendarDetails {
    usedBy = List.copyOf(usedBy);
  }
}
