package epoch.server.config;

import java.util.List;

/**
 * The ports on which this node listens.
 *
 * @param applicationConnectors where the API and the web UI are served; without any, HTTP on port
 *     8080
 * @param adminConnectors where health and metrics are served; without any, HTTP on port 8081
 * @param applicationContextPath the path below which everything is served
 * @param requestLog where requests are logged
 */
public record ServerConfig(
    List<Connector> applicationConnectors,
    List<Connector> adminConnectors,
    @Default("/") String applicationContextPath,
    RequestLogConfig requestLog) {

  public ServerConfig {
    applicationConnectors =
        applicationConnectors.isEmpty()
            ? List.of(Connector.http(8080))
            : List.copyOf(applicationConnectors);
    adminConnectors =
        adminConnectors.isEmpty() ? List.of(Connector.http(8081)) : List.copyOf(adminConnectors);
  }
}
