package epoch.server.http;

import epoch.server.operations.Caller;
import epoch.server.operations.Role;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks, by HTTP Basic authentication (RFC 7617). Wrong and missing credentials are
 * 401, too many wrong ones 429. Slow password checks happen on a virtual thread, and good ones are
 * remembered for a short while.
 */
final class Authentication implements HttpHandler {

  static final AttachmentKey<Caller> CALLER = AttachmentKey.create(Caller.class);

  private static final HttpString FETCH_MODE = new HttpString("Sec-Fetch-Mode");

  private final Users users;
  private final ForwardedAddress addresses;
  private final LoginThrottle throttle;
  private final KnownPasswords known;
  private final HttpHandler next;

  Authentication(Users users, ForwardedAddress addresses, InstantSource clock, HttpHandler next) {
    this.users = users;
    this.addresses = addresses;
    this.throttle = new LoginThrottle(clock);
    this.known = new KnownPasswords(clock);
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String address = addresses.of(exchange);
    if (Objects.requireNonNull(exchange.getAttachment(Match.KEY)).route().role() == null
        || !users.required()) {
      proceed(exchange, new Caller("anonymous", Role.READ_WRITE, address));
      return;
    }
    Optional<Credentials> credentials =
        Credentials.parse(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION));
    if (credentials.isEmpty()) {
      challenge(exchange);
      return;
    }
    check(exchange, credentials.get(), address);
  }

  private void check(HttpServerExchange exchange, Credentials credentials, String address)
      throws Exception {
    Optional<Duration> wait = throttle.waitFor(credentials.user(), address);
    if (wait.isPresent()) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, wait.get().toSeconds() + 1);
      Answers.failure(exchange, 429, "Too many wrong passwords; try again later");
      return;
    }
    User user = users.find(credentials.user()).orElse(null);
    User checked = user == null ? users.decoy().orElse(null) : user;
    if (checked == null || !checked.password().slow()) {
      decide(
          exchange,
          credentials,
          address,
          user,
          checked != null && checked.password().matches(credentials.password()));
    } else if (user != null && known.contains(user, credentials.password())) {
      decide(exchange, credentials, address, user, true);
    } else {
      HandOver.toVirtualThread(
          exchange,
          () -> {
            boolean right = checked.password().matches(credentials.password());
            if (right && user != null) {
              known.add(user, credentials.password());
            }
            decide(exchange, credentials, address, user, right);
          });
    }
  }

  private void decide(
      HttpServerExchange exchange,
      Credentials credentials,
      String address,
      @Nullable User user,
      boolean right)
      throws Exception {
    if (user == null || !right) {
      throttle.failed(credentials.user(), address);
      challenge(exchange);
      return;
    }
    throttle.succeeded(user.name(), address);
    proceed(exchange, new Caller(user.name(), user.role(), address));
  }

  private void proceed(HttpServerExchange exchange, Caller caller) throws Exception {
    exchange.putAttachment(CALLER, caller);
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
