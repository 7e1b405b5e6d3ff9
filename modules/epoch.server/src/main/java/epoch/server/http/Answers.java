package epoch.server.http;

import epoch.api.json.Json;
import epoch.api.rest.Envelope;
import epoch.server.operations.Part;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** A page of so many items is put together before it is sent. */
  static final int PAGE = 1_000;

  private static final HttpString LINK = new HttpString("Link");
  private static final HttpString TOTAL = new HttpString("X-Total-Count");
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
      case Answer.Headed(var _, Answer inner) -> needsVirtualThread(inner);
      case Answer.Body _, Answer.Tagged _, Answer.Raw _, Answer.Live _ -> false;
      case Answer.Listing(List<?> items) -> items.size() > STREAMED_FROM;
      case Answer.Page(Part part, String _) -> part.size() > PAGE;
      case Answer.Later _, Answer.Download _, Answer.Document _ -> true;
    };
  }

  /** Writes an answer and ends the exchange. */
  static void write(HttpServerExchange exchange, Answer answer) throws Exception {
    switch (answer) {
      case Answer.Body(int status, Object value) -> json(exchange, status, value);
      case Answer.Tagged(int revision, Object value) -> {
        exchange.getResponseHeaders().put(Headers.ETAG, "\"" + revision + "\"");
        json(exchange, 200, value);
      }
      case Answer.Listing(List<?> items) when items.size() <= STREAMED_FROM ->
          json(exchange, 200, Envelope.success(items));
      case Answer.Listing(List<?> items) -> list(exchange, items);
      case Answer.Document(String contentType, Answer.Content content) -> {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        stream(exchange, content);
      }
      case Answer.Page(Part part, String link) -> page(exchange, part, link);
      case Answer.Later(Answer.Work work) -> write(exchange, work.answer());
      case Answer.Raw(String contentType, byte[] content) -> bytes(exchange, contentType, content);
      case Answer.Download download -> download(exchange, download);
      case Answer.Live(Answer.Stream stream) -> stream.begin(exchange);
      case Answer.Headed(Map<HttpString, String> headers, Answer inner) -> {
        headers.forEach((name, value) -> exchange.getResponseHeaders().put(name, value));
        write(exchange, inner);
      }
    }
  }

  private static void stream(HttpServerExchange exchange, Answer.Content content)
      throws IOException, InterruptedException {
    try (ResponseStream out = new ResponseStream(exchange)) {
      content.writeTo(out);
      out.complete();
    }
  }

  private static void list(HttpServerExchange exchange, List<?> items) throws IOException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, JSON);
    try (ResponseStream out = new ResponseStream(exchange)) {
      items(() -> items.stream().map(Json::bytes).iterator(), out);
      out.complete();
    }
  }

  private static void page(HttpServerExchange exchange, Part part, @Nullable String link)
      throws IOException {
    exchange.getResponseHeaders().put(TOTAL, part.total());
    if (link != null) {
      exchange.getResponseHeaders().put(LINK, link);
    }
    if (part.size() <= PAGE) {
      var whole = new ByteArrayOutputStream();
      items(part.items(), whole);
      bytes(exchange, JSON, whole.toByteArray());
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, JSON);
    try (ResponseStream out = new ResponseStream(exchange)) {
      items(part.items(), out);
      out.complete();
    }
  }

  private static void items(Iterable<byte[]> items, OutputStream out) throws IOException {
    out.write(LIST_HEAD);
    boolean first = true;
    for (byte[] item : items) {
      if (!first) {
        out.write(',');
      }
      first = false;
      out.write(item);
    }
    out.write(LIST_TAIL);
  }

  private static void download(HttpServerExchange exchange, Answer.Download download)
      throws IOException, InterruptedException {
    String name = URLEncoder.encode(download.name(), StandardCharsets.UTF_8).replace("+", "%20");
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, "application/octet-stream")
        .put(Headers.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + name);
    stream(exchange, download.content());
  }
}
