package epoch.server.run;

import epoch.api.drove.TaskSpec;
import epoch.api.run.TaskState;
import epoch.api.topology.ContainerTask;
import epoch.server.drove.CreateOutcome;
import epoch.server.drove.CreateOutcome.Why;
import epoch.server.drove.Watch;
import epoch.server.store.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the tasks of a run on Drove, however long that says "not now" and the world stands still.
 */
final class Launch {
  private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

  /** A wait that is not worth a word. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static final Duration HELD_LOOK = Duration.ofMillis(500);

  private final LiveRun live;
  private final Means means;
  private final JobContract contract;
  private final Deadlines deadlines;
  private final Attempts attempts;

  Launch(LiveRun live, Means means, JobContract contract, Deadlines deadlines, Attempts attempts) {
    this.live = live;
    this.means = means;
    this.contract = contract;
    this.deadlines = deadlines;
    this.attempts = attempts;
  }

  /**
   * Creates the task of an attempt.
   *
   * @return whether it may be on Drove now; false if the task has ended without
   */
  boolean create(ContainerTask task, Attempt attempt, Watch watch) throws InterruptedException {
    String name = TaskNames.of(task);
    TaskSpec spec = contract.spec(task, attempt);
    Duration backoff = means.settings().firstBackoff();
    awaitTurn(task, watch);
    Instant waitingSince = means.clock().instant();
    while (true) {
      if (!isToBegin(task, attempt)) {
        return false;
      }
      Optional<String> held = held(watch);
      if (held.isPresent()) {
        live.explain(ActiveRuns.WAITING + ": " + held.get());
        continue;
      }
      Optional<CreateOutcome> outcome =
          means
              .gate()
              .pass(() -> {
                live.footprint().sending(live.task(name).taskId());
                return means.drove().create(spec);
              });
      if (outcome.isEmpty()) {
        continue;
      }
      switch (outcome.get()) {
        case CreateOutcome.Accepted _ -> {
          LOG.info("Started task {}", spec.taskId());
          return true;
        }
        case CreateOutcome.Exists _ -> {
          LOG.info("Task {} is on Drove already", spec.taskId());
          return true;
        }
        case CreateOutcome.Unknown(String message) -> {
          LOG.warn("Whether task {} was started is not known yet: {}", spec.taskId(), message);
          return true;
        }
        case CreateOutcome.Refused(String message) -> {
          live.footprint().notTaken();
          attempts.end(task, TaskState.FAILED, "Drove refused it: " + message);
          return false;
        }
        case CreateOutcome.NotNow(Why why, String message) -> {
          live.footprint().notTaken();
          if (why == Why.NO_CAPACITY
              && means.hasPassed(means.settings().capacityWait(), waitingSince)) {
            attempts.end(task, TaskState.FAILED, "No room on Drove: " + message);
            return false;
          }
          live.explain(ActiveRuns.WAITING + " for Drove: " + message);
          LOG.info("Task {} cannot be started yet: {}", spec.taskId(), message);
        }
      }
      watch.next(backoff);
      Duration longer = backoff.multipliedBy(2);
      Duration longest = means.settings().maxBackoff();
      backoff = longer.compareTo(longest) < 0 ? longer : longest;
    }
  }

  /** Whether the task is to be created still; if not, it has ended. */
  private boolean isToBegin(ContainerTask task, Attempt attempt) throws InterruptedException {
    live.mustBeOpen();
    deadlines.look();
    StartDeadline.mustHold(live, means.clock().instant());
    String name = TaskNames.of(task);
    if (live.isKillAsked(name)) {
      live.abandon(name);
      attempts.cancel(task);
      return false;
    }
    if (means.hasPassed(means.settings().intentLife(), attempt.intended())) {
      attempts.end(
          task,
          TaskState.FAILED,
          "Outcome unknown: it could not be started for "
              + means.settings().intentLife().toHours()
              + " h, and Drove forgets ids");
      return false;
    }
    return true;
  }

  /** Runs that are caught up with do not all begin at once; only their first task waits. */
  private void awaitTurn(ContainerTask task, Watch watch) throws InterruptedException {
    if (live.footprint().isBegun() || !live.isCaughtUp()) {
      return;
    }
    try (CreateGate.Turn turn = means.gate().catchUpTurn()) {
      for (Duration wait = turn.in(); wait.isPositive(); wait = turn.in()) {
        deadlines.look();
        StartDeadline.mustHold(live, means.clock().instant());
        if (live.isKillAsked(TaskNames.of(task)) || live.active().closing() != null) {
          return;
        }
        if (wait.compareTo(SHORT) > 0) {
          live.explain("Waiting: it is caught up with, and others come first");
        }
        watch.next(deadlines.nextLook(task, wait));
      }
    }
  }

  /** Why nothing may be created now; waits a moment if so. */
  private Optional<String> held(Watch watch) throws InterruptedException {
    Optional<String> held = means.gate().held();
    if (held.isPresent()) {
      watch.next(HELD_LOOK);
    }
    return held;
  }
}
