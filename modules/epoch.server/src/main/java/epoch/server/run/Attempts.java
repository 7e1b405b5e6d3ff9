package epoch.server.run;

import epoch.api.json.Durations;
import epoch.api.run.RunId;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Retry;
import epoch.api.topology.RetryOn;
import epoch.server.store.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a task when an attempt at it has ended: another attempt, or the end. The
 * decision, the record of the attempt and the intent of the next are one transaction.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  /** Pauses vary by up to this part of their length, so that what failed together spreads out. */
  private static final double VARIATION = 0.2;

  private final LiveRun live;
  private final Duration lostGrace;
  private final InstantSource clock;

  Attempts(LiveRun live, Duration lostGrace, InstantSource clock) {
    this.live = live;
    this.lostGrace = lostGrace;
    this.clock = clock;
  }

  /**
   * Records that an attempt has ended, or that there is to be another.
   *
   * @param ended the task as it ended
   * @param cause what kind of failure it was; null if another attempt cannot help, or none is
   *     needed
   */
  void end(ContainerTask task, TaskRun ended, @Nullable RetryOn cause) throws InterruptedException {
    String name = TaskNames.of(task);
    Attempt attempt = live.active().attempt(name);
    Retry retry = task.retry();
    Optional<RunId> runId = RunId.parse(live.run().runId());
    if (ended.state() != TaskState.FAILED
        || cause == null
        || retry == null
        || attempt == null
        || runId.isEmpty()
        || !retry.covers(cause)
        || attempt.number() >= retry.attempts()
        || live.isKillAsked(name)) {
      live.ended(name, ended);
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Duration pause = pause(retry, attempt.number(), cause);
    String words =
        "Attempt %d of %d failed: %s; the next begins in %s"
            .formatted(
                attempt.number(),
                retry.attempts(),
                ended.errorMessage(),
                Durations.format(pause.truncatedTo(ChronoUnit.SECONDS)));
    String next = runId.get().taskId(live.run().topologyId(), name, attempt.number() + 1);
    live.intend(name, attempt.next(now, now.plus(pause)), ended.tryAgain(next, words));
    LOG.info("Task {}: {}", name, words);
  }

  /** Records that a task was killed before it had started. */
  void cancel(ContainerTask task) throws InterruptedException {
    end(task, TaskState.CANCELLED, "Killed before it started");
  }

  /** Records that a task has ended, where another attempt cannot help. */
  void end(ContainerTask task, TaskState state, String message) throws InterruptedException {
    end(task, ended(task, state, message), null);
  }

  /** Records that an attempt at a task failed. */
  void fail(ContainerTask task, String message, RetryOn cause) throws InterruptedException {
    end(task, ended(task, TaskState.FAILED, message), cause);
  }

  private TaskRun ended(ContainerTask task, TaskState state, String message) {
    return live.task(TaskNames.of(task)).withState(state, message).endedAt(clock.instant());
  }

  private Duration pause(Retry retry, int failed, RetryOn cause) {
    double factor = 1 + ThreadLocalRandom.current().nextDouble(-VARIATION, VARIATION);
    long millis = Math.round(retry.pauseAfter(failed).toMillis() * factor);
    // A container that Drove has lost may live: the next one does not begin beside it.
    long least = cause == RetryOn.LOST ? lostGrace.toMillis() : 0;
    return Duration.ofMillis(Math.max(millis, least));
  }
}
