package epoch.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;

/**
 * Refuses requests whose address or headers are longer than any honest one. Bodies are limited
 * where they are read.
 */
final class RequestLimits implements HttpHandler {

  static final int MAX_URI = 8 * 1024;
  static final int MAX_HEADERS = 32 * 1024;

  /** What a follower adds at most to what it passes on. */
  private static final int ADDED = 2 * 1024;

  /**
   * What Undertow reads at most before it gives up on a connection; above ours, so that we can
   * answer.
   */
  static final int PARSER_LIMIT = 64 * 1024;

  private final HttpHandler next;

  RequestLimits(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (exchange.getRequestURI().length() + exchange.getQueryString().length() > MAX_URI) {
      Answers.failure(exchange, 414, "The address is longer than " + MAX_URI + " characters");
    } else if (size(exchange.getRequestHeaders()) > most(exchange)) {
      Answers.failure(exchange, 431, "The headers are longer than " + MAX_HEADERS + " characters");
    } else {
      next.handleRequest(exchange);
    }
  }

  private static int most(HttpServerExchange exchange) {
    return ForwardedAddress.isPassedOn(exchange) ? MAX_HEADERS + ADDED : MAX_HEADERS;
  }

  private static int size(HeaderMap headers) {
    int size = 0;
    for (HeaderValues values : headers) {
      for (String value : values) {
        size += values.getHeaderName().length() + value.length();
      }
    }
    return size;
  }
}
