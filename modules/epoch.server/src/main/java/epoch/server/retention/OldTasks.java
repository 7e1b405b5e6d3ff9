package epoch.server.retention;

import epoch.api.drove.DroveTaskState;
import epoch.api.drove.TaskInfo;
import epoch.api.drove.TaskResultStatus;
import epoch.api.run.Run;
import epoch.api.run.TaskRun;
import epoch.server.drove.Drove;
import epoch.server.drove.Lookup;
import epoch.server.drove.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Drove to forget the tasks of runs that were removed: those that were seen ended there, some
 * time after that, and after one more look, since a record that is dropped while its container runs
 * leaves the container to nobody. What does not fit into the queue, or is in it when the leadership
 * ends, Drove forgets by itself after two days. Thread safe.
 */
final class OldTasks {
  private static final Logger LOG = LoggerFactory.getLogger(OldTasks.class);
  private static final int ROOM = 10_000;
  private static final int TRIES = 3;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

  private record Ended(String taskId, Instant time) {}

  private final Drove drove;
  private final RetentionSettings settings;
  private final InstantSource clock;
  private final BlockingQueue<Ended> queue = new ArrayBlockingQueue<>(ROOM);

  OldTasks(Drove drove, RetentionSettings settings, InstantSource clock) {
    this.drove = drove;
    this.settings = settings;
    this.clock = clock;
  }

  /** Takes the tasks of a run over that was removed. */
  void add(Run run) {
    for (TaskRun task : run.tasks().values()) {
      Instant ended = task.ended() == null ? run.updated() : task.ended();
      // Only a task that Epoch saw there has its id for an upstream id; the others may be anyone's.
      boolean ours = task.taskId().equals(task.upstreamId());
      if (ours && task.state().isTerminal() && !queue.offer(new Ended(task.taskId(), ended))) {
        LOG.debug("Task {} is left to Drove: too many to forget", task.taskId());
      }
    }
  }

  /** Tells Drove, one after the other; ends when interrupted. */
  void forget() throws InterruptedException {
    Duration pause = Duration.ofSeconds(1).dividedBy(settings.tasksPerSecond());
    while (true) {
      Ended next = queue.take();
      Duration wait = Duration.between(clock.instant(), next.time().plus(settings.settled()));
      sleep(wait.compareTo(pause) > 0 ? wait : pause);
      for (int attempt = 1; attempt <= TRIES && !forget(next.taskId()); attempt++) {
        sleep(TRY_AGAIN);
      }
    }
  }

  /** Whether there is nothing left to do. */
  private boolean forget(String taskId) {
    return switch (drove.find(taskId)) {
      case Lookup.Found(TaskInfo info) when isOver(info) ->
          drove.delete(taskId) instanceof Reply.Answered<Boolean>;
      case Lookup.Found(TaskInfo info) -> {
        LOG.warn("Task {} is {} on Drove and not forgotten there", taskId, info.state());
        yield true;
      }
      case Lookup.Absent _ -> true;
      case Lookup.Unavailable _ -> false;
    };
  }

  /** A container that was lost may live. */
  private static boolean isOver(TaskInfo info) {
    boolean lost =
        info.state() == DroveTaskState.LOST
            || (info.taskResult() != null && info.taskResult().status() == TaskResultStatus.LOST);
    return !lost && info.outcome().state().isTerminal();
  }

  private static void sleep(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
