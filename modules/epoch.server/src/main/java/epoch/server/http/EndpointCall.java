package epoch.server.http;

import epoch.server.operations.Caller;
import epoch.server.operations.LeaderView;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/**
 * Reads the body, calls the endpoint on the thread that its route asks for, and writes what it
 * answers.
 */
final class EndpointCall implements HttpHandler {

  private static final byte[] NO_BODY = {};

  private final LeaderView view;
  private final Site site;

  EndpointCall(LeaderView view, Site site) {
    this.view = view;
    this.site = site;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HttpString method = exchange.getRequestMethod();
    if (method.equals(Methods.GET) || method.equals(Methods.HEAD)) {
      call(exchange, NO_BODY);
    } else {
      Match match = Objects.requireNonNull(exchange.getAttachment(Match.KEY));
      RequestBody.read(exchange, match.route().takes(), body -> call(exchange, body));
    }
  }

  private void call(HttpServerExchange exchange, byte[] body) throws Exception {
    Match match = Objects.requireNonNull(exchange.getAttachment(Match.KEY));
    switch (match.route().thread()) {
      case IO -> run(exchange, match, body);
      case VIRTUAL -> HandOver.toVirtualThread(exchange, () -> run(exchange, match, body));
    }
  }

  private void run(HttpServerExchange exchange, Match match, byte[] body) throws Exception {
    Target target = Objects.requireNonNull(exchange.getAttachment(Target.KEY));
    Caller caller = Objects.requireNonNull(exchange.getAttachment(Authentication.CALLER));
    Call call =
        new Call(
            caller.on(TermHeaders.read(exchange, body)),
            match.parameters(),
            target.query(),
            body,
            contentType(exchange),
            base(exchange),
            view,
            exchange.getRequestHeaders(),
            site);
    Answer answer = match.route().endpoint().answer(call);
    if (Answers.needsVirtualThread(answer)) {
      HandOver.toVirtualThread(exchange, () -> Answers.write(exchange, answer));
    } else {
      Answers.write(exchange, answer);
    }
  }

  /** The media type of the body without its parameters; JSON if it is not said. */
  private static String contentType(HttpServerExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    return type == null
        ? "application/json"
        : type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
  }

  private URI base(HttpServerExchange exchange) {
    try {
      URI base = new URI(exchange.getRequestScheme() + "://" + exchange.getHostAndPort());
      return base.getHost() == null ? view.self() : base;
    } catch (URISyntaxException e) {
      return view.self();
    }
  }
}
