package epoch.server.config;

import epoch.api.json.Durations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What keys have to be beyond being well-formed, alone and together. */
final class Checks {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^\\s:,/\\[\\]]+)(?::(\\d{1,5}))?");
  // Not java.net.URI, which finds no host where a name has an underscore, as names of containers
  // do.
  private static final Pattern URL =
      Pattern.compile(
          "(?i)(?:https?)://(?:([^/@]*)@)?(?:\\[[0-9a-f:.%]+]|[^\\s:/?#@\\[\\]]+)(?::(\\d{1,5}))?(?:/[^\\s?#]*)?");
  private static final Pattern WEB_URL = Pattern.compile("https?://[^\\s/?#]+(?:/[^\\s?#]*)?");
  private static final Pattern MAIL_ADDRESS = Pattern.compile("[^\\s@,;<>]+@[^\\s@,;<>]+");
  private static final Pattern APP_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
  private static final int LEAST_SECRET = 16;

  private final Problems problems;

  Checks(Problems problems) {
    this.problems = problems;
  }

  void check(EpochConfig config) {
    server(config.server());
    new LoggingChecks(problems).check(config.logging(), config.server().requestLog());
    zookeeper(config.zookeeper());
    drove(config);
    users(config.userAuth());
    mail(config.notifications());
    Secret secret = config.cluster().secret();
    if (secret != null && secret.value().length() < LEAST_SECRET) {
      error("cluster.secret", "at least " + LEAST_SECRET + " characters are needed");
    }
  }

  private void server(ServerConfig server) {
    Set<String> taken = new HashSet<>();
    connectors("server.applicationConnectors", server.applicationConnectors(), taken);
    connectors("server.adminConnectors", server.adminConnectors(), taken);
    if (!server.applicationContextPath().startsWith("/")) {
      error("server.applicationContextPath", "it has to begin with /");
    }
  }

  private void connectors(String key, List<Connector> connectors, Set<String> taken) {
    for (int i = 0; i < connectors.size(); i++) {
      Connector connector = connectors.get(i);
      String at = key + "[" + i + "]";
      if (!connector.type().equals("http")) {
        error(
            at + ".type",
            "\""
                + connector.type()
                + "\" is not possible; only http is, TLS ends at the gateway in front of the nodes");
      }
      if (connector.bindHost().isBlank()) {
        error(at + ".bindHost", "it is empty; leave the key out to listen on all addresses");
      }
      boolean free =
          connector.port() == 0 || taken.add(connector.bindHost() + ":" + connector.port());
      if (!free) {
        error(
            problems.isStated(at) ? at + ".port" : key,
            "port " + connector.port() + " is taken by another connector");
      }
    }
  }

  private void zookeeper(ZooKeeperConfig zookeeper) {
    String text = zookeeper.connectionString();
    if (text == null || problems.isWrong("zookeeper.connectionString")) {
      return;
    }
    int chroot = text.indexOf('/');
    if (chroot >= 0
        && (text.endsWith("/") || text.contains("//") || text.indexOf(',', chroot) >= 0)) {
      error(
          "zookeeper.connectionString",
          "a path may stand only behind the last member, and may not end with /");
    }
    for (String member : (chroot < 0 ? text : text.substring(0, chroot)).split(",", -1)) {
      Matcher parts = HOST_AND_PORT.matcher(member.strip());
      if (!parts.matches()) {
        error(
            "zookeeper.connectionString",
            "\"" + member.strip() + "\" is no member of the form host:port");
      } else if (parts.group(2) != null && !isPort(Integer.parseInt(parts.group(2)))) {
        error(
            "zookeeper.connectionString",
            "the port " + parts.group(2) + " is out of bounds; 1 to 65535 is possible");
      }
    }
    String space = zookeeper.nameSpace();
    if (space.isBlank()
        || space.startsWith("/")
        || space.endsWith("/")
        || space.contains("//")
        || !space.equals(space.strip())) {
      error(
          "zookeeper.nameSpace",
          "a path such as epoch or teams/epoch is needed, without / at its end");
    }
  }

  private void drove(EpochConfig config) {
    DroveConfig drove = config.drove();
    if (drove.endpoints().isEmpty()) {
      error("drove.endpoints", "at least one is needed");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < drove.endpoints().size(); i++) {
      String at =
          problems.isStated("drove.endpoints[" + i + "]")
              ? "drove.endpoints[" + i + "]"
              : "drove.endpoints";
      String endpoint = drove.endpoints().get(i);
      String fault = urlFault(endpoint);
      if (fault != null) {
        error(at, fault);
      } else if (!seen.add(endpoint)) {
        problems.warning(at, endpoint + " is named twice");
      }
    }
    pair("drove", drove.username(), drove.password());
    if (!APP_NAME.matcher(drove.appName()).matches()) {
      error(
          "drove.appName",
          "\""
              + drove.appName()
              + "\" is no name of an application on Drove; letters, digits, _ and - are possible");
    }
    if (drove.clusterOpSpec().failureStrategy().isBlank()) {
      error("drove.clusterOpSpec.failureStrategy", "a word such as STOP is needed");
    }
    if (config.zookeeper().sessionTimeout() != null
        && drove
                .recreateAfter()
                .compareTo(config.zookeeper().sessionTimeout().plus(config.createTimeout()))
            <= 0) {
      error(
          "drove.recreateAfter",
          "must be longer than zookeeper.sessionTimeout and a create together; a task could be"
              + " started twice");
    }
    if (config.zookeeper().sessionTimeout() != null
        && !config.createTimeout().equals(drove.operationTimeout())) {
      problems.warning(
          "drove.operationTimeout",
          Durations.format(drove.operationTimeout())
              + " is too long for creates, which must have ended before another node can lead; they get "
              + config.createTimeout().toMillis()
              + "ms, five sixths of zookeeper.sessionTimeout");
    }
  }

  private static @Nullable String urlFault(String text) {
    Matcher parts = URL.matcher(text);
    if (!parts.matches()) {
      return "\"" + text + "\" is no base URL such as http://drove.example.com:10000";
    }
    if (parts.group(1) != null) {
      return "credentials do not belong into the URL; use drove.username and drove.password";
    }
    return parts.group(2) == null || isPort(Integer.parseInt(parts.group(2)))
        ? null
        : "the port " + parts.group(2) + " is out of bounds; 1 to 65535 is possible";
  }

  private void users(UserAuthConfig auth) {
    if (auth.enabled() && auth.users().isEmpty()) {
      error("userAuth.users", "with userAuth.enabled at least one is needed");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < auth.users().size(); i++) {
      UserConfig user = auth.users().get(i);
      String at = "userAuth.users[" + i + "]";
      userName(at + ".username", user.username(), names);
      if (user.password() != null) {
        password(at + ".password", user, auth.enabled());
      }
    }
  }

  private void userName(String at, @Nullable String name, Set<String> names) {
    if (name == null) {
      return;
    }
    if (name.isBlank()) {
      error(at, "it is empty");
    } else if (name.indexOf(':') >= 0) {
      error(at, "a colon is not possible in it, because basic authentication ends the name there");
    } else if (!names.add(name)) {
      error(at, "\"" + name + "\" is the name of another user too");
    }
  }

  private void password(String at, UserConfig user, boolean enabled) {
    if (user.password().value().isEmpty()) {
      if (enabled) {
        error(at, "it is empty");
      }
      return;
    }
    try {
      Password.of(user.password());
    } catch (IllegalArgumentException e) {
      error(at, String.valueOf(e.getMessage()));
    }
    if (enabled && user.password().value().equals(user.username())) {
      problems.warning(at, "it is the same as the name: anybody can guess it");
    }
  }

  private void mail(NotifyConfig notify) {
    boolean mail = notify.type() == NotifyType.MAIL;
    if (mail && (notify.smtpServer() == null || notify.smtpServer().isBlank())) {
      error("notify.smtpServer", "with type MAIL it is needed");
    }
    if (!mail && problems.isStated("notify.smtpServer") && !problems.isStated("notify.type")) {
      error("notify.type", "MAIL or BLACKHOLE is needed");
    }
    for (int i = 0; i < notify.defaultEmails().size(); i++) {
      String at =
          problems.isStated("notify.defaultEmails[" + i + "]")
              ? "notify.defaultEmails[" + i + "]"
              : "notify.defaultEmails";
      address(at, notify.defaultEmails().get(i));
    }
    address("notify.fromAddress", notify.fromAddress());
    String baseUrl = notify.baseUrl();
    if (baseUrl != null && !WEB_URL.matcher(baseUrl).matches()) {
      error("notify.baseUrl", "\"" + baseUrl + "\" is no http or https URL");
    }
    pair("notify", notify.username(), notify.password());
  }

  private void address(String at, String address) {
    if (!MAIL_ADDRESS.matcher(address).matches()) {
      error(at, "\"" + address + "\" is no mail address");
    }
  }

  private void pair(String section, @Nullable String name, @Nullable Secret password) {
    boolean named = name != null && !name.isEmpty();
    boolean guarded = password != null && !password.value().isEmpty();
    if (named && !guarded) {
      error(section + ".password", "with " + section + ".username it is needed");
    }
    if (guarded && !named) {
      error(section + ".username", "with " + section + ".password it is needed");
    }
  }

  private static boolean isPort(int port) {
    return port >= 1 && port <= 65_535;
  }

  private void error(String key, String message) {
    if (!problems.isWrong(key)) {
      problems.error(key, message);
    }
  }
}
