package epoch.server.run;

import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.ContainerTask;
import epoch.server.drove.Watch;
import epoch.server.store.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one task of one run to its end: writes the intent, creates it on Drove ({@link Launch}),
 * watches it, kills it when asked ({@link TaskWatcher}). Each step holds for a task that an earlier
 * leader may have created as well: such a task is looked for and adopted, never created beside
 * itself.
 */
final class TaskWalker {
  private static final Logger LOG = LoggerFactory.getLogger(TaskWalker.class);

  /** A wait that is not worth a word. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final LiveRun live;
  private final Means means;
  private final Deadlines deadlines;
  private final Attempts attempts;
  private final Launch launch;
  private final TaskWatcher watcher;

  /**
   * @param zone in which templates of the topology tell time
   */
  TaskWalker(LiveRun live, Means means, ZoneId zone) {
    this.live = live;
    this.means = means;
    this.deadlines = new Deadlines(live, means.clock());
    this.attempts = new Attempts(live, means.settings().lostGrace(), means.clock());
    var contract = new JobContract(live, means.settings().appName(), zone, deadlines);
    this.launch = new Launch(live, means, contract, deadlines, attempts);
    this.watcher = new TaskWatcher(live, means, deadlines, attempts);
  }

  /** Blocks until the task ended; returns at once if it is recorded as ended. */
  Walked walk(ContainerTask task) throws InterruptedException {
    live.mustBeOpen();
    String name = TaskNames.of(task);
    boolean begun = live.active().attempt(name) != null;
    if (!live.task(name).state().isTerminal() && !begun && live.isKillAsked(name)) {
      attempts.cancel(task);
    }
    boolean mayExist = begun && live.footprint().mayHave(live.task(name).taskId());
    while (!live.task(name).state().isTerminal()) {
      attempt(task, intend(name), mayExist);
      mayExist = false;
    }
    return verdict(name);
  }

  private Attempt intend(String name) throws InterruptedException {
    Attempt known = live.active().attempt(name);
    if (known != null) {
      return known;
    }
    Attempt first = Attempt.first(means.clock().instant());
    live.intend(name, first, live.task(name).withState(TaskState.STARTING, ""));
    return first;
  }

  private void attempt(ContainerTask task, Attempt attempt, boolean mayExist)
      throws InterruptedException {
    String taskId = live.task(TaskNames.of(task)).taskId();
    if (!mayExist) {
      live.standing().know();
    }
    try (Watch watch = means.follower().watch(taskId)) {
      live.bell().reach(watch);
      try {
        if (isItsTurn(task, attempt, watch)) {
          bring(task, attempt, watch, mayExist);
        }
      } finally {
        live.bell().leave(watch);
      }
    }
  }

  /**
   * Waits for the time of an attempt.
   *
   * @return false if the task ended meanwhile, because someone asked for it
   */
  private boolean isItsTurn(ContainerTask task, Attempt attempt, Watch watch)
      throws InterruptedException {
    String name = TaskNames.of(task);
    Instant turn = attempt.notBefore();
    if (turn == null) {
      return true;
    }
    for (Instant now = means.clock().instant(); now.isBefore(turn); now = means.clock().instant()) {
      live.mustBeOpen();
      deadlines.look();
      if (live.isKillAsked(name)) {
        attempts.cancel(task);
        return false;
      }
      Duration left = Duration.between(now, turn).plusMillis(1);
      if (left.compareTo(SHORT) > 0) {
        live.explain(
            "%s for attempt %d at %s, until %s"
                .formatted(ActiveRuns.WAITING, attempt.number(), name, turn));
      }
      watch.next(deadlines.nextLook(task, left));
    }
    TaskRun known = live.task(name);
    live.record(name, known.withState(TaskState.STARTING, known.errorMessage()), Beginning.STARTED);
    return true;
  }

  /**
   * @param mayExist whether the task may be on Drove already; it is created only where it is
   *     certain that it is not
   */
  private void bring(ContainerTask task, Attempt attempt, Watch watch, boolean mayExist)
      throws InterruptedException {
    boolean exists = mayExist;
    while (exists || launch.create(task, attempt, watch)) {
      if (!watcher.watch(task, attempt, watch)) {
        return;
      }
      LOG.warn(
          "Drove took task {} but has not known it for {} s: creating it again",
          live.task(TaskNames.of(task)).taskId(),
          means.settings().absence().toSeconds());
      exists = false;
    }
  }

  private Walked verdict(String name) {
    TaskRun task = live.task(name);
    if (task.state() == TaskState.COMPLETED) {
      return Walked.SUCCESSFUL;
    }
    String why = task.errorMessage() == null ? "" : task.errorMessage();
    String what = name + (task.state() == TaskState.CANCELLED ? " was killed" : " failed");
    return Walked.failed(why.isEmpty() ? what : what + ": " + why);
  }
}
