package epoch.server.schedule;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.CatchUp;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.server.timer.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which of the fire times that are due shall run. One that is a little late is run whatever
 * the policy; those that are later than that are caught up with as the topology's policy says.
 */
final class DueFires {
  /** A fire later than this was missed by an outage, not by a busy moment. */
  static final Duration ON_TIME = Duration.ofSeconds(10);

  private DueFires() {}

  /**
   * The fire times to run, in order, out of those in {@code (cursor, now]}. Those that are passed
   * over were missed.
   *
   * @param limit how many at most: the rest follows when these are accounted for
   */
  static List<Instant> toRun(
      Topology topology, FireTimes times, Instant cursor, Instant now, int limit) {
    Instant onTime = later(cursor, now.minus(ON_TIME));
    Stream<Instant> late = late(topology, times, cursor, onTime);
    return Stream.concat(late, times.between(onTime, now)).limit(limit).toList();
  }

  private static Stream<Instant> late(
      Topology topology, FireTimes times, Instant cursor, Instant until) {
    if (!cursor.isBefore(until)) {
      return Stream.empty();
    }
    if (topology.trigger() instanceof AtTrigger) {
      // A moment has no window: it is run whenever someone leads again.
      return times.between(cursor, until);
    }
    Policy policy = topology.effectivePolicy();
    Instant from = later(cursor, until.minus(policy.effectiveCatchUpWindow()));
    CatchUp catchUp = policy.effectiveCatchUp();
    return switch (catchUp) {
      case NONE -> Stream.empty();
      case LATEST -> last(times, from, until).stream();
      case ALL -> times.between(from, until);
    };
  }

  /** The last fire time in {@code (from, until]}, found by looking back further and further. */
  static Optional<Instant> last(FireTimes times, Instant from, Instant until) {
    for (Duration back = Duration.ofSeconds(1); ; back = back.multipliedBy(4)) {
      Instant start = later(from, until.minus(back));
      Optional<Instant> found = times.between(start, until).reduce((earlier, later) -> later);
      if (found.isPresent() || start.equals(from)) {
        return found;
      }
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
