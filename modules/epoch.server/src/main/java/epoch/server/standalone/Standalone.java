package epoch.server.standalone;

import epoch.api.json.Json;
import epoch.server.Node;
import epoch.server.config.Configs;
import epoch.server.config.EpochConfig;
import epoch.server.config.Problem;
import epoch.server.drove.local.LocalDrove;
import epoch.server.drove.local.LocalDroveConfig;
import epoch.server.store.zookeeper.local.DirectoryLock;
import epoch.server.store.zookeeper.local.LocalZooKeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything in one process: a ZooKeeper and a local Drove on free loopback ports, and the server
 * on top of them, configured by the same file format as in production.
 */
public final class Standalone implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
  private static final String LOOPBACK = "127.0.0.1";

  /** What was started, the last first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private String welcome = "";

  private Standalone() {}

  /**
   * Where it listens and keeps its data.
   *
   * @param port 0 for any free one
   * @param adminPort 0 for any free one
   */
  public record Options(String host, int port, int adminPort, Path dataDir) {}

  /**
   * Starts everything.
   *
   * @throws IOException if a port is taken or the directory cannot be used; the message says so,
   *     and nothing is left running
   */
  public static Standalone start(Options options, Map<String, String> environment)
      throws IOException, InterruptedException {
    var standalone = new Standalone();
    try {
      standalone.startAll(options, environment);
      return standalone;
    } catch (IOException | InterruptedException | RuntimeException e) {
      standalone.close();
      throw e;
    }
  }

  private void startAll(Options options, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path dir = options.dataDir().toAbsolutePath();
    parts.push(DirectoryLock.take(dir));
    Passwords passwords = Passwords.load(dir, environment);
    String admin = passwords.get("admin", "ADMIN_PASSWORD");
    String guest = passwords.get("guest", "GUEST_PASSWORD");
    String drovePassword = passwords.get("local-drove");
    String secret = passwords.get("cluster-secret");
    passwords.save();

    var zooKeeper = LocalZooKeeper.start(LOOPBACK, 0, dir.resolve("zookeeper"));
    parts.push(zooKeeper);
    var drove = LocalDrove.start(localDrove(dir.resolve("drove"), drovePassword));
    parts.push(drove);
    EpochConfig config =
        config(
            Map.of(
                "server", server(options),
                "zookeeper", Map.of("connectionString", zooKeeper.connectionString()),
                "drove",
                    Map.of(
                        "endpoints",
                        List.of(drove.url()),
                        "username",
                        "epoch",
                        "password",
                        drovePassword,
                        "appName",
                        appName(environment),
                        "eventInterval",
                        "200ms",
                        "commands",
                        true),
                "userAuth",
                    Map.of(
                        "enabled",
                        true,
                        "users",
                        List.of(
                            user("admin", admin, "READ_WRITE"), user("guest", guest, "READ_ONLY"))),
                "cluster", Map.of("secret", secret)));
    var node = Node.start(config, reachable(options, environment));
    parts.push(node);
    Path netrc = dir.resolve("netrc");
    PrivateFile.write(
        netrc, "machine %s login admin password %s%n".formatted(options.host(), admin));
    String url = "http://" + bracketed(options.host()) + ":" + node.port();
    welcome = Welcome.of(url, admin, guest, passwords.file(), netrc);
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** What to tell the person who started it. */
  public String welcome() {
    return welcome;
  }

  /** Stops everything; tasks that run go on, and are found again by the next start. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.error("A part could not be stopped; the others are", e);
      }
    }
  }

  private static LocalDroveConfig localDrove(Path dir, String password) {
    return new LocalDroveConfig(
        LOOPBACK,
        0,
        dir,
        LocalDroveConfig.DEFAULT_CORES,
        LocalDroveConfig.DEFAULT_MEMORY_MB,
        "epoch",
        password,
        false,
        false);
  }

  private static Map<String, Object> server(Options options) {
    return Map.of(
        "applicationConnectors", List.of(connector(options.host(), options.port())),
        "adminConnectors", List.of(connector(options.host(), options.adminPort())));
  }

  private static Map<String, Object> connector(String host, int port) {
    return Map.of("type", "http", "bindHost", host, "port", port);
  }

  private static Map<String, Object> user(String name, String password, String role) {
    return Map.of("username", name, "password", password, "role", role);
  }

  private static String appName(Map<String, String> environment) {
    return environment.getOrDefault("DROVE_APP_NAME", "epoch");
  }

  /** The node's id names the address it listens on, unless the environment says otherwise. */
  private static Map<String, String> reachable(Options options, Map<String, String> environment) {
    var known = new HashMap<>(environment);
    known.putIfAbsent("HOST", options.host());
    return known;
  }

  /** JSON is YAML, so the values need no quoting rules of their own. */
  private static EpochConfig config(Map<String, Object> values) {
    Configs.Checked checked = Configs.parse(Json.text(values), Map.of());
    EpochConfig config = checked.config();
    if (config == null) {
      throw new IllegalArgumentException(
          checked.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return config;
  }
}
