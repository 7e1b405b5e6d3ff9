package epoch.server.http;

import epoch.server.operations.TaskLogs;

/** What can be asked about the logs of a task. */
final class LogEndpoints {

  /** How much of a log one answer may carry, in bytes. */
  private static final int MAX_LENGTH = 8 * 1024 * 1024;

  /** How much of what is there already whoever follows a log is told, in bytes. */
  private static final long TAIL = 64 * 1024;

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
    if (call.flag("follow")) {
      var follow = new LogFollow(call, logs, new LogFollow.Place(id, runId, taskName, file));
      return follow.begin(offset(call));
    }
    return Answer.of(
        logs.read(
            id, runId, taskName, file, call.number("offset"), call.upTo("length", MAX_LENGTH)));
  }

  /** Where to follow from: where a client that comes back was, or as asked for, or the end. */
  private static long offset(Call call) {
    String last = call.headers().getFirst(EventEndpoints.LAST_EVENT_ID);
    if (last != null && last.matches("[0-9]{1,18}")) {
      return Long.parseLong(last);
    }
    Long offset = call.number("offset");
    return offset == null ? -TAIL : offset;
  }

  private static TaskLogs logs(Call call) {
    return call.operations().logs();
  }
}
