package epoch.server.calendar;

import epoch.api.calendar.Closure;
import epoch.server.timer.FireTimes;
import java.time.Instant;
import java.util.Optional;

/**
 * When a topology is run whose calendars are closed at times: at its fire times outside of
 * closures, and if it says so once at the end of each closure in which fire times were.
 *
 * @param all its fire times
 * @param closures when it is closed
 * @param onceAfter whether it is run once after a closure
 * @param since fire times up to this moment do not count any more
 */
public record OpenTimes(FireTimes all, Closures closures, boolean onceAfter, Instant since)
    implements FireTimes {
  private static final int MOST = 10_000;

  /** The same times as they are if nothing is ever closed. */
  public static FireTimes of(FireTimes all, Closures closures, boolean onceAfter, Instant since) {
    return closures.any() ? new OpenTimes(all, closures, onceAfter, since) : all;
  }

  @Override
  public Optional<Instant> next(Instant after) {
    if (onceAfter) {
      Optional<Closure> around = closures.at(after);
      if (around.isPresent() && holds(around.get())) {
        return Optional.ofNullable(around.get().until());
      }
    }
    Instant from = after;
    for (int i = 0; i < MOST; i++) {
      Optional<Instant> found = all.next(from);
      if (found.isEmpty()) {
        return found;
      }
      Optional<Closure> closure = closures.at(found.get());
      if (closure.isEmpty()) {
        return found;
      }
      Instant until = closure.get().until();
      if (until == null) {
        return Optional.empty();
      }
      if (onceAfter && holds(closure.get())) {
        return Optional.of(until);
      }
      from = until.minusMillis(1);
    }
    return Optional.empty();
  }

  /** Whether there are fire times in a closure that still count. */
  private boolean holds(Closure closure) {
    Instant before = closure.from().minusMillis(1);
    return all.next(before.isAfter(since) ? before : since)
        .filter(time -> time.isBefore(closure.end()))
        .isPresent();
  }
}
