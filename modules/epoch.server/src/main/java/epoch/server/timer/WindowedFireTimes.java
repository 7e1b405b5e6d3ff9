package epoch.server.timer;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those fire times of others that lie in {@code [start, end]}. */
final class WindowedFireTimes implements FireTimes {
  private final FireTimes all;
  private final @Nullable Instant start;
  private final @Nullable Instant end;

  private WindowedFireTimes(FireTimes all, @Nullable Instant start, @Nullable Instant end) {
    this.all = all;
    this.start = start;
    this.end = end;
  }

  /** With a window, if there is one. */
  static FireTimes of(FireTimes all, @Nullable Instant start, @Nullable Instant end) {
    return start == null && end == null ? all : new WindowedFireTimes(all, start, end);
  }

  @Override
  public Optional<Instant> next(Instant after) {
    Instant from = start == null || !after.isBefore(start) ? after : start.minusNanos(1);
    Optional<Instant> next = all.next(from);
    return next.filter(time -> end == null || !time.isAfter(end));
  }
}
