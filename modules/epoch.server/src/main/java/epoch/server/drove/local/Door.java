package epoch.server.drove.local;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The one HTTP handler: on a virtual thread it checks host and credentials, lets faults have their
 * way, asks the {@link Api}, and writes the answer.
 */
final class Door implements HttpHandler {
  private final Executor threads;
  private final Doorkeeper keeper;
  private final FaultRules faults;
  private final Api api;

  Door(Executor threads, Doorkeeper keeper, FaultRules faults, Api api) {
    this.threads = threads;
    this.keeper = keeper;
    this.faults = faults;
    this.api = api;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    var _ = exchange.dispatch(threads, this::handle);
  }

  private void handle(HttpServerExchange exchange) throws IOException, InterruptedException {
    var headers = exchange.getRequestHeaders();
    // Only browsers say Origin, and no web page has business here.
    if (!keeper.isOurs(headers.getFirst(Headers.HOST)) || headers.contains(Headers.ORIGIN)) {
      write(exchange, Answer.container(403, "Forbidden", exchange.getRequestPath()));
      return;
    }
    if (!keeper.knows(headers.getFirst(Headers.AUTHORIZATION))) {
      write(exchange, Answer.unauthorized());
      return;
    }
    Request request = Request.of(exchange);
    Optional<Answer> control = api.faults(request);
    if (control.isPresent()) {
      write(exchange, control.get());
      return;
    }
    String call = request.path() + "?" + exchange.getQueryString();
    if (faults.hits(Fault.Kind.DOWN, call)) {
      exchange.getConnection().close();
      return;
    }
    Optional<Fault> slow = faults.hit(Fault.Kind.SLOW, call);
    if (slow.isPresent()) {
      Thread.sleep(slow.get().value());
    }
    Answer answer = answer(request, call);
    if (faults.hits(Fault.Kind.ANSWER_LOST, call)) {
      exchange.getConnection().close();
      return;
    }
    write(exchange, answer);
  }

  private Answer answer(Request request, String call) {
    if (faults.hits(Fault.Kind.ERROR_500, call)) {
      return Answer.error(500, "Internal Server Error");
    }
    if (faults.hits(Fault.Kind.NOT_LEADER, call)) {
      return Answer.failed(400, "This node is not the leader controller");
    }
    try {
      return api.answer(request);
    } catch (IOException | RuntimeException e) {
      LocalDrove.LOG.error("{} {} failed; answered 500", request.method(), request.path(), e);
      return Answer.error(500, "Internal Server Error");
    }
  }

  private static void write(HttpServerExchange exchange, Answer answer) {
    exchange.setStatusCode(answer.status());
    answer
        .headers()
        .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    if (!answer.contentType().isEmpty()) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.contentType());
    }
    try {
      if (!exchange.isBlocking()) {
        exchange.startBlocking();
      }
      if (answer.file() == null) {
        exchange.setResponseContentLength(answer.body().length);
        exchange.getOutputStream().write(answer.body());
      } else {
        var _ = Files.copy(answer.file(), exchange.getOutputStream());
      }
      exchange.endExchange();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the caller went away; Undertow closes the connection
    }
  }
}
