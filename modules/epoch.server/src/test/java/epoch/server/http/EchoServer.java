package epoch.server.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.xnio.IoUtils;

/**
 * Stands where a leader should, and says what it was sent; knows nothing of Epoch, as a leader of
 * 1.14 or a stranger.
 */
final class EchoServer implements AutoCloseable {

  /** Lets the next event of {@code /apis/events} out. */
  final Semaphore next = new Semaphore(0);

  /** The reader of the events has gone. */
  final CountDownLatch brokenOff = new CountDownLatch(1);

  /** Somebody asks {@code /apis/mute}, which answers when this server ends. */
  final CountDownLatch muteReached = new CountDownLatch(1);

  volatile boolean sawCredentials;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean closed;

  private final Undertow undertow =
      Undertow.builder()
          .addHttpListener(0, "127.0.0.1")
          .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
          .setHandler(new BlockingHandler(this::handle))
          .build();

  EchoServer() {
    undertow.start();
  }

  URI uri() {
    return URI.create(
        "http://127.0.0.1:"
            + ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort());
  }

  private void handle(HttpServerExchange exchange) throws IOException {
    sawCredentials |= exchange.getRequestHeaders().contains(Headers.AUTHORIZATION);
    switch (exchange.getRequestPath()) {
      case "/apis/housekeeping/v1/member" -> exchange.setStatusCode(404);
      case "/apis/events" -> events(exchange);
      case "/apis/mute" -> mute();
      case "/apis/die" -> IoUtils.safeClose(exchange.getConnection());
      case "/apis/half" -> {
        exchange.setResponseContentLength(100_000);
        exchange.getOutputStream().write(new byte[40_000]);
        exchange.getOutputStream().flush();
        IoUtils.safeClose(exchange.getConnection());
      }
      default -> echo(exchange);
    }
  }

  private static void echo(HttpServerExchange exchange) throws IOException {
    HeaderMap asked = exchange.getRequestHeaders();
    HeaderMap answer = exchange.getResponseHeaders();
    String query = exchange.getQueryString().isEmpty() ? "" : "?" + exchange.getQueryString();
    answer.put(
        new HttpString("X-Request-Line"),
        exchange.getRequestMethod() + " " + exchange.getRequestURI() + query);
    answer.put(new HttpString("X-Cookie"), String.valueOf(asked.getFirst(Headers.COOKIE)));
    answer.put(new HttpString("X-Host"), String.valueOf(asked.getFirst(Headers.HOST)));
    answer.put(
        new HttpString("X-Content-Type"), String.valueOf(asked.getFirst(Headers.CONTENT_TYPE)));
    if (asked.contains("X-Many")) {
      answer.putAll(new HttpString("X-Many"), asked.get("X-Many"));
    }
    answer.add(Headers.SET_COOKIE, "s=1; HttpOnly").add(Headers.SET_COOKIE, "t=2");
    exchange.getInputStream().transferTo(exchange.getOutputStream());
  }

  private void mute() {
    muteReached.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void events(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream");
    try {
      OutputStream out = exchange.getOutputStream();
      for (int i = 1; !closed; i++) {
        out.write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        next.acquire();
      }
    } catch (IOException e) {
      brokenOff.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    end.countDown();
    next.release(100);
    undertow.stop();
  }
}
