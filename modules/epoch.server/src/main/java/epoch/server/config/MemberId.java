package epoch.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name by which a node stands in the election, which is also the URL at which the others reach
 * it: {@code http://HOST:PORT}, as 1.14 wrote it. Immutable.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a host name or an address; IPv6 without brackets
 * @param port the port that others connect to
 */
public record MemberId(String scheme, String host, int port) {

  // Not java.net.URI, which finds no host where a name has an underscore, as names of containers
  // do.
  private static final Pattern FORM =
      Pattern.compile("(https?)://(\\[[0-9a-fA-F:.%]+]|[^\\s:/@\\[\\]]+)(?::(\\d{1,5}))?/?");

  public MemberId {
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("\"" + scheme + "\" is neither http nor https");
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("a host is needed");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "the port " + port + " is out of bounds; 1 to 65535 is possible");
    }
    host = bare(host.strip());
  }

  /**
   * The id of this node. Where Drove runs it in a container, {@code HOST} and {@code PORT_<listen
   * port>} in the environment say how it is reached from outside; else it is the machine's
   * canonical name and the listen port.
   *
   * @param listenPort the port on which the node really listens, also where the configuration says
   *     0
   * @throws IllegalArgumentException with a message for people if the environment has nonsense, or
   *     nothing and the machine has no name
   */
  public static MemberId ofThisNode(int listenPort, Map<String, String> environment) {
    return ofThisNode(listenPort, environment, MemberId::canonicalName);
  }

  static MemberId ofThisNode(
      int listenPort, Map<String, String> environment, Supplier<String> canonicalName) {
    String host = environment.getOrDefault("HOST", "");
    String variable = "PORT_" + listenPort;
    String port = environment.getOrDefault(variable, "").strip();
    try {
      return new MemberId(
          "http",
          host.isBlank() ? canonicalName.get() : host,
          port.isEmpty() ? listenPort : Integer.parseInt(port));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the environment variable " + variable + " is \"" + port + "\", which is no port", e);
    }
  }

  /**
   * Reads an id that another node wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static MemberId parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no member id of the form http://host:port");
    }
    int preset = parts.group(1).equals("https") ? 443 : 80;
    return new MemberId(
        parts.group(1),
        parts.group(2),
        parts.group(3) == null ? preset : Integer.parseInt(parts.group(3)));
  }

  /** The id as it stands in the election; IPv6 addresses in brackets. */
  @Override
  public String toString() {
    return scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * Without brackets, and without the zone of a link-local address, which means nothing on another
   * machine.
   */
  private static String bare(String host) {
    String inner =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    int zone = inner.indexOf('%');
    return zone > 0 ? inner.substring(0, zone) : inner;
  }

  private static String canonicalName() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "this machine does not know its own name; set the environment variable HOST", e);
    }
  }
}
