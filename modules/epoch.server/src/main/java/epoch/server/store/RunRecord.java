package epoch.server.store;

import epoch.api.json.Json;
import epoch.api.run.EarlierAttempt;
import epoch.api.run.Run;
import epoch.api.run.Shortened;
import epoch.api.run.TaskRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is written. It has to fit into a transaction with whatever is written beside it: a
 * run that cannot be written never ends. Where hundreds of tasks failed at length, their messages
 * are kept shorter, and where that is not enough, only the last of the attempts before.
 */
final class RunRecord {
  /** Well below what a transaction may have. */
  static final int MOST_BYTES = 512 * 1024;

  private static final List<Integer> LENGTHS = List.of(200, 40);

  private RunRecord() {}

  static byte[] of(Run run) {
    byte[] bytes = Json.bytes(run);
    for (int length : LENGTHS) {
      if (bytes.length > MOST_BYTES) {
        bytes = Json.bytes(shortened(run, length, Integer.MAX_VALUE));
      }
    }
    return bytes.length > MOST_BYTES ? Json.bytes(shortened(run, LENGTHS.getLast(), 1)) : bytes;
  }

  private static Run shortened(Run run, int length, int attempts) {
    Map<String, TaskRun> tasks = new LinkedHashMap<>();
    run.tasks().forEach((name, task) -> tasks.put(name, shortened(task, length, attempts)));
    return run.withTasks(tasks).withState(run.state(), text(length, run.message()), run.updated());
  }

  private static TaskRun shortened(TaskRun task, int length, int attempts) {
    TaskRun shorter = task.withState(task.state(), text(length, task.errorMessage()));
    List<EarlierAttempt> earlier = task.earlier();
    return earlier == null
        ? shorter
        : shorter.withEarlier(
            earlier.stream()
                .skip(Math.max(0, earlier.size() - attempts))
                .map(attempt -> attempt.withMessage(text(length, attempt.errorMessage())))
                .toList());
  }

  private static @Nullable String text(int length, @Nullable String text) {
    return text == null ? null : Shortened.to(length, text);
  }
}
