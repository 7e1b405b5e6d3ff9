package epoch.api.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link EpochClient} reaches the cluster.
 *
 * @param baseUrls of one or more members, such as {@code http://epoch:8080}; at least one
 * @param username empty for none
 * @param password of the user
 * @param connectTimeout how long a connection may take to be made
 * @param callTimeout how long a whole call may take
 * @param trusted a file of certificates in PEM that are trusted instead of those that the system
 *     trusts; absent: the latter
 */
public record ClientOptions(
    List<String> baseUrls,
    String username,
    String password,
    Duration connectTimeout,
    Duration callTimeout,
    @Nullable Path trusted) {

  /** Trusting whom the system trusts. */
  public ClientOptions(
      List<String> baseUrls,
      String username,
      String password,
      Duration connectTimeout,
      Duration callTimeout) {
    this(baseUrls, username, password, connectTimeout, callTimeout, null);
  }

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

  /** The same, trusting the certificates of that file in PEM alone. */
  public ClientOptions trusting(Path newTrusted) {
    return new ClientOptions(baseUrls, username, password, connectTimeout, callTimeout, newTrusted);
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
