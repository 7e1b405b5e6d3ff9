package epoch.desktop.server;

import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import epoch.api.container.CommandExecutable;
import epoch.api.json.Json;
import epoch.api.rest.Role;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.server.Node;
import epoch.server.config.Configs;
import epoch.server.config.EpochConfig;
import epoch.server.drove.local.LocalDrove;
import epoch.server.drove.local.LocalDroveConfig;
import epoch.server.store.zookeeper.local.LocalZooKeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A whole installation in this process: a ZooKeeper, a Drove whose tasks are processes, and nodes
 * with their HTTP. There is a user for each role, named as it is.
 */
public final class RealCluster implements AutoCloseable {

  /** Names no time that comes. */
  public static final String NEVER = "0 0 0 1 1 ? 2199";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final LocalZooKeeper zooKeeper;
  private final LocalDrove drove;
  private final List<Node> nodes = new ArrayList<>();
  private final List<String> urls = new ArrayList<>();

  /** With two nodes; returns as soon as one of them leads. */
  public RealCluster(Path directory) throws IOException, InterruptedException {
    zooKeeper = LocalZooKeeper.start("127.0.0.1", 0, directory.resolve("zookeeper"));
    drove = LocalDrove.start(LocalDroveConfig.forTests(directory.resolve("drove")));
    for (int i = 0; i < 2; i++) {
      Node node = Node.start(config(), Map.of("HOST", "127.0.0.1"));
      nodes.add(node);
      urls.add("http://127.0.0.1:" + node.port());
    }
    awaitLeader();
  }

  private EpochConfig config() {
    Map<String, Object> connector = Map.of("type", "http", "bindHost", "127.0.0.1", "port", 0);
    List<Map<String, String>> users =
        Arrays.stream(Role.values())
            .map(role ->
                Map.of("username", user(role), "password", password(role), "role", role.name()))
            .toList();
    Map<String, Object> values =
        Map.of(
            "server",
            Map.of(
                "applicationConnectors", List.of(connector), "adminConnectors", List.of(connector)),
            "zookeeper",
            Map.of("connectionString", zooKeeper.connectionString(), "sessionTimeout", "3s"),
            "drove",
            Map.of(
                "endpoints",
                List.of(drove.url()),
                "appName",
                "epoch-console-test",
                "eventInterval",
                "200ms",
                "operationTimeout",
                "2s",
                "commands",
                true),
            "userAuth",
            Map.of("enabled", true, "users", users),
            "cluster",
            Map.of("secret", "the secret of the test"));
    Configs.Checked checked = Configs.parse(Json.text(values), Map.of());
    EpochConfig config = checked.config();
    if (config == null) {
      throw new IllegalStateException(checked.problems().toString());
    }
    return config;
  }

  private static String user(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static String password(Role role) {
    return "password of " + user(role);
  }

  /** Its members that are there. */
  public List<String> urls() {
    return List.copyOf(urls);
  }

  /** A connection of the console, as somebody of that role. */
  public Connection as(Role role) {
    return new Connection(user(role), urls(), user(role), password(role), Identity.OTHER);
  }

  /** A client of the same, for the caller to close. */
  public EpochClient client(Role role) {
    return new EpochClient(
        new ClientOptions(
            urls(), user(role), password(role), Duration.ofSeconds(5), Duration.ofSeconds(20)));
  }

  /** A topology that runs a shell script, at no time that comes. */
  public static Topology script(String name, String script) {
    return Topology.of(
        name,
        ContainerTask.of(
            "work", new CommandExecutable(List.of("sh", "-c", script), Map.of()), 1, 16),
        CronTrigger.of(NEVER));
  }

  private Optional<Node> leader() {
    return nodes.stream().filter(Node::leads).findFirst();
  }

  private void awaitLeader() {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (leader().isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nobody leads");
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Ends the node that leads; another follows on it. */
  public void endLeader() {
    Node leader = leader().orElseThrow();
    nodes.remove(leader);
    urls.remove("http://127.0.0.1:" + leader.port());
    leader.close();
    awaitLeader();
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    drove.close();
    zooKeeper.close();
  }
}
