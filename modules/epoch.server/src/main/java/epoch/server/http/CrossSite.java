package epoch.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;

/**
 * Refuses changes that a browser makes on behalf of another site's page: it may send our user's
 * login along without being asked.
 */
final class CrossSite implements HttpHandler {

  private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");

  private final HttpHandler next;

  CrossSite(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HttpString method = exchange.getRequestMethod();
    boolean harmless =
        method.equals(Methods.GET) || method.equals(Methods.HEAD) || method.equals(Methods.OPTIONS);
    String site = exchange.getRequestHeaders().getFirst(FETCH_SITE);
    if (!harmless && ("cross-site".equals(site) || "same-site".equals(site))) {
      Answers.failure(exchange, 403, "Pages of other sites may not change anything here");
    } else {
      next.handleRequest(exchange);
    }
  }
}
