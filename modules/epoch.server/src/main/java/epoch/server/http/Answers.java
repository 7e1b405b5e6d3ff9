package epoch.server.http;

import epoch.api.json.Json;
import epoch.api.rest.Envelope;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes answers. What is at hand is sent in one piece without waiting; what is long is streamed
 * and needs a virtual thread.
 */
final class Answers {

  /**
   * A list of more items is streamed, so that it neither holds up an I/O thread nor stands in
   * memory as a whole.
   */
  static final int STREAMED_FROM = 100;

  private static final String JSON = "application/json";
  private static final byte[] LIST_HEAD =
      "{\"status\":\"SUCCESS\",\"data\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] LIST_TAIL =
      "],\"message\":\"success\"}".getBytes(StandardCharsets.UTF_8);

  private Answers() {}

  /** Sends a JSON value and ends the exchange. */
  static void json(HttpServerExchange exchange, int status, Object value) {
    exchange.setStatusCode(status);
    bytes(exchange, JSON, Json.bytes(value));
  }

  /** Sends an envelope that says what went wrong, and ends the exchange. */
  static void failure(HttpServerExchange exchange, int status, String message) {
    json(exchange, status, Envelope.failure(message));
  }

  /** As {@link #failure}, for what may go well in a moment. */
  static void notNow(HttpServerExchange exchange, String message) {
    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, 1);
    failure(exchange, 503, message);
  }

  /**
   * Sends bytes and ends the exchange. A virtual thread leaves the sending to the I/O thread:
   * Undertow keeps its buffers by thread, so that each new thread would have to make its own, which
   * costs five times as much as the way back.
   */
  static void bytes(HttpServerExchange exchange, String contentType, byte[] content) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
    if (Thread.currentThread().isVirtual()) {
      exchange
          .getIoThread()
          .execute(() -> ErrorMapping.guard(exchange, () -> send(exchange, content)));
    } else {
      send(exchange, content);
    }
  }

  private static void send(HttpServerExchange exchange, byte[] content) {
    exchange.getResponseSender().send(ByteBuffer.wrap(content));
  }

  /** Whether an answer may only be written from a thread that can wait. */
  static boolean needsVirtualThread(Answer answer) {
    return switch (answer) {
      case Answer.Body _, Answer.Tagged _, Answer.Raw _ -> false;
      case Answer.Listing(List<?> items) -> items.size() > STREAMED_FROM;
      case Answer.Download _ -> true;
    };
  }

  /** Writes an answer and ends the exchange. */
  static void write(HttpServerExchange exchange, Answer answer)
      throws IOException, InterruptedException {
    switch (answer) {
      case Answer.Body(int status, Object value) -> json(exchange, status, value);
      case Answer.Tagged(int revision, Object value) -> {
        exchange.getResponseHeaders().put(Headers.ETAG, "\"" + revision + "\"");
        json(exchange, 200, value);
      }
      case Answer.Listing(List<?> items) when items.size() <= STREAMED_FROM ->
          json(exchange, 200, Envelope.success(items));
      case Answer.Listing(List<?> items) -> list(exchange, items);
      case Answer.Raw(String contentType, byte[] content) -> bytes(exchange, contentType, content);
      case Answer.Download download -> download(exchange, download);
    }
  }

  private static void list(HttpServerExchange exchange, List<?> items) throws IOException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, JSON);
    try (ResponseStream out = new ResponseStream(exchange)) {
      out.write(LIST_HEAD);
      boolean first = true;
      for (Object item : items) {
        if (!first) {
          out.write(',');
        }
        first = false;
        out.write(Json.bytes(item));
      }
      out.write(LIST_TAIL);
      out.complete();
    }
  }

  private static void download(HttpServerExchange exchange, Answer.Download download)
      throws IOException, InterruptedException {
    String name = URLEncoder.encode(download.name(), StandardCharsets.UTF_8).replace("+", "%20");
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, "application/octet-stream")
        .put(Headers.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + name);
    try (ResponseStream out = new ResponseStream(exchange)) {
      download.content().writeTo(out);
      out.complete();
    }
  }
}
