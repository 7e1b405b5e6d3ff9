package epoch.server.run;

import epoch.api.json.Durations;
import epoch.api.topology.Topology;
import java.time.Instant;
import java.util.Optional;

/** How late a fire may begin, where its topology says so. */
public final class StartDeadline {
  private StartDeadline() {}

  /** By when the run of a fire time has to begin; empty if it may begin whenever it can. */
  public static Optional<Instant> of(Topology topology, Instant fireTime) {
    return Durations.understood(topology.effectivePolicy().startDeadline())
        .map(length -> fireTime.plus(Jitter.of(topology)).plus(length));
  }

  /** What is said of a fire that is too late. */
  public static String missed(Topology topology) {
    return "it could not begin within its startDeadline of "
        + topology.effectivePolicy().startDeadline();
  }

  /**
   * Does nothing, unless the run has not begun and should have.
   *
   * @throws RunLapsed if so
   */
  static void mustHold(LiveRun live, Instant now) {
    Instant fireTime = live.run().fireTime();
    if (live.isScheduled()
        && fireTime != null
        && of(live.topology(), due(live, fireTime)).filter(now::isAfter).isPresent()
        && live.footprint().lapse()) {
      String words = missed(live.topology());
      throw new RunLapsed(Character.toUpperCase(words.charAt(0)) + words.substring(1));
    }
  }

  /** Whoever was committed late on purpose, after a closure say, counts from then. */
  private static Instant due(LiveRun live, Instant fireTime) {
    Instant created = live.run().created();
    return of(live.topology(), fireTime).filter(created::isAfter).isPresent() ? created : fireTime;
  }
}
