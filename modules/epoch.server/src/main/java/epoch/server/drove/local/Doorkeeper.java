package epoch.server.drove.local;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in: requests that name this machine as their host, with the right credentials if
 * there are any.
 */
final class Doorkeeper {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> WILDCARD = Set.of("0.0.0.0", "::", "[::]");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+]");

  private final String boundTo;
  private final byte @Nullable [] credentials;

  Doorkeeper(LocalDroveConfig config) {
    this.boundTo = config.host().toLowerCase(Locale.ROOT);
    this.credentials =
        config.user() == null
            ? null
            : (config.user() + ":" + config.password()).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether the Host header names this machine. A web page that has its name resolve to this
   * machine (DNS rebinding) still sends its own name. Bound to every address, any address will do,
   * for it is no name, and so will the machine's own name.
   */
  boolean isOurs(@Nullable String hostHeader) {
    if (hostHeader == null) {
      return false;
    }
    String host = hostHeader.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    if (LOCAL.contains(host) || host.equals(boundTo) || host.equals("[" + boundTo + "]")) {
      return true;
    }
    return WILDCARD.contains(boundTo) && (ADDRESS.matcher(host).matches() || isOwnName(host));
  }

  private static boolean isOwnName(String host) {
    try {
      return InetAddress.getLocalHost().getHostName().equalsIgnoreCase(host);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  boolean knows(@Nullable String authorization) {
    if (credentials == null) {
      return true;
    }
    if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return false;
    }
    try {
      byte[] given = Base64.getDecoder().decode(authorization.substring(6).strip());
      return MessageDigest.isEqual(given, credentials);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
