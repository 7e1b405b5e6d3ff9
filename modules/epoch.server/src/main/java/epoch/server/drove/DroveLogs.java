package epoch.server.drove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.drove.LogChunk;
import epoch.api.drove.LogFiles;
import epoch.api.json.Json;
import epoch.server.drove.CallListener.Kind;
import epoch.server.drove.CallListener.Result;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** The log files of tasks, as Drove's executors keep them. Thread safe; blocks. */
public final class DroveLogs {
  private final String appName;
  private final DroveCalls calls;

  DroveLogs(String appName, DroveCalls calls) {
    this.appName = appName;
    this.calls = calls;
  }

  /** Names of the log files of a task; none if no executor knows the task (any more). */
  public Reply<List<String>> list(String taskId) {
    Exchange exchange = calls.raw(Kind.LOG_LIST, base -> of(base, taskId).addPathSegment("list"));
    if (exchange instanceof Exchange.Answer answer && answer.status() == 204) {
      return new Reply.Answered<>(List.of());
    }
    return switch (decoded(exchange, "files", LogFiles.class)) {
      case Reply.Answered<LogFiles>(LogFiles files) -> new Reply.Answered<>(files.files());
      case Reply.Missing<LogFiles>(String message) -> new Reply.Missing<>(message);
      case Reply.Unavailable<LogFiles>(String reason) -> new Reply.Unavailable<>(reason);
    };
  }

  /**
   * Reads a piece of a log file.
   *
   * @param offset where to start, in bytes; -1 answers no text but the offset of the end
   * @param length how many bytes at most
   * @return the piece; missing if there is no such file or task
   */
  public Reply<LogChunk> read(String taskId, String file, long offset, int length) {
    Exchange exchange =
        calls.raw(
            Kind.LOG_READ,
            base -> {
              HttpUrl.Builder url =
                  of(base, taskId)
                      .addPathSegment("read")
                      .addPathSegment(file)
                      .addQueryParameter("offset", Long.toString(offset));
              return offset < 0 ? url : url.addQueryParameter("length", Integer.toString(length));
            });
    return decoded(exchange, "offset", LogChunk.class);
  }

  /**
   * Opens a whole log file.
   *
   * @return the bytes, which the caller closes; reading them may throw {@link IOException} when
   *     Drove goes away
   */
  public Reply<InputStream> download(String taskId, String file) {
    long start = calls.now();
    try {
      Response response =
          calls.open(base -> of(base, taskId).addPathSegment("download").addPathSegment(file));
      if (response == null) {
        return new Reply.Unavailable<>("no controller of Drove says that it leads");
      }
      if (response.code() == 200) {
        calls.opened(Result.ANSWERED, start);
        return new Reply.Answered<>(stream(response));
      }
      try (response) {
        Exchange.Answer answer =
            new Exchange.Answer(response.code(), response.peekBody(4096).string());
        Reply<InputStream> reply = failed(answer);
        calls.opened(reply instanceof Reply.Missing ? Result.ANSWERED : Result.ODD, start);
        return reply;
      }
    } catch (IOException e) {
      calls.opened(Result.BROKEN, start);
      return new Reply.Unavailable<>("Drove did not answer: " + Wire.words(e));
    }
  }

  private static InputStream stream(Response response) {
    return new FilterInputStream(response.body().byteStream()) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return in.read(buffer, offset, length);
      }

      @Override
      public void close() {
        response.close();
      }
    };
  }

  private HttpUrl.Builder of(HttpUrl.Builder base, String taskId) {
    return base.addPathSegments("logfiles/tasks").addPathSegment(appName).addPathSegment(taskId);
  }

  private static <T> Reply<T> decoded(Exchange exchange, String field, Class<T> type) {
    if (!(exchange instanceof Exchange.Answer answer) || answer.status() != 200) {
      return failed(exchange);
    }
    try {
      JsonNode body = Json.read(answer.body(), JsonNode.class);
      return body.has(field)
          ? new Reply.Answered<>(Json.read(body, type))
          : new Reply.Unavailable<>(Drove.reason(Verdict.of(exchange)));
    } catch (JsonProcessingException e) {
      return new Reply.Unavailable<>("Drove's answer cannot be read: " + e.getOriginalMessage());
    }
  }

  private static <T> Reply<T> failed(Exchange exchange) {
    if (exchange instanceof Exchange.Answer answer) {
      if (answer.status() == 204) {
        return new Reply.Missing<>("no executor of Drove knows this task");
      }
      if (ofExecutor(answer)) {
        return new Reply.Missing<>("there is no such log file");
      }
    }
    return new Reply.Unavailable<>(Drove.reason(Verdict.of(exchange)));
  }

  /**
   * Whether this 500 is what Drove makes of an executor's 4xx, as for a file that does not exist.
   */
  static boolean ofExecutor(Exchange.Answer answer) {
    return answer.status() == 500 && answer.body().contains("Executor call returned: 4");
  }
}
