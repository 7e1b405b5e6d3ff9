package epoch.server.search;

import epoch.api.rest.RunStatistics;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Counts runs that ended. */
final class Statistics {
  private static final Set<RunState> SUCCESSFUL = Set.of(RunState.SUCCESSFUL, RunState.COMPLETED);

  private Statistics() {}

  static RunStatistics of(List<Run> runs) {
    List<Run> ended = runs.stream().filter(run -> run.state().isTerminal()).toList();
    List<Long> millis =
        ended.stream()
            .filter(run -> SUCCESSFUL.contains(run.state()))
            .map(run -> Duration.between(run.created(), run.updated()).toMillis())
            .sorted()
            .toList();
    boolean any = !millis.isEmpty();
    return new RunStatistics(
        ended.size(),
        millis.size(),
        count(ended, RunState.FAILED),
        count(ended, RunState.SKIPPED),
        any ? millis.getFirst() : null,
        any ? rank(millis, 50) : null,
        any ? rank(millis, 95) : null,
        any ? millis.getLast() : null);
  }

  private static int count(List<Run> runs, RunState state) {
    return (int) runs.stream().filter(run -> run.state() == state).count();
  }

  /** The smallest of which so many of 100 are no larger (nearest rank). */
  private static long rank(List<Long> sorted, int percent) {
    return sorted.get((sorted.size() * percent + 99) / 100 - 1);
  }
}
