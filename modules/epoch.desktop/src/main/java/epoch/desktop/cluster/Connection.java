package epoch.desktop.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.client.ClientOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A cluster and how to speak to it.
 *
 * @param name what the operator calls it
 * @param urls of one or more members, at least one
 * @param user empty for none
 * @param password of the user; empty if it is to be asked for
 * @param identity its hue
 * @param trust a file of certificates in PEM that are trusted instead of those that the system
 *     trusts; empty for the latter
 * @param inKeyring whether the password is kept in the system's keyring
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Connection(
    String name,
    List<String> urls,
    String user,
    String password,
    Identity identity,
    String trust,
    boolean inKeyring) {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(20);

  public Connection {
    name = Objects.requireNonNullElse(name, "");
    urls = List.copyOf(Objects.requireNonNullElse(urls, List.of()));
    user = Objects.requireNonNullElse(user, "");
    password = Objects.requireNonNullElse(password, "");
    identity = Objects.requireNonNullElse(identity, Identity.OTHER);
    trust = Objects.requireNonNullElse(trust, "");
  }

  /** Trusting whom the system trusts. */
  public Connection(
      String name, List<String> urls, String user, String password, Identity identity) {
    this(name, urls, user, password, identity, "", false);
  }

  /** The same with another password. */
  public Connection withPassword(String newPassword) {
    return new Connection(name, urls, user, newPassword, identity, trust, inKeyring);
  }

  /** The same without its password, which is in the keyring or no more there. */
  public Connection withPasswordInKeyring(boolean there) {
    return new Connection(name, urls, user, "", identity, trust, there);
  }

  /** Whether one gets in without being asked for a password. */
  public boolean needsNobody() {
    return user.isEmpty() || !password.isEmpty() || inKeyring;
  }

  /**
   * The same for the client.
   *
   * @throws IllegalArgumentException if the certificates cannot be read
   */
  public ClientOptions options() {
    ClientOptions options = new ClientOptions(urls, user, password, CONNECT, CALL);
    return trust.isBlank() ? options : options.trusting(Path.of(trust));
  }

  /** Says all but the password. */
  @Override
  public String toString() {
    return "Connection[" + name + ", " + urls + ", " + user + ", " + identity + "]";
  }
}
