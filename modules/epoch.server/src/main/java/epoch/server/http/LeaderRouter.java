package epoch.server.http;

import epoch.server.operations.LeaderView;
import io.undertow.client.ClientConnection;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves the API where this node leads, and passes requests on to the leader where it does not.
 * While nobody leads, or the leader cannot be reached, a request is held for up to two seconds in
 * case that changes, and then answered 503. A request that a follower has passed on is never passed
 * on again.
 */
final class LeaderRouter implements HttpHandler {

  private static final long HELD_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_AGAIN_MILLIS = 50;

  /** A leader that this request is not given to, whatever happens. */
  private record Refused(URI leader, String reason) {}

  private final LeaderView view;
  private final LeaderConnections connections;
  private final Forwarding forwarding;
  private final HttpHandler leading;

  LeaderRouter(
      LeaderView view,
      LeaderConnections connections,
      ForwardedAddress addresses,
      Streams streams,
      HttpHandler leading) {
    this.view = view;
    this.connections = connections;
    this.forwarding = new Forwarding(view, connections, addresses, streams);
    this.leading = leading;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (view.operations().isPresent()) {
      leading.handleRequest(exchange);
    } else if (ForwardedAddress.isPassedOn(exchange) && !isSelf(view.leader())) {
      Answers.notNow(exchange, "This node does not lead");
    } else if (!RequestBody.isRefused(exchange)) {
      exchange.putAttachment(RequestMetrics.KIND, "forwarded");
      long deadline = System.nanoTime() + HELD_NANOS;
      // Out of Undertow's call, so that the exchange stays open until somebody answers.
      exchange.dispatch(SameThreadExecutor.INSTANCE, () -> attempt(exchange, deadline, null));
    }
  }

  private void attempt(HttpServerExchange exchange, long deadline, @Nullable Refused before) {
    if (view.operations().isPresent()) {
      resume(exchange, leading);
      return;
    }
    Optional<URI> leader = view.leader();
    if (leader.isEmpty() || isSelf(leader)) {
      again(exchange, deadline, before, "Nobody leads at the moment");
      return;
    }
    if (ForwardedAddress.isPassedOn(exchange)) {
      resume(exchange, late -> Answers.notNow(late, "This node does not lead"));
      return;
    }
    if (before != null && before.leader().equals(leader.get())) {
      again(exchange, deadline, before, before.reason());
      return;
    }
    connections.acquire(
        exchange.getIoThread(),
        leader.get(),
        exchange.getConnection().getByteBufferPool(),
        new LeaderConnections.Callback() {
          @Override
          public void connected(ClientConnection connection) {
            forwarding.prepare(exchange, leader.get(), connection);
            resume(exchange, forwarding.handler());
          }

          @Override
          public void failed(String reason) {
            again(exchange, deadline, before, reason);
          }

          @Override
          public void refused(String reason) {
            again(exchange, deadline, new Refused(leader.get(), reason), reason);
          }
        });
  }

  /** Whether it is this node that was chosen; until it has loaded its state it leads nobody. */
  private boolean isSelf(Optional<URI> leader) {
    return leader.isPresent() && leader.get().equals(view.self());
  }

  private void again(
      HttpServerExchange exchange, long deadline, @Nullable Refused before, String reason) {
    if (System.nanoTime() - deadline >= 0) {
      resume(exchange, late -> Answers.notNow(late, reason));
    } else {
      exchange
          .getIoThread()
          .executeAfter(
              () -> attempt(exchange, deadline, before), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static void resume(HttpServerExchange exchange, HttpHandler handler) {
    Connectors.executeRootHandler(new ErrorMapping(handler), exchange);
  }
}
