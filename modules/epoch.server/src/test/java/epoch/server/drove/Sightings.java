package epoch.server.drove;

import epoch.api.run.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Waits for what a watch should tell. */
final class Sightings {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private Sightings() {}

  /** The first sighting like this; fails with all that was told instead. */
  static Sighting await(Watch watch, Predicate<Sighting> wanted) throws InterruptedException {
    List<Sighting> told = new ArrayList<>();
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (System.nanoTime() < end) {
      Sighting sighting = watch.next(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      if (wanted.test(sighting)) {
        return sighting;
      }
      told.add(sighting);
    }
    throw new AssertionError("told only " + told);
  }

  static Predicate<Sighting> state(TaskState state) {
    return sighting ->
        sighting instanceof Sighting.Seen(var info) && info.outcome().state() == state;
  }

  static Predicate<Sighting> ended() {
    return sighting ->
        sighting instanceof Sighting.Seen(var info) && info.outcome().state().isTerminal();
  }

  static Predicate<Sighting> absent(Duration atLeast) {
    return sighting ->
        sighting instanceof Sighting.Absent(Duration unbroken, var last)
            && unbroken.compareTo(atLeast) >= 0;
  }
}
