package epoch.server.run;

import epoch.api.drove.LogChunk;
import epoch.api.rest.LogFileList;
import epoch.api.rest.LogFileList.LogFile;
import epoch.api.rest.LogPiece;
import epoch.api.rest.LogRange;
import epoch.api.run.TaskRun;
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

  /** Stands for bytes that are no character. */
  private static final char REPLACEMENT = '\uFFFD';

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
    LogPiece piece = piece(taskId, file, start, most, offset == null || offset < 0);
    return new LogRange(piece.offset(), piece.nextOffset(), size, piece.data());
  }

  @Override
  public LogTail tail(String topologyId, String runId, String taskName, String file, long offset)
      throws InterruptedException {
    TaskRun task = runs.task(topologyId, runId, taskName);
    // Its state first: what it wrote before it ended is read afterwards.
    boolean ended = task.state().isTerminal();
    try {
      long start =
          offset >= 0
              ? offset
              : start(offset, answer(logs.read(task.taskId(), file, -1, 0)).offset());
      LogPiece piece = piece(task.taskId(), file, start, DEFAULT_LENGTH, offset < 0);
      if (piece.data().isEmpty()
          && answer(logs.read(task.taskId(), file, -1, 0)).offset() < start) {
        // Drove began a new file under this name.
        return new LogTail(new LogPiece(0, 0, ""), null);
      }
      return new LogTail(piece, ended && piece.data().isEmpty() ? task.state() : null);
    } catch (Refusal refusal) {
      if (refusal.kind() != Kind.NOT_FOUND || ended) {
        throw refusal;
      }
      // It has written nothing yet.
      long start = Math.max(0, offset);
      return new LogTail(new LogPiece(start, start, ""), null);
    }
  }

  /**
   * Reads a piece that ends with a whole character. Drove cuts by bytes and answers text: half a
   * character comes as a replacement character, and then the text does not tell how many bytes it
   * was.
   *
   * @param anyStart whether it may start a little later, with a whole character
   */
  private LogPiece piece(String taskId, String file, long offset, int most, boolean anyStart) {
    String data = answer(logs.read(taskId, file, offset, most)).data();
    if (data.indexOf(REPLACEMENT) < 0) {
      return new LogPiece(offset, offset + bytes(data), data);
    }
    long start = offset;
    if (anyStart && offset > 0) {
      // Each byte of the rest of a character comes as one.
      while (start < offset + 3
          && data.indexOf(REPLACEMENT, (int) (start - offset)) == start - offset) {
        start++;
      }
      data = data.substring((int) (start - offset));
      if (data.indexOf(REPLACEMENT) < 0) {
        return new LogPiece(start, start + bytes(data), data);
      }
    }
    long size = answer(logs.read(taskId, file, -1, 0)).offset();
    int length = Math.clamp(size - start, 0, most);
    String whole = "";
    for (int cut = 0; cut <= Math.min(3, length - 1); cut++) {
      String text = answer(logs.read(taskId, file, start, length - cut)).data();
      if (!text.endsWith(String.valueOf(REPLACEMENT))) {
        return new LogPiece(start, start + length - cut, text);
      }
      whole = cut == 0 ? text : whole;
    }
    // What ends so is no text; it goes out as it came.
    return new LogPiece(start, start + length, whole);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static long start(@Nullable Long offset, long size) {
    long wanted = Objects.requireNonNullElse(offset, (long) -DEFAULT_LENGTH);
    return wanted >= 0 ? Math.min(wanted, size) : Math.max(0, size + wanted);
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
