package epoch.server.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** The way of a request, from top to bottom; composed here and nowhere else. */
final class Chain {

  private Chain() {}

  /** What every request passes, whatever it is for. */
  static InFlight compose(PrometheusRegistry registry, HttpHandler site) {
    return new InFlight(
        new RequestMetrics(
            registry, //
            new SecurityHeaders(new ErrorMapping(new RequestLimits(new CrossSite(site))))));
  }

  /** What there is: the API of this node, the API of the leader, the web UI. */
  static HttpHandler site(
      Cluster cluster,
      Users users,
      WebFiles web,
      LeaderConnections connections,
      Streams streams,
      InstantSource clock) {
    MemberProof proof = new MemberProof(cluster.key());
    ForwardedAddress addresses = new ForwardedAddress(cluster.key(), clock);
    Logins logins = new Logins(users, clock);
    Sessions sessions = new Sessions(new SessionKey(cluster), users, clock);
    Site site = new Site(logins, sessions, streams);
    HttpHandler call = new RoleCheck(new EndpointCall(cluster.view(), site));
    Authentication authentication = new Authentication(logins, sessions, addresses, call);

    HttpHandler everyNode = new RouteMatch(Routes.ofEveryNode(proof), authentication);
    HttpHandler leader = new RouteMatch(Routes.ofLeader(), authentication);
    HttpHandler routed = new LeaderRouter(cluster.view(), connections, addresses, streams, leader);
    HttpHandler files = new StaticFiles(web);

    return exchange -> {
      Target target = Target.of(exchange);
      exchange.putAttachment(Target.KEY, target);
      part(target, everyNode, routed, files, exchange).handleRequest(exchange);
    };
  }

  private static HttpHandler part(
      Target target,
      HttpHandler everyNode,
      HttpHandler leader,
      HttpHandler files,
      HttpServerExchange exchange) {
    List<String> segments = target.segments();
    if (!Objects.equals(segments.getFirst(), "apis")) {
      exchange.putAttachment(RequestMetrics.KIND, "file");
      return files;
    }
    return segments.size() > 1 && Routes.OF_EVERY_NODE.contains(segments.get(1))
        ? everyNode
        : leader;
  }
}
