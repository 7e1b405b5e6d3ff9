package epoch.server.drove;

import epoch.api.drove.DroveTaskState;
import epoch.api.drove.TaskInfo;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which of two things that Drove said of a task is the newer: lists, look-ups and events overtake
 * each other.
 */
final class Progress {

  private Progress() {}

  /** Whether {@code fresh} tells an older state than {@code known}. */
  static boolean stale(TaskInfo known, TaskInfo fresh) {
    if (!Objects.equals(known.instanceId(), fresh.instanceId())) {
      return before(fresh.created(), known.created());
    }
    boolean over = known.outcome().state().isTerminal();
    boolean goesOn = !fresh.outcome().state().isTerminal();
    // A lost task may come back, all other ends are for good.
    if (over && goesOn && known.state() != DroveTaskState.LOST) {
      return true;
    }
    int from = step(known.state());
    int to = step(fresh.state());
    return (from >= 0 && to >= 0 && to < from) || before(fresh.updated(), known.updated());
  }

  /**
   * Whether someone who waits for the task would want to know; when it was last reported is no
   * news.
   */
  static boolean news(TaskInfo known, TaskInfo fresh) {
    return known.state() != fresh.state()
        || !Objects.equals(known.instanceId(), fresh.instanceId())
        || !Objects.equals(known.taskResult(), fresh.taskResult())
        || !Objects.equals(known.errorMessage(), fresh.errorMessage())
        || !Objects.equals(known.hostname(), fresh.hostname())
        || !Objects.equals(known.executorId(), fresh.executorId())
        || !Objects.equals(known.env(), fresh.env());
  }

  private static boolean before(@Nullable Instant a, @Nullable Instant b) {
    return a != null && b != null && a.isBefore(b);
  }

  private static int step(DroveTaskState state) {
    return switch (state) {
      case PENDING -> 0;
      case PROVISIONING -> 1;
      case STARTING -> 2;
      case RUNNING -> 3;
      case RUN_COMPLETED, RUN_FAILED -> 4;
      case DEPROVISIONING -> 5;
      case PROVISIONING_FAILED, STOPPED, LOST, UNKNOWN, UNRECOGNISED -> -1;
    };
  }
}
