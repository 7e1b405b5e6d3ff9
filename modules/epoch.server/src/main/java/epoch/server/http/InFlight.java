package epoch.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.time.Duration;

/**
 * Counts the requests that are under way. Once stopping it takes no more, answers 503, and lets the
 * others finish.
 */
final class InFlight implements HttpHandler {

  private final HttpHandler next;

  // Guarded by this.
  private int count;
  private boolean retiring;
  private boolean stopping;

  InFlight(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    boolean entered = enter();
    if (isRetiring()) {
      // Who sends the next request by another connection is not cut off when this node ends.
      exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
      exchange.setPersistent(false);
    }
    if (!entered) {
      Answers.notNow(exchange, "This node is stopping");
      return;
    }
    exchange.addExchangeCompleteListener((_, others) -> {
      leave();
      others.proceed();
    });
    next.handleRequest(exchange);
  }

  /**
   * Takes requests as before, but will not for long: who balances load sends them elsewhere, and
   * each answer is the last of its connection.
   */
  synchronized void retire() {
    retiring = true;
  }

  synchronized boolean isRetiring() {
    return retiring;
  }

  /**
   * Takes no more requests and waits for those that are under way.
   *
   * @return whether all ended within the time
   */
  synchronized boolean stop(Duration patience) throws InterruptedException {
    retiring = true;
    stopping = true;
    long deadline = System.nanoTime() + patience.toNanos();
    while (count > 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private synchronized boolean enter() {
    if (stopping) {
      return false;
    }
    count++;
    return true;
  }

  private synchronized void leave() {
    count--;
    notifyAll();
  }
}
