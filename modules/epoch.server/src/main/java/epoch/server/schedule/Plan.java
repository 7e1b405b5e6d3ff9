package epoch.server.schedule;

import epoch.api.topology.Topology;
import epoch.server.store.Release;
import epoch.server.timer.FireTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps that account for all fire times that are due, those that were held back included. A
 * stretch of time before, in, between and after holds is accounted for by itself.
 */
final class Plan {
  private Plan() {}

  /**
   * The steps for {@code (cursor, now]}, in order.
   *
   * @param releases the holds that ended, in order of time
   * @param limit how many fires of a stretch at most: the rest follows when these are accounted for
   */
  static List<Step> steps(
      Topology topology,
      FireTimes times,
      Instant cursor,
      Instant now,
      List<Release> releases,
      int limit) {
    var steps = new ArrayList<Step>();
    Instant from = cursor;
    for (Release release : releases) {
      if (release.until().isAfter(from) && !release.until().isAfter(now)) {
        Instant since = release.hold().from();
        if (since.isAfter(from)) {
          steps.addAll(DueFires.steps(topology, times, from, since, limit));
          from = since;
        }
        held(times, from, release, limit, steps);
        from = release.until();
      }
      if (steps.size() >= limit) {
        return steps.subList(0, limit);
      }
    }
    steps.addAll(DueFires.steps(topology, times, from, now, limit));
    return steps;
  }

  private static void held(
      FireTimes times, Instant from, Release release, int limit, List<Step> steps) {
    Instant until = release.until();
    String words = release.hold().inWords();
    switch (release.heldFires()) {
      case RUN ->
          times
              .between(from, until)
              .limit(limit)
              .forEach(time -> steps.add(new Step.Fire(time, true, true)));
      case LATEST -> {
        Optional<Instant> latest = times.last(from, until);
        if (latest.isPresent()) {
          skip(times, from, latest.get().minusMillis(1), words, steps);
          steps.add(new Step.Fire(latest.get(), true, false));
        }
      }
      case SKIP -> skip(times, from, until, words, steps);
    }
  }

  private static void skip(
      FireTimes times, Instant from, Instant until, String words, List<Step> steps) {
    if (DueFires.any(times, from, until)) {
      steps.add(new Step.Skip(until, words));
    }
  }
}
