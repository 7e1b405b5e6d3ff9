package epoch.server.standalone;

import java.nio.file.Path;

/** What the person who starts it first is told. */
final class Welcome {
  private Welcome() {}

  static String of(String host, int port, String admin, String guest, Path passwords) {
    String url = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    return """

    Epoch is up: %1$s/
      admin  %2$s  (reads and writes)
      guest  %3$s  (reads)
      kept in %4$s unless they came from the environment
    Try: curl -u admin:%2$s %1$s/apis/v1/topologies
    """
        .formatted(url, admin, guest, passwords);
  }
}
