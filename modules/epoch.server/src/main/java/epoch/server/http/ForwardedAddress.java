package epoch.server.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of the true client of a forwarded request: the follower writes it into a header and
 * signs it with the cluster's secret, the leader believes it only if the signature holds and is
 * fresh. Without a secret the leader sees the follower's address.
 */
final class ForwardedAddress {

  /** Says that a request was forwarded, and by which member. */
  private static final HttpString FORWARDED_BY = new HttpString("Epoch-Forwarded-By");

  private static final HttpString FORWARDED_FOR = new HttpString("Epoch-Forwarded-For");
  private static final String PURPOSE = "epoch forwarded for";
  private static final Duration FRESH = Duration.ofSeconds(60);

  private final Optional<ClusterSecret> secret;
  private final InstantSource clock;

  ForwardedAddress(Optional<ClusterSecret> secret, InstantSource clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /** Whether another node passed a request on; such a one is never passed on again. */
  static boolean isPassedOn(HttpServerExchange exchange) {
    return exchange.getRequestHeaders().contains(FORWARDED_BY);
  }

  /** Marks a request that is about to be forwarded by a member. */
  void mark(HttpServerExchange exchange, String member) {
    HeaderMap headers = exchange.getRequestHeaders();
    headers.put(FORWARDED_BY, member);
    headers.remove(FORWARDED_FOR);
    if (secret.isPresent()) {
      String address = peer(exchange);
      String time = Long.toString(clock.millis());
      String signature =
          secret
              .get()
              .sign(
                  PURPOSE,
                  address,
                  time,
                  exchange.getRequestMethod().toString(),
                  exchange.getRequestPath());
      headers.put(FORWARDED_FOR, address + " " + time + " " + signature);
    }
  }

  /** The address of the client that the request came from first. */
  String of(HttpServerExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst(FORWARDED_FOR);
    String believed = header == null ? null : believed(exchange, header);
    return believed == null ? peer(exchange) : believed;
  }

  private @Nullable String believed(HttpServerExchange exchange, String header) {
    String[] parts = header.split(" ", -1);
    if (secret.isEmpty() || parts.length != 3 || !fresh(parts[1])) {
      return null;
    }
    boolean holds =
        secret
            .get()
            .verify(
                parts[2],
                PURPOSE,
                parts[0],
                parts[1],
                exchange.getRequestMethod().toString(),
                exchange.getRequestPath());
    return holds ? parts[0] : null;
  }

  private boolean fresh(String time) {
    try {
      return Math.abs(clock.millis() - Long.parseLong(time)) <= FRESH.toMillis();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String peer(HttpServerExchange exchange) {
    InetSocketAddress source = exchange.getSourceAddress();
    InetAddress address = source.getAddress();
    return address == null ? source.getHostString() : address.getHostAddress();
  }
}
