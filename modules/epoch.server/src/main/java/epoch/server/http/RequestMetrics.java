package epoch.server.http;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.Set;

/**
 * Measures how long requests take, by route template, method and status; the histogram's count is
 * the number of requests. Labels come from closed sets, so that no client can make new ones.
 */
final class RequestMetrics implements HttpHandler {

  /** What a request was, where it took no route of this node. */
  static final AttachmentKey<String> KIND = AttachmentKey.create(String.class);

  /** Set where an answer has no end of its own, so that its time says nothing. */
  static final AttachmentKey<Boolean> ENDLESS = AttachmentKey.create(Boolean.class);

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

  private final Histogram seconds;
  private final HttpHandler next;

  RequestMetrics(PrometheusRegistry registry, HttpHandler next) {
    this.next = next;
    this.seconds =
        Histogram.builder()
            .name("epoch_http_request_seconds")
            .help("How long requests took, from their headers to the last byte of the answer")
            .labelNames("route", "method", "status")
            .classicOnly()
            .classicUpperBounds(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10)
            .register(registry);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    long start = System.nanoTime();
    exchange.addExchangeCompleteListener((done, others) -> {
      if (done.getAttachment(ENDLESS) == null) {
        seconds
            .labelValues(route(done), method(done), Integer.toString(done.getStatusCode()))
            .observe((System.nanoTime() - start) / 1e9);
      }
      others.proceed();
    });
    next.handleRequest(exchange);
  }

  private static String route(HttpServerExchange exchange) {
    Match match = exchange.getAttachment(Match.KEY);
    if (match != null) {
      return match.route().template();
    }
    String kind = exchange.getAttachment(KIND);
    return kind == null ? "other" : kind;
  }

  private static String method(HttpServerExchange exchange) {
    String method = exchange.getRequestMethod().toString();
    return METHODS.contains(method) ? method : "OTHER";
  }
}
