package epoch.desktop.cluster;

import epoch.api.client.ClientOptions;
import java.time.Duration;
import java.util.List;

/**
 * A cluster and how to speak to it.
 *
 * @param name what the operator calls it
 * @param urls of one or more members, at least one
 * @param user empty for none
 * @param password of the user
 * @param identity its hue
 */
public record Connection(
    String name, List<String> urls, String user, String password, Identity identity) {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(20);

  public Connection {
    urls = List.copyOf(urls);
  }

  /** The same for the client. */
  public ClientOptions options() {
    return new ClientOptions(urls, user, password, CONNECT, CALL);
  }

  /** Says all but the password. */
  @Override
  public String toString() {
    return "Connection[" + name + ", " + urls + ", " + user + ", " + identity + "]";
  }
}
