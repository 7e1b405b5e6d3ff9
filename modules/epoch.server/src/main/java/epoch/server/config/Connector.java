package epoch.server.config;

/**
 * One port.
 *
 * @param type the protocol, only {@code http}: TLS ends at the gateway in front of the nodes
 * @param port the port; 0 takes a free one
 * @param bindHost the address of this machine to listen on; the default is all of them
 */
public record Connector(
    @Default("http") String type,
    @Required @Within(least = "0", most = "65535") int port,
    @Default("0.0.0.0") String bindHost) {

  static Connector http(int port) {
    return new Connector("http", port, "0.0.0.0");
  }
}
