package epoch.server.calendar;

import epoch.api.calendar.Closure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins what follows on each other without a gap. */
final class Merging {
  /** What goes on for longer has no end. */
  static final Duration FAR = Duration.ofDays(366);

  private static final int MOST = 10_000;

  private Merging() {}

  /**
   * The closure at a moment, from the beginning to the end of all that follow on each other.
   *
   * @param one answers a single closure at a moment; of several that which ends last
   */
  static Optional<Closure> at(Instant moment, Function<Instant, Optional<Closure>> one) {
    return one.apply(moment)
        .map(found ->
            new Closure(
                begin(found, moment.minus(FAR), one),
                end(found, moment.plus(FAR), one),
                found.calendar(),
                found.title()));
  }

  private static Instant begin(
      Closure found, Instant far, Function<Instant, Optional<Closure>> one) {
    Instant begin = found.from();
    for (int i = 0; i < MOST && begin.isAfter(far); i++) {
      Optional<Closure> before = one.apply(begin.minusMillis(1));
      if (before.isEmpty()) {
        return begin;
      }
      begin = before.get().from();
    }
    return begin;
  }

  private static @Nullable Instant end(
      Closure found, Instant far, Function<Instant, Optional<Closure>> one) {
    Instant end = found.end();
    for (int i = 0; i < MOST && end.isBefore(far); i++) {
      Optional<Closure> following = one.apply(end);
      if (following.isEmpty()) {
        return end;
      }
      end = following.get().end();
    }
    return null;
  }
}
