package epoch.server.http;

import epoch.server.operations.LeaderView;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Breaks a request that was passed on off, once another node leads and the one that has it says
 * nothing. A leader that is frozen, or whose machine is gone, neither answers nor closes its
 * connections; whoever waits for it would do so for ever. One that is alive is given the time to
 * finish: it may still be sending a long answer. Everything happens on the exchange's I/O thread.
 */
final class SilentLeader {

  private static final Logger LOG = LoggerFactory.getLogger(SilentLeader.class);
  private static final int LOOKS = 5;

  private final LeaderView view;
  private final HttpServerExchange exchange;
  private final URI leader;
  private final long patience;
  private long told;
  private long heard = System.nanoTime();
  private XnioExecutor.Key next;

  private SilentLeader(LeaderView view, HttpServerExchange exchange, URI leader, Duration silence) {
    this.view = view;
    this.exchange = exchange;
    this.leader = leader;
    this.patience = silence.toNanos();
    this.next = later();
  }

  /**
   * Watches until the exchange is complete.
   *
   * @param leader who has the request
   * @param silence how long it may say nothing when it leads no more
   */
  static void watch(LeaderView view, HttpServerExchange exchange, URI leader, Duration silence) {
    var silent = new SilentLeader(view, exchange, leader, silence);
    exchange.addExchangeCompleteListener((_, others) -> {
      silent.next.remove();
      others.proceed();
    });
  }

  private XnioExecutor.Key later() {
    return exchange.getIoThread().executeAfter(this::look, patience / LOOKS, TimeUnit.NANOSECONDS);
  }

  private void look() {
    if (exchange.isComplete()) {
      return;
    }
    long sent = exchange.getResponseBytesSent();
    boolean anotherLeads = view.leader().filter(now -> !now.equals(leader)).isPresent();
    if (sent != told || !anotherLeads) {
      told = sent;
      heard = System.nanoTime();
    }
    if (System.nanoTime() - heard < patience) {
      next = later();
    } else {
      breakOff();
    }
  }

  /**
   * The connection to the leader is closed once the exchange is over; that alone would end nothing,
   * since Undertow waits for the other end to close its own.
   */
  private void breakOff() {
    LOG.info(
        "{} {}: {} leads no more and says nothing; it is not waited for any longer",
        exchange.getRequestMethod(),
        exchange.getRequestPath(),
        leader);
    if (exchange.isResponseStarted()) {
      IoUtils.safeClose(exchange.getConnection());
    } else {
      // Undertow closes the client's connection, too, when it hears of the other's end at last.
      exchange.setPersistent(false);
      exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE).endExchange();
    }
  }
}
