package epoch.server.drove;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A small HTTP server that answers what a test says and remembers what it was asked. */
final class StubServer implements AutoCloseable {
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Undertow server;

  /** A request as it came. */
  record Asked(String method, String path, Map<String, String> headers, String body) {}

  /** An answer as it goes. */
  record Told(int status, String contentType, String body, Map<String, String> headers) {

    static Told json(int status, String body) {
      return new Told(status, "application/json", body, Map.of());
    }
  }

  StubServer(Function<Asked, Told> answers) {
    server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(1)
            .setWorkerThreads(1)
            .setHandler(exchange -> receive(exchange, answers))
            .build();
    server.start();
  }

  URI url() {
    InetSocketAddress address =
        (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  List<Asked> asked() {
    return asked;
  }

  private void receive(HttpServerExchange exchange, Function<Asked, Told> answers) {
    exchange.getRequestReceiver().receiveFullBytes((same, body) -> answer(same, body, answers));
  }

  private void answer(HttpServerExchange exchange, byte[] body, Function<Asked, Told> answers) {
    Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange
        .getRequestHeaders()
        .forEach(h -> headers.put(h.getHeaderName().toString(), h.getFirst()));
    String query = exchange.getQueryString();
    Asked request =
        new Asked(
            exchange.getRequestMethod().toString(),
            exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query),
            headers,
            new String(body, StandardCharsets.UTF_8));
    asked.add(request);
    Told told = answers.apply(request);
    exchange.setStatusCode(told.status());
    if (!told.contentType().isEmpty()) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, told.contentType());
    }
    told.headers()
        .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    exchange.getResponseSender().send(told.body());
  }

  @Override
  public void close() {
    server.stop();
  }
}
