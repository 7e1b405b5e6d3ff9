package epoch.api.rest;

import epoch.api.calendar.Closure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a calendar, and when it would be closed.
 *
 * @param valid whether it may be stored
 * @param problems what is wrong with it
 * @param timeZone the zone in which it tells time; absent if something is wrong
 * @param next the closures that come next; absent if something is wrong
 */
public record CalendarReport(
    boolean valid,
    List<ValidationReport.Problem> problems,
    @Nullable String timeZone,
    @Nullable List<Closure> next) {
  public CalendarReport {
    problems = List.copyOf(problems);
    next = next == null ? null : List.copyOf(next);
  }
}
