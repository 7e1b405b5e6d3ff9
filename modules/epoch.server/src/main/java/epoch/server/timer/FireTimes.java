package epoch.server.timer;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Trigger;
import epoch.api.topology.TriggerSet;
import epoch.api.topology.UnknownTrigger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of one trigger: a fixed, strictly increasing set of moments.
 *
 * <p>It is a pure function of the trigger. The answer for a moment never depends on what was asked
 * before, on the clock of this machine or on its locale; so two nodes, or one node before and after
 * a restart, agree about every fire time. Hence for any {@code x} between two consecutive fire
 * times, {@code next(x)} is the later one.
 *
 * <p>Moments have millisecond precision: no fire time has a finer fraction. Implementations are
 * immutable and safe for use by any thread.
 */
public interface FireTimes {
  /** Beyond this nothing fires. */
  Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /**
   * The first fire time strictly after a moment.
   *
   * @return empty if it never fires again; this answer, too, comes after a bounded search
   */
  Optional<Instant> next(Instant after);

  /** Whether this very moment is a fire time. */
  default boolean isFireTime(Instant moment) {
    return next(moment.minusNanos(1)).filter(moment::equals).isPresent();
  }

  /**
   * The fire times in {@code (after, until]}, in order, computed one by one as the stream is read.
   * A cron that fires every second has 86,400 a day, so limit the stream if the range can be long.
   */
  default Stream<Instant> between(Instant after, Instant until) {
    return Stream.iterate(
            next(after),
            time -> time.isPresent() && !time.get().isAfter(until),
            time -> time.flatMap(this::next))
        .map(Optional::orElseThrow);
  }

  /** The same, each later by as much. */
  default FireTimes putOffBy(Duration delay) {
    return delay.isZero() ? this : after -> next(after.minus(delay)).map(time -> time.plus(delay));
  }

  /** The last fire time in {@code (from, until]}, found by looking back further and further. */
  default Optional<Instant> last(Instant from, Instant until) {
    for (Duration back = Duration.ofSeconds(1); ; back = back.multipliedBy(4)) {
      boolean all = !from.plus(back).isBefore(until);
      Instant start = all ? from : until.minus(back);
      Optional<Instant> found = between(start, until).reduce((_, later) -> later);
      if (found.isPresent() || all) {
        return found;
      }
    }
  }

  /**
   * How many fire times lie in {@code (after, until]}, but no more than {@code cap}: beyond it
   * counting stops.
   */
  default long count(Instant after, Instant until, long cap) {
    return between(after, until).limit(cap).count();
  }

  /**
   * The fire times of a cron expression in Quartz's dialect, in the wall-clock time of a zone.
   *
   * <p>Around changes of the clock it does what Vixie cron does. An expression with <em>fixed
   * hours</em> (its hour field is a number, a list or a range) means "once at that time of day":
   * what falls into a gap fires at the end of the gap (several such times are one fire), and a time
   * of day that comes twice fires at its first pass. Any other expression (its hour field has a
   * {@code *} or a {@code /}, or names all 24 hours) <em>follows real time</em>: it matches what
   * the clock shows, so nothing fires in a gap and a repeated hour fires in both passes. A day that
   * a zone leaves out altogether (Pacific/Apia, 2011-12-30) has no fire times. The years 1970 to
   * 2199 are considered.
   *
   * @throws IllegalArgumentException with the text of {@link CronSyntax#problem} if the expression
   *     is not valid
   */
  static FireTimes cron(String expression, ZoneId zone) {
    return new CronFireTimes(Crons.parse(expression), zone);
  }

  /**
   * The fire times of a topology's trigger. A trigger of an unknown type, or an AT without a time
   * or after {@link #LATEST}, never fires.
   *
   * @param defaultZone for a cron trigger that names no zone
   * @throws IllegalArgumentException if an expression, an interval or a zone is not valid, saying
   *     which
   */
  static FireTimes of(Trigger trigger, ZoneId defaultZone) {
    return switch (trigger) {
      case CronTrigger cron ->
          WindowedFireTimes.of(
              cron(cron.timeSpec(), zone(cron.timeZone(), defaultZone)), cron.start(), cron.end());
      case EveryTrigger every ->
          WindowedFireTimes.of(
              new EveryFireTimes(every.from(), every.length()), every.start(), every.end());
      case TriggerSet set ->
          new MergedFireTimes(set.triggers().stream().map(one -> of(one, defaultZone)).toList());
      case AtTrigger at -> at.time() == null || at.time().isAfter(LATEST) ? never() : at(at.time());
      case UnknownTrigger _ -> never();
    };
  }

  private static ZoneId zone(@Nullable String name, ZoneId defaultZone) {
    try {
      return name == null ? defaultZone : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("timeZone: '%s' is not a known zone".formatted(name), e);
    }
  }

  /** One single fire time; a fraction of a millisecond is cut off. */
  static FireTimes at(Instant moment) {
    return new AtFireTimes(moment);
  }

  /** No fire time at all. */
  static FireTimes never() {
    return NeverFireTimes.NEVER;
  }
}
