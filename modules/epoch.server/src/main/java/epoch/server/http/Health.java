package epoch.server.http;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What the admin port tells about this node.
 *
 * @param checks by name
 * @param ready whether the node can serve: it leads, or knows a leader that answers
 */
public record Health(Map<String, HealthCheck> checks, BooleanSupplier ready) {

  public Health {
    checks = Map.copyOf(checks);
  }
}
