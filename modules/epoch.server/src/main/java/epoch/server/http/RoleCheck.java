package epoch.server.http;

import epoch.server.operations.Caller;
import epoch.server.operations.Role;
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
      Answers.failure(exchange, 403, "Forbidden");
    }
  }
}
