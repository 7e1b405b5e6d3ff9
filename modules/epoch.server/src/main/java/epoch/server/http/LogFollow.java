package epoch.server.http;

import epoch.api.json.Json;
import epoch.api.rest.LogEnd;
import epoch.api.rest.LogPiece;
import epoch.server.operations.NotNowException;
import epoch.server.operations.Operations;
import epoch.server.operations.Refusal;
import epoch.server.operations.TaskLogs;
import epoch.server.operations.TaskLogs.LogTail;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a client what a task writes, until the task has ended and everything was told. Asks Drove
 * only as fast as the client reads, and not at all once the client is gone; goes on by itself when
 * Drove was away. The id of each event is the offset behind it, so that a client that comes back
 * misses nothing.
 */
final class LogFollow {

  private static final Logger LOG = LoggerFactory.getLogger(LogFollow.class);

  /** A client that is gone is noticed where something is sent. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long CHECK_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Which log. */
  record Place(String id, String runId, String taskName, String file) {}

  private final Call call;
  private final Operations term;
  private final Streams streams;
  private final TaskLogs logs;
  private final Place place;

  LogFollow(Call call, TaskLogs logs, Place place) {
    this.call = call;
    this.term = call.operations();
    this.streams = call.site().streams();
    this.logs = logs;
    this.place = place;
  }

  /** Reads once, so that what is wrong can still be answered properly. */
  Answer begin(long offset) throws InterruptedException {
    LogTail first = tail(offset);
    return new Answer.Live(exchange -> {
      if (exchange.getRequestMethod().equals(Methods.HEAD)) {
        Streams.head(exchange);
        exchange.endExchange();
        return;
      }
      streams.follow();
      try {
        follow(exchange, first);
      } finally {
        streams.followed();
      }
    });
  }

  private LogTail tail(long offset) throws InterruptedException {
    return logs.tail(place.id(), place.runId(), place.taskName(), place.file(), offset);
  }

  private void follow(HttpServerExchange exchange, LogTail first)
      throws IOException, InterruptedException {
    Streams.head(exchange);
    var standing = Objects.requireNonNull(exchange.getAttachment(Authentication.STANDING));
    long said = System.nanoTime();
    long checked = said;
    try (ResponseStream out = new ResponseStream(exchange)) {
      out.write(bytes("retry: 1000\n\n"));
      out.flush();
      LogTail tail = first;
      long offset = first.piece().nextOffset();
      while (true) {
        if (tail != null && !tail.piece().data().isEmpty()) {
          out.write(event(tail.piece().nextOffset(), LogPiece.KIND, tail.piece()));
          out.flush();
          said = System.nanoTime();
        } else if (tail != null && tail.ended() != null) {
          out.write(event(offset, LogEnd.KIND, new LogEnd(tail.ended())));
          break;
        } else {
          if (System.nanoTime() - said > SILENCE_NANOS) {
            out.write(bytes(": heartbeat\n\n"));
            out.flush();
            said = System.nanoTime();
          }
          TimeUnit.NANOSECONDS.sleep(streams.pace().poll().toNanos());
        }
        if (System.nanoTime() - checked > CHECK_NANOS) {
          checked = System.nanoTime();
          if (!standing.holds()) {
            break;
          }
        }
        if (isOver()) {
          break;
        }
        tail = next(offset);
        offset = tail == null ? offset : tail.piece().nextOffset();
      }
      out.complete();
    }
  }

  /** Whether this node leads no more: the client goes on at whoever does. */
  private boolean isOver() {
    return streams.isClosed()
        || !call.view().operations().equals(Optional.of(term))
        || Thread.currentThread().isInterrupted();
  }

  /** What was added; null if that cannot be told now. */
  private @Nullable LogTail next(long offset) throws InterruptedException {
    try {
      return tail(offset);
    } catch (NotNowException e) {
      return null;
    } catch (Refusal refusal) {
      if (refusal.kind() == Refusal.Kind.NOT_NOW) {
        LOG.debug("The log {} cannot be read now: {}", place, refusal.reason());
        return null;
      }
      throw refusal;
    }
  }

  private static byte[] event(long id, String kind, Object data) {
    return bytes("id: " + id + "\nevent: " + kind + "\ndata: " + Json.text(data) + "\n\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
