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
      InstantSource clock) {
    MemberProof proof = new MemberProof(cluster.key());
    ForwardedAddress addresses = new ForwardedAddress(cluster.key(), clock);
    EndpointCall call = new EndpointCall(cluster.view());

    HttpHandler everyNode = routes(Routes.ofEveryNode(proof), users, addresses, clock, call);
    HttpHandler leader = routes(Routes.ofLeader(), users, addresses, clock, call);
    HttpHandler routed = new LeaderRouter(cluster.view(), connections, addresses, leader);
    HttpHandler files = new StaticFiles(web);

    return exchange -> {
      Target target = Target.of(exchange);
      exchange.putAttachment(Target.KEY, target);
      part(target, everyNode, routed, files, exchange).handleRequest(exchange);
    };
  }

  private static HttpHandler routes(
      List<Route> routes,
      Users users,
      ForwardedAddress addresses,
      InstantSource clock,
      HttpHandler call) {
    return new RouteMatch(routes, new Authentication(users, addresses, clock, new RoleCheck(call)));
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
