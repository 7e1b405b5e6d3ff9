package epoch.server.schedule;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.server.timer.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides about the fire times that are due. One that is a little late is run whatever the policy;
 * those that are later than that fell into a time without a leader, and are caught up with as the
 * topology's policy says.
 */
final class DueFires {
  /** A fire later than this was missed by an outage, not by a busy moment. */
  static final Duration ON_TIME = Duration.ofSeconds(10);

  private DueFires() {}

  /**
   * The steps that account for every fire time in {@code (cursor, now]}, in order.
   *
   * @param limit how many fires at most: the rest follows when these are accounted for
   */
  static List<Step> steps(
      Topology topology, FireTimes times, Instant cursor, Instant now, int limit) {
    Instant onTime = later(cursor, now.minus(ON_TIME));
    var steps = new ArrayList<Step>();
    if (cursor.isBefore(onTime)) {
      late(topology, times, cursor, onTime, limit, steps);
    }
    times
        .between(onTime, now)
        .limit(Math.max(0, limit - steps.size()))
        .forEach(time -> steps.add(new Step.Fire(time, false, false)));
    return steps;
  }

  private static void late(
      Topology topology,
      FireTimes times,
      Instant cursor,
      Instant until,
      int limit,
      List<Step> steps) {
    if (topology.effectiveTrigger() instanceof AtTrigger) {
      // A moment has no window: it is run whenever someone leads again.
      fires(times, cursor, until, limit, false).forEach(steps::add);
      return;
    }
    Policy policy = topology.effectivePolicy();
    Instant window = later(cursor, until.minus(policy.effectiveCatchUpWindow()));
    switch (policy.effectiveCatchUp()) {
      case NONE -> miss(times, cursor, until, "nobody led, and it is not caught up with", steps);
      case LATEST -> {
        Optional<Instant> latest = times.last(window, until);
        if (latest.isEmpty()) {
          miss(times, cursor, until, BEFORE_WINDOW, steps);
        } else {
          Instant before = latest.get().minusMillis(1);
          miss(times, cursor, before, "nobody led, and only the latest is caught up with", steps);
          steps.add(new Step.Fire(latest.get(), true, false));
        }
      }
      case ALL -> {
        miss(times, cursor, window, BEFORE_WINDOW, steps);
        fires(times, window, until, limit, true).forEach(steps::add);
      }
    }
  }

  private static final String BEFORE_WINDOW =
      "nobody led, and it is longer ago than the catch-up window";

  private static Stream<Step> fires(
      FireTimes times, Instant after, Instant until, int limit, boolean patient) {
    return times.between(after, until).limit(limit).map(time -> new Step.Fire(time, true, patient));
  }

  private static void miss(
      FireTimes times, Instant after, Instant until, String reason, List<Step> steps) {
    if (any(times, after, until)) {
      steps.add(new Step.Miss(until, reason));
    }
  }

  /** Whether there is a fire time in {@code (after, until]}. */
  static boolean any(FireTimes times, Instant after, Instant until) {
    return times.next(after).filter(time -> !time.isAfter(until)).isPresent();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
