package epoch.api.client;

import java.time.Duration;
import java.util.List;

/**
 * How an {@link EpochClient} reaches the cluster.
 *
 * @param baseUrls of one or more members, such as {@code http://epoch:8080}; at least one
 * @param username empty for none
 * @param password of the user
 * @param connectTimeout how long a connection may take to be made
 * @param callTimeout how long a whole call may take
 */
public record ClientOptions(
    List<String> baseUrls,
    String username,
    String password,
    Duration connectTimeout,
    Duration callTimeout) {

  public ClientOptions {
    baseUrls = List.copyOf(baseUrls);
    if (baseUrls.isEmpty()) {
      throw new IllegalArgumentException("at least one base URL is needed");
    }
  }

  /** With 5 seconds to connect and 30 for a call. */
  public static ClientOptions of(String baseUrl, String username, String password) {
    return new ClientOptions(
        List.of(baseUrl), username, password, Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /** Says all but the password. */
  @Override
  public String toString() {
    return "ClientOptions["
        + baseUrls
        + ", "
        + username
        + ", "
        + connectTimeout
        + ", "
        + callTimeout
        + "]";
  }
}
