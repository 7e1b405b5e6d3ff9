package epoch.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;

/**
 * Tells browsers not to guess content types, not to frame us, not to leak addresses, and what our
 * pages may load: only what is ours.
 */
final class SecurityHeaders implements HttpHandler {

  private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");
  private static final HttpString POLICY = new HttpString("Content-Security-Policy");
  private static final HttpString REFERRER = new HttpString("Referrer-Policy");

  /** For answers that are no page. */
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private final HttpHandler next;

  SecurityHeaders(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    put(exchange);
    next.handleRequest(exchange);
  }

  static void put(HttpServerExchange exchange) {
    exchange
        .getResponseHeaders()
        .put(CONTENT_TYPE_OPTIONS, "nosniff")
        .put(POLICY, NOTHING)
        .put(REFERRER, "same-origin");
  }

  /** Replaces the policy for a page of the web UI and what it loads. */
  static void putForPage(HttpServerExchange exchange, String policy) {
    exchange.getResponseHeaders().put(POLICY, policy);
  }
}
