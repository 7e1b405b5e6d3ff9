package epoch.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request: 404 for a path that is in no route, 405 with {@code Allow} for a
 * method that the path does not have.
 */
final class RouteMatch implements HttpHandler {

  private final List<Route> routes;
  private final HttpHandler next;

  RouteMatch(List<Route> routes, HttpHandler next) {
    this.routes = List.copyOf(routes);
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Target target = Objects.requireNonNull(exchange.getAttachment(Target.KEY));
    List<String> path = target.segments().subList(1, target.segments().size());
    HttpString asked = exchange.getRequestMethod();
    // Undertow leaves out the body of an answer to HEAD.
    HttpString method = asked.equals(Methods.HEAD) ? Methods.GET : asked;
    Match match = find(method, path);
    if (match != null) {
      exchange.putAttachment(Match.KEY, match);
      next.handleRequest(exchange);
      return;
    }
    String allowed = allowed(path);
    if (allowed.isEmpty()) {
      Answers.failure(exchange, 404, "There is nothing at this path");
      return;
    }
    exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
    if (method.equals(Methods.OPTIONS)) {
      exchange.setStatusCode(204).endExchange();
    } else {
      Answers.failure(exchange, 405, "This path has " + allowed);
    }
  }

  private @Nullable Match find(HttpString method, List<String> path) {
    for (Route route : routes) {
      if (route.method().equals(method)) {
        Optional<Map<String, String>> parameters = route.match(path);
        if (parameters.isPresent()) {
          return new Match(route, parameters.get());
        }
      }
    }
    return null;
  }

  private String allowed(List<String> path) {
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      if (route.match(path).isPresent()) {
        methods.add(route.method().toString());
        methods.add("OPTIONS");
        if (route.method().equals(Methods.GET)) {
          methods.add("HEAD");
        }
      }
    }
    return String.join(", ", methods);
  }
}
