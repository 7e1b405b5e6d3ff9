package epoch.server.http;

import epoch.api.rest.Role;
import epoch.server.operations.Caller;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds out who asks, by HTTP Basic authentication (RFC 7617) or by the cookie of a session. Wrong
 * and missing credentials are 401, too many wrong ones 429. Slow password checks happen on a
 * virtual thread.
 */
final class Authentication implements HttpHandler {

  static final AttachmentKey<Caller> CALLER = AttachmentKey.create(Caller.class);

  /** For answers that take long: whether the caller may still have them. */
  static final AttachmentKey<Standing> STANDING = AttachmentKey.create(Standing.class);

  private static final HttpString FETCH_MODE = new HttpString("Sec-Fetch-Mode");

  /** Whether what somebody was let in with is still valid. */
  @FunctionalInterface
  interface Standing {
    boolean holds();
  }

  private final Logins logins;
  private final Sessions sessions;
  private final ForwardedAddress addresses;
  private final HttpHandler next;

  Authentication(Logins logins, Sessions sessions, ForwardedAddress addresses, HttpHandler next) {
    this.logins = logins;
    this.sessions = sessions;
    this.addresses = addresses;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String address = addresses.of(exchange);
    if (Objects.requireNonNull(exchange.getAttachment(Match.KEY)).route().role() == null
        || !logins.users().required()) {
      proceed(exchange, new Caller("anonymous", Role.ADMIN, address), () -> true);
      return;
    }
    String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    if (header == null) {
      Optional<String> cookie = SessionCookie.in(exchange.getRequestHeaders());
      if (cookie.isEmpty()) {
        challenge(exchange);
      } else if (sessions.isReady()) {
        check(exchange, cookie.get(), address);
      } else {
        HandOver.toVirtualThread(exchange, () -> check(exchange, cookie.get(), address));
      }
      return;
    }
    Optional<Credentials> credentials = Credentials.parse(header);
    if (credentials.isEmpty()) {
      challenge(exchange);
      return;
    }
    Optional<Logins.Verdict> verdict = logins.atOnce(credentials.get(), address);
    if (verdict.isPresent()) {
      decide(exchange, verdict.get(), address);
    } else {
      HandOver.toVirtualThread(
          exchange, () -> decide(exchange, logins.judge(credentials.get(), address), address));
    }
  }

  private void check(HttpServerExchange exchange, String cookie, String address) throws Exception {
    Optional<Sessions.SignedIn> signedIn = sessions.check(cookie);
    if (signedIn.isEmpty()) {
      challenge(exchange);
      return;
    }
    User user = signedIn.get().user();
    proceed(exchange, new Caller(user.name(), user.role(), address), () -> holds(cookie, user));
  }

  private boolean holds(String cookie, User user) {
    try {
      return sessions
          .check(cookie)
          .filter(now -> now.user().role().covers(user.role()))
          .isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void decide(HttpServerExchange exchange, Logins.Verdict verdict, String address)
      throws Exception {
    switch (verdict) {
      // Users do not change while the process lives, so a password that was right is right.
      case Logins.Verdict.In(User user) ->
          proceed(exchange, new Caller(user.name(), user.role(), address), () -> true);
      case Logins.Verdict.Wrong _ -> challenge(exchange);
      case Logins.Verdict.Later(var wait) -> {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, wait.toSeconds() + 1);
        Answers.failure(exchange, 429, "Too many wrong passwords; try again later");
      }
    }
  }

  private void proceed(HttpServerExchange exchange, Caller caller, Standing standing)
      throws Exception {
    exchange.putAttachment(CALLER, caller);
    exchange.putAttachment(STANDING, standing);
    next.handleRequest(exchange);
  }

  private static void challenge(HttpServerExchange exchange) {
    if (!browser(exchange)) {
      exchange
          .getResponseHeaders()
          .put(Headers.WWW_AUTHENTICATE, "Basic realm=\"epoch\", charset=\"UTF-8\"");
    }
    Answers.failure(exchange, 401, "Credentials are required to access this resource.");
  }

  /** A browser would open its own window at a challenge; the web UI has a login page. */
  private static boolean browser(HttpServerExchange exchange) {
    String agent = exchange.getRequestHeaders().getFirst(Headers.USER_AGENT);
    return exchange.getRequestHeaders().contains(FETCH_MODE)
        || (agent != null && agent.startsWith("Mozilla/"));
  }
}
