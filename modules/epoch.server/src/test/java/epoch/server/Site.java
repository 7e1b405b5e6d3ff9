package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.server.config.Configs;
import epoch.server.config.EpochConfig;
import epoch.server.drove.local.LocalDrove;
import epoch.server.drove.local.LocalDroveConfig;
import epoch.server.http.Wire;
import epoch.server.store.zookeeper.local.LocalZooKeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.jspecify.annotations.Nullable;

/** A ZooKeeper and a local Drove, on which whole nodes of any version can be started. */
final class Site implements AutoCloseable {
  static final String TOPOLOGIES = "/apis/v1/topologies";
  static final String NEVER_AGAIN = "0 0 0 1 1 ? 2099";
  private static final String ADMIN = "Authorization: Basic YWRtaW46YWRtaW4=";
  private static final String TYPE = "Content-Type: application/json";

  final LocalZooKeeper zooKeeper;
  final LocalDrove drove;

  Site(Path directory) throws IOException, InterruptedException {
    zooKeeper = LocalZooKeeper.start("127.0.0.1", 0, directory.resolve("zookeeper"));
    drove = LocalDrove.start(LocalDroveConfig.forTests(directory.resolve("drove")));
  }

  Node node() throws IOException {
    return node("epoch");
  }

  Node node(String namespace) throws IOException {
    String yaml =
        """
        server:
          applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
          adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
        zookeeper: {connectionString: '%s', nameSpace: %s, sessionTimeout: 4s}
        drove: {endpoints: ['%s'], eventInterval: 100ms, commands: true, operationTimeout: 3s}
        userAuth: {enabled: true, users: [{username: admin, password: admin, role: READ_WRITE}]}
        cluster: {secret: 'the nodes of this test', legacyLeader: true}
        """
            .formatted(zooKeeper.connectionString(), namespace, drove.url());
    EpochConfig config = Objects.requireNonNull(Configs.parse(yaml, Map.of()).config());
    return Node.start(config, Map.of("HOST", "127.0.0.1"));
  }

  /** Puts the nodes of a recording into ZooKeeper. */
  void load(String recording) throws Exception {
    Path file = Path.of("..", "epoch.api", "src/test/resources/contract/zookeeper", recording);
    for (JsonNode node : Json.read(Files.readString(file), JsonNode.class)) {
      if (node.path("data").isObject()) {
        put(node.get("path").asText(), Json.bytes(node.get("data")));
      }
    }
  }

  void put(String path, byte[] data) throws Exception {
    try (CuratorFramework client = client()) {
      client.create().orSetData().creatingParentContainersIfNeeded().forPath(path, data);
    }
  }

  byte[] read(String path) throws Exception {
    try (CuratorFramework client = client()) {
      return client.getData().forPath(path);
    }
  }

  void remove(String path) throws Exception {
    try (CuratorFramework client = client()) {
      client.delete().forPath(path);
    }
  }

  /** The names of the node's children; none if it is not there. */
  List<String> children(String path) throws Exception {
    try (CuratorFramework client = client()) {
      return client.checkExists().forPath(path) == null
          ? List.of()
          : client.getChildren().forPath(path);
    }
  }

  /** How often the node was written since it was created. */
  int version(String path) throws Exception {
    try (CuratorFramework client = client()) {
      return client.checkExists().forPath(path).getVersion();
    }
  }

  private CuratorFramework client() {
    CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            zooKeeper.connectionString(), 4_000, 4_000, new RetryOneTime(100));
    client.start();
    return client;
  }

  static Wire.Reply send(int port, String method, String path, @Nullable String body)
      throws IOException {
    return Wire.send(port, method, path, body, ADMIN, TYPE);
  }

  /** The data of an answer that must be 200. */
  static JsonNode ask(int port, String method, String path, @Nullable String body)
      throws IOException {
    Wire.Reply reply = send(port, method, path, body);
    assertEquals(200, reply.status(), () -> method + " " + path + ": " + text(reply));
    return reply.json().path("data");
  }

  static JsonNode get(int port, String path) throws IOException {
    return ask(port, "GET", path, null);
  }

  private static String text(Wire.Reply reply) {
    try {
      return reply.json().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String topology(String name, String cron, String script) {
    return """
    {"name":"%s",
     "task":{"type":"CONTAINER_EXECUTION","taskName":"work",
       "executable":{"type":"COMMAND","command":["sh","-c","%s"]},
       "resources":[{"type":"CPU","count":1},{"type":"MEMORY","sizeInMB":128}],
       "volumes":[],"configs":[],"placementPolicy":{"type":"ANY"},
       "logging":{"type":"LOCAL","maxSize":"10m","maxFiles":3,"compress":true},
       "tags":{},"env":{}},
     "trigger":{"type":"CRON","timeSpec":"%s"},"notify":{"type":"BLACKHOLE"}}
    """
        .formatted(name, script, cron);
  }

  /** A script that runs until the file is there. */
  static String until(Path file) {
    return "while [ -d %s ] && [ ! -e %s ]; do sleep 0.1; done".formatted(file.getParent(), file);
  }

  static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  static void awaitState(int port, String topology, String run, String state) throws Exception {
    Await.until(
        run + " is " + state,
        () ->
            get(port, TOPOLOGIES + "/" + topology + "/runs/" + run)
                .path("state")
                .asText()
                .equals(state));
  }

  @Override
  public void close() {
    drove.close();
    zooKeeper.close();
  }
}
