package epoch.server.http;

import epoch.api.rest.Envelope;
import epoch.api.rest.ValidationErrors;
import epoch.server.operations.NotNowException;
import epoch.server.operations.Refusal;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * Turns whatever is thrown further down into an answer. A {@link Refusal} says what to tell the
 * caller. Anything else is our fault: it is logged once under a random id, and the caller sees the
 * id alone.
 */
final class ErrorMapping implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorMapping.class);

  private final HttpHandler next;

  ErrorMapping(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    guard(exchange, () -> next.handleRequest(exchange));
  }

  /** Something that may throw. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /**
   * Does the work and answers for what it throws. Every new start of the way of a request (thread,
   * callback) goes through here.
   */
  static void guard(HttpServerExchange exchange, Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer(exchange, new Refusal(Refusal.Kind.NOT_NOW, "this node is stopping"));
    } catch (Throwable e) {
      answer(exchange, e);
    }
  }

  private static void answer(HttpServerExchange exchange, Throwable failure) {
    if (exchange.isResponseStarted()) {
      if (failure instanceof IOException) {
        LOG.debug(
            "{} {}: the answer broke off: {}",
            exchange.getRequestMethod(),
            exchange.getRequestPath(),
            failure.toString());
      } else {
        LOG.warn(
            "{} {}: the answer broke off",
            exchange.getRequestMethod(),
            exchange.getRequestPath(),
            failure);
      }
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    try {
      if (failure instanceof Refusal refusal) {
        refuse(exchange, refusal);
      } else if (failure instanceof NotNowException) {
        LOG.info(
            "{} {} is answered 503: {}",
            exchange.getRequestMethod(),
            exchange.getRequestPath(),
            failure.getMessage());
        Answers.notNow(exchange, "This node cannot do that now; try again");
      } else {
        fail(exchange, failure);
      }
    } catch (RuntimeException e) {
      LOG.warn("an error could not be answered", e);
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private static void refuse(HttpServerExchange exchange, Refusal refusal) {
    int status =
        switch (refusal.kind()) {
          case INVALID -> 400;
          case FORBIDDEN -> 403;
          case NOT_FOUND -> 404;
          case CONFLICT -> 409;
          case STALE -> 412;
          case ANOTHER -> 422;
          case NOT_NOW -> 503;
        };
    if (refusal.kind() == Refusal.Kind.NOT_NOW) {
      Answers.notNow(exchange, refusal.reason());
    } else if (refusal.data().isPresent()) {
      Answers.json(exchange, status, Envelope.failure(refusal.reason(), refusal.data().get()));
    } else if (refusal.errors().isEmpty()) {
      Answers.failure(exchange, status, refusal.reason());
    } else {
      Answers.json(
          exchange,
          status,
          Envelope.failure(refusal.reason(), new ValidationErrors(refusal.errors())));
    }
  }

  private static void fail(HttpServerExchange exchange, Throwable failure) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    LOG.error(
        "{} {} failed, answered 500 with id {}",
        exchange.getRequestMethod(),
        exchange.getRequestPath(),
        id,
        failure);
    exchange.getResponseHeaders().clear();
    SecurityHeaders.put(exchange);
    Answers.failure(exchange, 500, "Internal error " + id + "; the server's log says more");
  }
}
