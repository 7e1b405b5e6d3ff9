package epoch.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses changes that a browser makes on behalf of another site's page: it may send our user's
 * login along without being asked. A browser says where a page is from in {@code Sec-Fetch-Site},
 * which pages cannot set, or at least in {@code Origin}; one that sends the cookie of a session has
 * to say it.
 */
final class CrossSite implements HttpHandler {

  private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");
  private static final HttpString ORIGIN = new HttpString("Origin");
  private static final HttpString FORWARDED_HOST = new HttpString("X-Forwarded-Host");

  private final HttpHandler next;

  CrossSite(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (harmless(exchange.getRequestMethod()) || ours(exchange.getRequestHeaders())) {
      next.handleRequest(exchange);
    } else {
      Answers.failure(exchange, 403, "Pages of other sites may not change anything here");
    }
  }

  private static boolean harmless(HttpString method) {
    return method.equals(Methods.GET)
        || method.equals(Methods.HEAD)
        || method.equals(Methods.OPTIONS);
  }

  private static boolean ours(HeaderMap headers) {
    boolean cookie = SessionCookie.in(headers).isPresent();
    String site = headers.getFirst(FETCH_SITE);
    if (site != null) {
      return site.equals("same-origin") || (site.equals("none") && !cookie);
    }
    String origin = headers.getFirst(ORIGIN);
    if (origin == null) {
      return !cookie;
    }
    // A gateway may have given the request another Host; a page of another site cannot set either.
    return same(origin, headers.getFirst(Headers.HOST))
        || same(origin, headers.getFirst(FORWARDED_HOST));
  }

  private static boolean same(String origin, @Nullable String host) {
    String lower = origin.toLowerCase(Locale.ROOT);
    int scheme = lower.indexOf("://");
    if (host == null || scheme < 0) {
      return false;
    }
    String port = lower.startsWith("https:") ? ":443" : ":80";
    return bare(lower.substring(scheme + 3), port)
        .equals(bare(host.toLowerCase(Locale.ROOT), port));
  }

  private static String bare(String authority, String port) {
    return authority.endsWith(port)
        ? authority.substring(0, authority.length() - port.length())
        : authority;
  }
}
