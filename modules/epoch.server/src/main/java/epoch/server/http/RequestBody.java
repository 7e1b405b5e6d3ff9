package epoch.server.http;

import epoch.server.document.Documents;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads the whole body without blocking, as it comes: 413 if it is too large, 415 if it is there
 * and not of the kind that the route takes. What is too large is still read to its end where that
 * is not far, because a client that is cut off while it sends does not see the answer.
 */
final class RequestBody {

  private static final int READ_TO_THE_END = 8 * 1024 * 1024;

  /** What a follower passes on at most, where that is known. */
  private static final long FURTHEST = 64L * 1024 * 1024;

  /** For Undertow; how long a body may take to arrive is limited all the same. */
  private static final long UNLIMITED = -1;

  /** What a route takes. */
  enum Kind {
    /** One JSON value. */
    JSON(1024 * 1024),
    /** Topologies in JSON or YAML. */
    DOCUMENT(Documents.LARGEST);

    private final int max;

    Kind(int max) {
      this.max = max;
    }

    private boolean takes(String type) {
      boolean json =
          type.equals("application/json")
              || (type.startsWith("application/") && type.endsWith("+json"));
      return json || (this == DOCUMENT && isYaml(type));
    }

    private String inWords() {
      return this == JSON ? "application/json" : "application/json or application/yaml";
    }
  }

  /** Whether a content type, without its parameters, is one of YAML (RFC 9512, and older ones). */
  static boolean isYaml(String type) {
    return switch (type) {
      case "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml" -> true;
      default -> type.startsWith("application/") && type.endsWith("+yaml");
    };
  }

  /** How long a body may take to arrive. */
  private static final long PATIENCE_SECONDS = 60;

  /** What to do with the body. */
  @FunctionalInterface
  interface Then {
    void accept(byte[] body) throws Exception;
  }

  private final HttpServerExchange exchange;
  private final Kind kind;
  private final Then then;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final XnioExecutor.Key patience;
  private boolean tooLarge;

  private RequestBody(HttpServerExchange exchange, Kind kind, Then then) {
    this.exchange = exchange;
    this.kind = kind;
    this.then = then;
    this.patience =
        exchange
            .getIoThread()
            .executeAfter(
                () -> IoUtils.safeClose(exchange.getConnection()),
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
  }

  static void read(HttpServerExchange exchange, Kind kind, Then then) throws Exception {
    // Another node that passes a body on would see the connection break, and could not tell why.
    boolean passedOn = ForwardedAddress.isPassedOn(exchange);
    int most = kind.max + READ_TO_THE_END;
    if (exchange.isRequestComplete()) {
      then.accept(new byte[0]);
    } else if (!passedOn && exchange.getRequestContentLength() > most) {
      refuse(exchange, kind);
    } else {
      exchange.setMaxEntitySize(passedOn ? UNLIMITED : most);
      // A client that waits for "100 Continue" gets it at the first read, after login and limits.
      new HttpContinueReadHandler(waiting -> new RequestBody(waiting, kind, then).start())
          .handleRequest(exchange);
    }
  }

  private void start() throws Exception {
    StreamSourceChannel channel = exchange.getRequestChannel();
    boolean complete;
    try {
      complete = drain(channel);
    } catch (IOException e) {
      fail(e);
      return;
    }
    if (complete) {
      finish();
    } else {
      channel.getReadSetter().set(this::more);
      channel.resumeReads();
    }
  }

  private void more(StreamSourceChannel channel) {
    try {
      if (drain(channel)) {
        channel.suspendReads();
        channel.getReadSetter().set(null);
        Connectors.executeRootHandler(again -> ErrorMapping.guard(again, this::finish), exchange);
      }
    } catch (IOException e) {
      channel.suspendReads();
      Connectors.executeRootHandler(_ -> fail(e), exchange);
    }
  }

  /** Takes what is there; answers whether that was all. */
  private boolean drain(StreamSourceChannel channel) throws IOException {
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      ByteBuffer buffer = pooled.getBuffer();
      int read = channel.read(buffer);
      while (read > 0) {
        buffer.flip();
        take(buffer);
        buffer.clear();
        read = channel.read(buffer);
      }
      return read < 0;
    }
  }

  private void take(ByteBuffer buffer) {
    tooLarge |= body.size() + buffer.remaining() > kind.max;
    if (!tooLarge) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      body.writeBytes(bytes);
    }
  }

  private void finish() throws Exception {
    patience.remove();
    if (tooLarge) {
      Answers.failure(exchange, 413, "The body is larger than " + kind.max + " bytes");
    } else if (body.size() > 0
        && !isTaken(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE))) {
      Answers.failure(exchange, 415, "The body must be " + kind.inWords() + " in UTF-8");
    } else {
      then.accept(body.toByteArray());
    }
  }

  private void fail(IOException error) {
    patience.remove();
    if (error instanceof RequestTooBigException) {
      refuse(exchange, kind);
    } else {
      // The client broke off; there is nobody to answer.
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  /**
   * Refuses, before it is passed on, what is larger than any node reads to its end.
   *
   * @return whether it did
   */
  static boolean isRefused(HttpServerExchange exchange) {
    boolean refused = exchange.getRequestContentLength() > FURTHEST;
    if (refused) {
      refuse(exchange, Kind.DOCUMENT);
    } else {
      exchange.setMaxEntitySize(UNLIMITED);
    }
    return refused;
  }

  /** The rest of the body is not read, so this connection cannot carry another request. */
  private static void refuse(HttpServerExchange exchange, Kind kind) {
    exchange.setPersistent(false);
    Answers.failure(exchange, 413, "The body is larger than " + kind.max + " bytes");
  }

  /** Without a content type the body has to speak for itself. */
  private boolean isTaken(@Nullable String contentType) {
    if (contentType == null) {
      return true;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
    String type = parts[0].strip();
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=")
          && !parameter.equals("charset=utf-8")
          && !parameter.equals("charset=us-ascii")) {
        return false;
      }
    }
    return kind.takes(type);
  }
}
