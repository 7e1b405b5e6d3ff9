package epoch.server.http;

import io.undertow.server.HttpServerExchange;
import java.util.concurrent.Executor;

/**
 * Hands an exchange from the I/O thread to a virtual thread, for work that may wait.
 *
 * <p>The work owns the exchange from then on and must end it. It runs outside of Undertow's call
 * bookkeeping, so that it can write and wait for room at once.
 */
final class HandOver {

  // Not Executors.newVirtualThreadPerTaskExecutor: that one keeps a set of its threads, which costs
  // and is of no use here.
  private static final Thread.Builder.OfVirtual BUILDER = Thread.ofVirtual().name("http");
  private static final Executor VIRTUAL_THREADS = BUILDER::start;

  private HandOver() {}

  /** Does the work on a virtual thread; at once if this is one. Errors are answered. */
  static void toVirtualThread(HttpServerExchange exchange, ErrorMapping.Work work) {
    if (Thread.currentThread().isVirtual()) {
      ErrorMapping.guard(exchange, work);
    } else {
      exchange.dispatch(VIRTUAL_THREADS, () -> ErrorMapping.guard(exchange, work));
    }
  }
}
