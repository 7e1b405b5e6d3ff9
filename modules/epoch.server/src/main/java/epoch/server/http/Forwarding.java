package epoch.server.http;

import epoch.server.operations.LeaderView;
import io.undertow.client.ClientConnection;
import io.undertow.predicate.Predicate;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.ProxyCallback;
import io.undertow.server.handlers.proxy.ProxyClient;
import io.undertow.server.handlers.proxy.ProxyConnection;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * Streams a request to the leader and its answer back, as they come and without a thread of its
 * own: Undertow's proxy handler on a connection that was chosen before.
 */
final class Forwarding implements ProxyClient {

  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);
  private static final AttachmentKey<Upstream> UPSTREAM = AttachmentKey.create(Upstream.class);
  private static final ProxyTarget TARGET = new ProxyTarget() {};

  private record Upstream(URI leader, ClientConnection connection) {}

  private final LeaderView view;
  private final LeaderConnections connections;
  private final ForwardedAddress addresses;
  private final Streams streams;
  private final HttpHandler handler;

  Forwarding(
      LeaderView view, LeaderConnections connections, ForwardedAddress addresses, Streams streams) {
    this.view = view;
    this.connections = connections;
    this.addresses = addresses;
    this.streams = streams;
    // Never sent twice: that the connection broke does not mean that the leader did not get it.
    Predicate never = _ -> false;
    this.handler =
        ProxyHandler.builder()
            .setProxyClient(this)
            .setMaxRequestTime(-1)
            .setMaxConnectionRetries(0)
            .setIdempotentRequestPredicate(never)
            .setRewriteHostHeader(false)
            .build();
  }

  /** What passes a prepared request on. */
  HttpHandler handler() {
    return handler;
  }

  /** Chooses the connection that a request will take. */
  void prepare(HttpServerExchange exchange, URI leader, ClientConnection connection) {
    exchange.putAttachment(UPSTREAM, new Upstream(leader, connection));
    addresses.mark(exchange, view.self().toString());
    // HTTP/1.0 needs no Host, but we speak 1.1 with the leader.
    if (!exchange.getRequestHeaders().contains(Headers.HOST)) {
      exchange.getRequestHeaders().put(Headers.HOST, view.self().getAuthority());
    }
    exchange.addDefaultResponseListener(Forwarding::explain);
    streams.passOn(exchange);
    SilentLeader.watch(view, exchange, leader, streams.pace().silence());
    exchange.addExchangeCompleteListener((done, others) -> {
      finish(done, leader, connection);
      others.proceed();
    });
  }

  @Override
  public ProxyTarget findTarget(HttpServerExchange exchange) {
    return TARGET;
  }

  @Override
  public void getConnection(
      ProxyTarget target,
      HttpServerExchange exchange,
      ProxyCallback<ProxyConnection> callback,
      long timeout,
      TimeUnit unit) {
    Upstream upstream = exchange.getAttachment(UPSTREAM);
    if (upstream == null) {
      callback.couldNotResolveBackend(exchange);
    } else {
      callback.completed(exchange, new ProxyConnection(upstream.connection(), "/"));
    }
  }

  /**
   * The leader broke off before it answered anything: the proxy handler would answer without a
   * word.
   */
  private static boolean explain(HttpServerExchange exchange) {
    if (!exchange.isResponseChannelAvailable() || exchange.getStatusCode() < 500) {
      return false;
    }
    LOG.warn(
        "{} {}: the leader broke off before it answered",
        exchange.getRequestMethod(),
        exchange.getRequestPath());
    HttpString method = exchange.getRequestMethod();
    boolean harmless =
        method.equals(Methods.GET) || method.equals(Methods.HEAD) || method.equals(Methods.OPTIONS);
    Answers.notNow(
        exchange,
        "The leader broke off"
            + (harmless ? "" : "; it is not known whether it did what was asked"));
    return true;
  }

  private void finish(HttpServerExchange exchange, URI leader, ClientConnection connection) {
    boolean whole = exchange.isRequestComplete() && exchange.isResponseComplete();
    // A stream may have been ended here while the leader goes on telling.
    boolean endless = exchange.getAttachment(RequestMetrics.ENDLESS) != null;
    if (whole && !endless && exchange.getStatusCode() < 500) {
      connections.release(leader, connection);
    } else {
      IoUtils.safeClose(connection);
    }
  }
}
