package epoch.server.http;

import epoch.server.operations.TaskLogs;
import org.jspecify.annotations.Nullable;

/** What can be asked about the logs of a task. */
final class LogEndpoints {

  /** How much of a log one answer may carry, in bytes. */
  private static final int MAX_LENGTH = 8 * 1024 * 1024;

  private LogEndpoints() {}

  static Answer link(Call call) throws InterruptedException {
    return Answer.of(
        logs(call).link(call.path("id"), call.path("runId"), call.path("taskName"), call.base()));
  }

  static Answer files(Call call) throws InterruptedException {
    return Answer.of(logs(call).files(call.path("id"), call.path("runId"), call.path("taskName")));
  }

  static Answer read(Call call) throws InterruptedException {
    String id = call.path("id");
    String runId = call.path("runId");
    String taskName = call.path("taskName");
    String file = call.path("file");
    TaskLogs logs = logs(call);
    if (call.flag("download")) {
      return new Answer.Download(file, out -> logs.download(id, runId, taskName, file, out));
    }
    return Answer.of(logs.read(id, runId, taskName, file, call.number("offset"), length(call)));
  }

  private static @Nullable Integer length(Call call) {
    Long length = call.number("length");
    if (length == null) {
      return null;
    }
    if (length < 1 || length > MAX_LENGTH) {
      throw Call.invalid("length: must be between 1 and " + MAX_LENGTH);
    }
    return length.intValue();
  }

  private static TaskLogs logs(Call call) {
    return call.operations().logs();
  }
}
