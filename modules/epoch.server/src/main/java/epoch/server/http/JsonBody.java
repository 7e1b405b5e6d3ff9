package epoch.server.http;

import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** Reads the whole body without blocking, as it comes: 413 if it is too large, 415 if it is there and not JSON. */
final class JsonBody {

  static final int MAX = 1024 * 1024;

  /** How long a body may take to arrive. */
  private static final long PATIENCE_SECONDS = 60;

  /** What to do with the body. */
  @FunctionalInterface
  interface Then {
    void accept(byte[] body) throws Exception;
  }

  private JsonBody() {}

  static void read(HttpServerExchange exchange, Then then) throws Exception {
    if (exchange.isRequestComplete()) {
      then.accept(new byte[0]);
      return;
    }
    // A client that waits for "100 Continue" gets it at the first read, after login and limits.
    new HttpContinueReadHandler(waiting -> receive(waiting, then)).handleRequest(exchange);
  }

  private static void receive(HttpServerExchange exchange, Then then) {
    exchange.setMaxEntitySize(MAX);
    XnioExecutor.Key patience =
        exchange.getIoThread().executeAfter(() -> IoUtils.safeClose(exchange.getConnection()), PATIENCE_SECONDS, TimeUnit.SECONDS);
    Receiver receiver = exchange.getRequestReceiver();
    receiver.setMaxBufferSize(MAX);
    receiver.receiveFullBytes(
        (received, body) -> {
          patience.remove();
          ErrorMapping.guard(received, () -> accept(received, body, then));
        },
        (failed, error) -> {
          patience.remove();
          ErrorMapping.guard(failed, () -> fail(failed, error));
        });
  }

  private static void accept(HttpServerExchange exchange, byte[] body, Then then) throws Exception {
    if (body.length > 0 && !json(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE))) {
      Answers.failure(exchange, 415, "The body must be application/json in UTF-8");
    } else {
      then.accept(body);
    }
  }

  private static void fail(HttpServerExchange exchange, IOException error) throws IOException {
    boolean tooLarge =
        error instanceof Receiver.RequestToLargeException || error instanceof io.undertow.server.RequestTooBigException;
    if (!tooLarge) {
      // The client broke off; there is nobody to answer.
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    // The rest of the body is not read, so this connection cannot carry another request.
    exchange.setPersistent(false);
    Answers.failure(exchange, 413, "The body is larger than " + MAX + " bytes");
  }

  /** Without a content type the body has to speak for itself. */
  private static boolean json(@Nullable String contentType) {
    if (contentType == null) {
      return true;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
    String type = parts[0].strip();
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8") && !parameter.equals("charset=us-ascii")) {
        return false;
      }
    }
    return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
  }
}
