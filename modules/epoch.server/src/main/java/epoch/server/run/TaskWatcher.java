package epoch.server.run;

import epoch.api.drove.DroveTaskState;
import epoch.api.drove.TaskInfo;
import epoch.api.drove.TaskOutcome;
import epoch.api.drove.TaskResultStatus;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.RetryOn;
import epoch.server.drove.KillOutcome;
import epoch.server.drove.Lookup;
import epoch.server.drove.Sighting;
import epoch.server.drove.Watch;
import epoch.server.store.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the tasks of a run on Drove until they end, and kills them where they are to. */
final class TaskWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(TaskWatcher.class);

  private final LiveRun live;
  private final Means means;
  private final Deadlines deadlines;
  private final Attempts attempts;

  TaskWatcher(LiveRun live, Means means, Deadlines deadlines, Attempts attempts) {
    this.live = live;
    this.means = means;
    this.deadlines = deadlines;
    this.attempts = attempts;
  }

  /**
   * Watches the task of an attempt until it ended.
   *
   * @return true if Drove has certainly never had it, so that it is to be created again
   */
  boolean watch(ContainerTask task, Attempt attempt, Watch watch) throws InterruptedException {
    String name = TaskNames.of(task);
    Instant since = means.clock().instant();
    Instant lastKill = Instant.EPOCH;
    boolean quiet = false;
    while (true) {
      live.mustBeOpen();
      deadlines.look();
      Sighting sighting = watch.next(quiet ? deadlines.quietLook(task) : deadlines.nextLook(task));
      quiet = false;
      switch (sighting) {
        case Sighting.Seen(TaskInfo info) -> {
          if (see(task, name, info)) {
            return false;
          }
          live.standing().know();
          deadlines.look(task);
          if (!isToEnd(name)) {
            quiet = true;
          } else if (means.hasPassed(means.settings().killInterval(), lastKill)) {
            lastKill = means.clock().instant();
            kill(name);
          }
        }
        case Sighting.Absent(Duration unbroken, TaskInfo last) -> {
          live.standing().know();
          Duration watched = Duration.between(since, means.clock().instant());
          Duration absent = unbroken.compareTo(watched) < 0 ? unbroken : watched;
          if (last != null || wasSeen(name)) {
            if (absent.compareTo(means.settings().lostGrace()) >= 0) {
              attempts.fail(task, "Lost by Drove", RetryOn.LOST);
              return false;
            }
          } else if (absent.compareTo(means.settings().absence()) >= 0) {
            return !isGivenUp(task, name, attempt);
          }
        }
        case Sighting.Unavailable _ -> LOG.debug("Drove cannot be asked about {}", name);
      }
    }
  }

  /**
   * A task that never appeared is not created again when it was killed, or its id may be forgotten.
   */
  private boolean isGivenUp(ContainerTask task, String name, Attempt attempt)
      throws InterruptedException {
    if (live.isKillAsked(name)) {
      live.abandon(name);
      attempts.cancel(task);
      return true;
    }
    if (means.hasPassed(means.settings().intentLife(), attempt.intended())) {
      attempts.end(task, TaskState.FAILED, "Outcome unknown: Drove does not know it any more");
      return true;
    }
    return false;
  }

  /**
   * Records what Drove says of the task.
   *
   * @return whether it has ended
   */
  private boolean see(ContainerTask task, String name, TaskInfo info) throws InterruptedException {
    Optional<String> conflict = conflict(info);
    if (conflict.isPresent()) {
      attempts.end(task, TaskState.FAILED, conflict.get());
      return true;
    }
    TaskOutcome outcome = info.outcome();
    TaskRun seen = live.task(name).withUpstreamId(info.taskId());
    if (seen.started() == null && info.created() != null) {
      seen = seen.startedAt(info.created());
    }
    seen = seen.withState(outcome.state(), outcome.message());
    if (outcome.state().isTerminal()) {
      LOG.info("Task {} ended: {} {}", info.taskId(), outcome.state(), outcome.message());
      ended(task, name, info, seen.endedAt(means.clock().instant()));
      return true;
    }
    live.record(name, seen, Beginning.STARTED);
    return false;
  }

  private void ended(ContainerTask task, String name, TaskInfo info, TaskRun last)
      throws InterruptedException {
    boolean lost = isLost(info);
    if (lost) {
      Instant now = means.clock().instant();
      live.footprint().mayStillRunUntil(now.plus(means.settings().lostGrace()));
    }
    if (deadlines.isMissed(name) && last.state() != TaskState.COMPLETED) {
      attempts.end(task, last.withState(TaskState.FAILED, deadlines.missed(task)), RetryOn.TIMEOUT);
    } else {
      attempts.end(task, last, lost ? RetryOn.LOST : RetryOn.FAILED);
    }
  }

  /** A task on Drove with our id that another one started is no success of ours. */
  private Optional<String> conflict(TaskInfo seen) throws InterruptedException {
    if (live.active().isLegacy()) {
      return Optional.empty();
    }
    Map<String, String> env = seen.env();
    if (env == null) {
      if (!(means.drove().find(seen.taskId()) instanceof Lookup.Found(TaskInfo info))) {
        return Optional.empty();
      }
      env = info.env();
    }
    String uid = env == null ? null : env.get(TaskNames.RUN_UID);
    return live.active().uid().equals(uid)
        ? Optional.empty()
        : Optional.of("Conflict: a task with the id " + seen.taskId() + " is not of this run");
  }

  private void kill(String name) throws InterruptedException {
    String taskId = live.task(name).taskId();
    switch (means.drove().kill(taskId)) {
      case KillOutcome.Accepted _ -> LOG.info("Asked Drove to kill task {}", taskId);
      case KillOutcome.NotRunning(String message) ->
          LOG.info("Drove does not kill task {} yet: {}", taskId, message);
      case KillOutcome.Unavailable(String message) ->
          LOG.warn("Task {} cannot be killed yet: {}", taskId, message);
    }
  }

  /** Whether it is to be killed: someone asked for it, or it took too long. */
  private boolean isToEnd(String name) {
    return live.isKillAsked(name) || deadlines.isMissed(name);
  }

  private boolean wasSeen(String name) {
    TaskRun task = live.task(name);
    return task.taskId().equals(task.upstreamId())
        || task.state() == TaskState.RUNNING
        || task.state() == TaskState.UNKNOWN;
  }

  private static boolean isLost(TaskInfo info) {
    return info.state() == DroveTaskState.LOST
        || (info.taskResult() != null && info.taskResult().status() == TaskResultStatus.LOST);
  }
}
