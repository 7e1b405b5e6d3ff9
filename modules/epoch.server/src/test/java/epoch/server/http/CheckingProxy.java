package epoch.server.http;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Stands between the typed client and a server, so that the answers which the client gets are held
 * against the description too; one that is not described becomes a 599.
 */
final class CheckingProxy implements AutoCloseable {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "accept-encoding",
          "keep-alive");

  private final Undertow undertow;

  CheckingProxy(int port) {
    undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1", new BlockingHandler(exchange -> pass(exchange, port)))
            .build();
    undertow.start();
  }

  String url() {
    var address = (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    return "http://127.0.0.1:" + address.getPort();
  }

  private static void pass(HttpServerExchange exchange, int port) throws IOException {
    var headers = new ArrayList<>(List.of("Host: 127.0.0.1:" + port));
    for (HeaderValues values : exchange.getRequestHeaders()) {
      if (!OF_THE_CONNECTION.contains(values.getHeaderName().toString().toLowerCase(Locale.ROOT))) {
        values.forEach(value -> headers.add(values.getHeaderName() + ": " + value));
      }
    }
    String query = exchange.getQueryString();
    var request =
        new Wire.Request(
            exchange.getRequestMethod().toString(),
            exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query),
            headers,
            exchange.getInputStream().readAllBytes());
    try (Wire wire = new Wire(port)) {
      Wire.Reply reply = wire.exchange(request);
      exchange.setStatusCode(reply.status());
      reply
          .headers()
          .forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
              values.forEach(
                  value -> exchange.getResponseHeaders().add(new HttpString(name), value));
            }
          });
      exchange.getResponseSender().send(ByteBuffer.wrap(reply.body()));
    } catch (AssertionError e) {
      exchange.setStatusCode(599);
      String message = String.valueOf(e.getMessage());
      exchange.getResponseSender().send(message, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    undertow.stop();
  }
}
