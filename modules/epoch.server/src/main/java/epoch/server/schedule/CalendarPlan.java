package epoch.server.schedule;

import epoch.api.calendar.Closure;
import epoch.api.topology.Topology;
import epoch.server.calendar.Closures;
import epoch.server.calendar.OpenTimes;
import epoch.server.store.Release;
import epoch.server.timer.FireTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps that account for all fire times that are due, where calendars are closed at times. What
 * is to be run is planned by the times that calendars leave; then the fire times in closures are
 * put between, each with the reason. Where a topology is run once after a closure, the latest fire
 * time in it is that run's; until then the cursor stays before them.
 */
final class CalendarPlan {
  private final FireTimes all;
  private final Closures closures;
  private final boolean onceAfter;
  private final Instant now;
  private final List<Step> steps = new ArrayList<>();
  private Instant at;

  private CalendarPlan(
      FireTimes all, Closures closures, boolean onceAfter, Instant cursor, Instant now) {
    this.all = all;
    this.closures = closures;
    this.onceAfter = onceAfter;
    this.at = cursor;
    this.now = now;
  }

  /**
   * The steps for {@code (cursor, now]}, in order, as {@link Plan#steps} gives them where nothing
   * is closed.
   */
  static List<Step> steps(
      Topology topology,
      FireTimes all,
      Closures closures,
      Instant cursor,
      Instant now,
      List<Release> releases,
      int limit) {
    if (!closures.any()) {
      return Plan.steps(topology, all, cursor, now, releases, limit);
    }
    boolean onceAfter = topology.effectivePolicy().runsAfterClosures();
    FireTimes open = OpenTimes.of(all, closures, onceAfter, cursor);
    var plan = new CalendarPlan(all, closures, onceAfter, cursor, now);
    for (Step step : Plan.steps(topology, open, cursor, now, releases, limit)) {
      plan.add(step, limit);
      if (plan.steps.size() >= limit) {
        return plan.steps.subList(0, limit);
      }
    }
    plan.skipUntil(now, limit);
    return plan.steps;
  }

  private void add(Step step, int limit) {
    switch (step) {
      case Step.Fire fire -> {
        Instant fireTime = nominal(fire.until());
        skipUntil(fireTime.minusMillis(1), limit);
        boolean after = !fireTime.equals(fire.until());
        steps.add(new Step.Fire(fireTime, fire.late() || after, fire.patient(), after));
        at = fireTime;
      }
      case Step.Miss(Instant until, String reason) ->
          passOver(until, limit, end -> new Step.Miss(end, reason));
      case Step.Skip(Instant until, String reason) ->
          passOver(until, limit, end -> new Step.Skip(end, reason));
    }
  }

  /** The fire time of a run: itself, or where it is one after a closure the latest in that. */
  private Instant nominal(Instant open) {
    boolean itself = !onceAfter || (all.isFireTime(open) && closures.at(open).isEmpty());
    return itself ? open : all.last(at, open.minusMillis(1)).orElse(open);
  }

  /** A step that passes over fire times. */
  @FunctionalInterface
  private interface Passing {
    Step until(Instant end);
  }

  /**
   * Passes over what is not to be run up to a moment, but for what lies in closures. Those that
   * would have been run once after a closure share the fate of that run.
   */
  private void passOver(Instant until, int limit, Passing passing) {
    Instant end =
        onceAfter
            ? closures.at(until).map(closure -> closure.from().minusMillis(1)).orElse(until)
            : until;
    while (steps.size() < limit) {
      Optional<Instant> next = all.next(at).filter(time -> !time.isAfter(end));
      if (next.isEmpty()) {
        return;
      }
      Optional<Closure> closure = onceAfter ? Optional.empty() : closures.at(next.get());
      Instant stop =
          closure
              .map(found -> found.end().minusMillis(1))
              .or(() ->
                  onceAfter
                      ? Optional.empty()
                      : closures.nextStart(next.get()).map(start -> start.minusMillis(1)))
              .filter(time -> time.isBefore(end))
              .orElse(end);
      steps.add(
          closure.isPresent() ? new Step.Skip(stop, words(closure.get())) : passing.until(stop));
      at = stop;
    }
  }

  /** Skips the fire times up to a moment, all of which lie in closures that are over or skipped. */
  private void skipUntil(Instant until, int limit) {
    while (steps.size() < limit) {
      Optional<Closure> closure =
          all.next(at).filter(time -> !time.isAfter(until)).flatMap(closures::at);
      if (closure.isEmpty() || (onceAfter && closure.get().lastsBeyond(now))) {
        return;
      }
      Instant end = closure.get().end().minusMillis(1);
      at = end.isBefore(until) ? end : until;
      steps.add(new Step.Skip(at, words(closure.get())));
    }
  }

  private String words(Closure closure) {
    return closure.inWords() + (onceAfter ? ONCE_AFTER : "");
  }

  /** Behind the reason of fire times that are skipped in favour of the latest in their closure. */
  static final String ONCE_AFTER = "; only the latest is run, after it";
}
