package epoch.server.run;

import epoch.api.run.Run;
import epoch.api.run.TaskState;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * What of a topology has not ended.
 *
 * @param runs how many runs
 * @param newest the newest of them
 * @param unknown whether it cannot be told how far a task is
 */
public record Activity(int runs, Run newest, boolean unknown) {
  private static final Comparator<Run> AGE =
      Comparator.comparing(Run::created).thenComparing(Run::runId);

  static Optional<Activity> of(Collection<LiveRun> live) {
    int count = 0;
    Run newest = null;
    boolean unknown = false;
    for (LiveRun one : live) {
      Run run = one.run();
      count++;
      newest = newest == null || AGE.compare(run, newest) > 0 ? run : newest;
      unknown |= run.tasks().values().stream().anyMatch(task -> task.state() == TaskState.UNKNOWN);
    }
    return newest == null ? Optional.empty() : Optional.of(new Activity(count, newest, unknown));
  }
}
