package epoch.server.search;

import epoch.api.rest.RunEntry;
import epoch.api.rest.Standing.Attention;
import epoch.api.rest.Standing.LastRun;
import epoch.api.run.Run;
import epoch.api.topology.TopologyState;
import epoch.server.run.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can change in a row without a write of the topology or its schedule: by its runs, by the
 * time, by a hold.
 *
 * @param active how many runs have not ended
 * @param lastRun the newest run, active or ended
 * @param waitingFor what the newest active run waits for
 * @param held whether the topology would fire if the world were not held
 * @param next the next fire time that is shown
 * @param late whether a fire time is past and not accounted for
 * @param attention why it deserves a look
 */
record Moment(
    int active,
    @Nullable LastRun lastRun,
    @Nullable String waitingFor,
    boolean held,
    @Nullable Instant next,
    boolean late,
    @Nullable Attention attention) {

  /** A fire that is later than this is not just being handled. */
  private static final Duration LATE = Duration.ofSeconds(10);

  static Moment of(Row row, Optional<Activity> activity, boolean worldHeld, Instant now) {
    boolean held = worldHeld && row.state() == TopologyState.ACTIVE;
    boolean late = !held && row.next().filter(due -> due.isBefore(now.minus(LATE))).isPresent();
    Optional<Instant> next = held ? row.nextAfter(now) : row.next();
    LastRun last = activity.map(known -> lastRun(known.newest())).orElseGet(row::lastEnded);
    String waitingFor =
        activity.map(known -> RunEntry.of(known.newest()).waitingFor()).orElse(null);
    return new Moment(
        activity.map(Activity::runs).orElse(0),
        last,
        waitingFor,
        held,
        next.orElse(null),
        late,
        attention(row, activity, late));
  }

  private static @Nullable Attention attention(Row row, Optional<Activity> activity, boolean late) {
    if (row.failed()) {
      return Attention.FAILED;
    }
    if (activity.isPresent() && activity.get().unknown()) {
      return Attention.UNKNOWN;
    }
    if (late) {
      return Attention.LATE;
    }
    return activity.isPresent() ? Attention.RUNNING : null;
  }

  private static LastRun lastRun(Run run) {
    return new LastRun(run.runId(), run.state(), run.runType(), run.created(), null);
  }
}
