package epoch.server.http;

import epoch.api.rest.Role;
import epoch.server.operations.Caller;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Objects;

/** Lets through only who may do what the route does. */
final class RoleCheck implements HttpHandler {

  private final HttpHandler next;

  RoleCheck(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Caller caller = Objects.requireNonNull(exchange.getAttachment(Authentication.CALLER));
    Role needed = Objects.requireNonNull(exchange.getAttachment(Match.KEY)).route().role();
    if (needed == null || caller.role().covers(needed)) {
      next.handleRequest(exchange);
    } else {
      Answers.failure(exchange, 403, missing(caller, needed));
    }
  }

  /** What is said to somebody whose role is not enough. */
  static String missing(Caller caller, Role needed) {
    return "Forbidden: it needs the role "
        + needed
        + ", and "
        + caller.user()
        + " has "
        + caller.role();
  }
}
