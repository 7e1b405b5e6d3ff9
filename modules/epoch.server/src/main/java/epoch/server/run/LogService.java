package epoch.server.run;

import epoch.api.drove.LogChunk;
import epoch.api.rest.LogFileList;
import epoch.api.rest.LogFileList.LogFile;
import epoch.api.rest.LogRange;
import epoch.server.drove.DroveLogs;
import epoch.server.drove.Reply;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.TaskLogs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tasks wrote, read from Drove's executors; Epoch keeps no copy. Thread safe. */
public final class LogService implements TaskLogs {
  /** What is read where the caller names no length, bytes. */
  static final int DEFAULT_LENGTH = 64 * 1024;

  /** What is read at most at once, bytes. */
  static final int MAX_LENGTH = 4 * 1024 * 1024;

  private final RunService runs;
  private final DroveLogs logs;
  private final Optional<URI> droveUi;
  private final String appName;

  /**
   * @param droveUi where people look at Drove; empty for a local Drove, which has nothing to look
   *     at
   */
  public LogService(RunService runs, DroveLogs logs, Optional<URI> droveUi, String appName) {
    this.runs = runs;
    this.logs = logs;
    this.droveUi = droveUi;
    this.appName = appName;
  }

  @Override
  public String link(String topologyId, String runId, String taskName, URI base)
      throws InterruptedException {
    String taskId = runs.task(topologyId, runId, taskName).taskId();
    return droveUi
        .map(ui -> without(ui, "/") + "/tasks/" + appName + "/" + taskId)
        .orElseGet(() ->
            "%s/apis/v1/topologies/%s/runs/%s/tasks/%s/logs/output.log?download=true"
                .formatted(without(base, "/"), topologyId, runId, taskName));
  }

  @Override
  public LogFileList files(String topologyId, String runId, String taskName)
      throws InterruptedException {
    String taskId = runs.task(topologyId, runId, taskName).taskId();
    var files = new ArrayList<LogFile>();
    for (String name : answer(logs.list(taskId))) {
      Long size =
          logs.read(taskId, name, -1, 0) instanceof Reply.Answered<LogChunk>(LogChunk end)
              ? (Long) end.offset()
              : null;
      files.add(new LogFile(name, size));
    }
    return new LogFileList(files);
  }

  @Override
  public LogRange read(
      String topologyId,
      String runId,
      String taskName,
      String file,
      @Nullable Long offset,
      @Nullable Integer length)
      throws InterruptedException {
    String taskId = runs.task(topologyId, runId, taskName).taskId();
    int most = Math.clamp(Objects.requireNonNullElse(length, DEFAULT_LENGTH), 1, MAX_LENGTH);
    long size = answer(logs.read(taskId, file, -1, 0)).offset();
    long start = start(offset, size);
    if (start >= size) {
      return new LogRange(start, start, size, "");
    }
    String data = answer(logs.read(taskId, file, start, most)).data();
    return new LogRange(start, next(start, data, most), size, data);
  }

  private static long start(@Nullable Long offset, long size) {
    long wanted = Objects.requireNonNullElse(offset, (long) -DEFAULT_LENGTH);
    return wanted >= 0 ? Math.min(wanted, size) : Math.max(0, size + wanted);
  }

  /**
   * Where to read on. Drove cuts by bytes and answers text, so a character that was cut at either
   * end came as a replacement character, and the text's bytes can be a few more than were read.
   */
  private static long next(long start, String data, int most) {
    int bytes = data.getBytes(StandardCharsets.UTF_8).length;
    return start + Math.min(bytes, most);
  }

  @Override
  public void download(
      String topologyId, String runId, String taskName, String file, OutputStream to)
      throws IOException, InterruptedException {
    String taskId = runs.task(topologyId, runId, taskName).taskId();
    try (InputStream from = answer(logs.download(taskId, file))) {
      from.transferTo(to);
    }
  }

  private static <T> T answer(Reply<T> reply) {
    return switch (reply) {
      case Reply.Answered<T>(T value) -> value;
      case Reply.Missing<T>(String message) ->
          throw new Refusal(Kind.NOT_FOUND, "No such log: " + message);
      case Reply.Unavailable<T>(String reason) ->
          throw new Refusal(Kind.NOT_NOW, "The log cannot be read now: " + reason);
    };
  }

  private static String without(URI uri, String end) {
    String text = uri.toString();
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }
}
