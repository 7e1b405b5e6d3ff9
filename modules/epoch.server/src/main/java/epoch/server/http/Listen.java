package epoch.server.http;

/**
 * Where a node listens.
 *
 * @param host address or name of an interface
 * @param port of the API and the web UI; 0 takes a free one
 * @param adminPort of health and metrics; 0 takes a free one
 */
public record Listen(String host, int port, int adminPort) {}
