package epoch.server;

import epoch.server.config.Configs;
import epoch.server.config.EpochConfig;
import epoch.server.drove.local.LocalDrove;
import epoch.server.drove.local.LocalDroveConfig;
import epoch.server.http.Wire;
import epoch.server.leader.CuttingProxy;
import epoch.server.store.zookeeper.local.LocalZooKeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Two whole nodes, a leader and a follower, on one ZooKeeper and one Drove. */
public final class TwoNodes implements AutoCloseable {
  public final LocalZooKeeper zooKeeper;
  public final LocalDrove drove;
  public final Node leader;
  public final Node follower;
  private final CuttingProxy link;

  public TwoNodes(Path directory) throws Exception {
    zooKeeper = LocalZooKeeper.start("127.0.0.1", 0, directory.resolve("zookeeper"));
    drove = LocalDrove.start(LocalDroveConfig.forTests(directory.resolve("drove")));
    link = new CuttingProxy(zooKeeper.port());
    leader = node(link.address());
    Await.until("the first node leads", leader::leads);
    follower = node();
    Await.until(
        "the second node knows the leader",
        () ->
            Wire.send(follower.port(), "GET", "/apis/v1/topologies", null, Wire.ADMIN).status()
                == 200);
  }

  /**
   * Cuts the leader off from ZooKeeper, so that the other leads once its session has ended, and
   * lets it come back then. Answers who leads now.
   */
  public Node failOver() throws Exception {
    link.away();
    Await.until("the other leads", follower::leads);
    link.back();
    Await.until(
        "the first follows",
        () ->
            !leader.leads()
                && Wire.send(leader.port(), "GET", "/apis/v1/topologies", null, Wire.ADMIN).status()
                    == 200);
    return follower;
  }

  /** Starts one more node; closed by whoever started it. */
  public Node node() throws IOException {
    return node(zooKeeper.connectionString());
  }

  private Node node(String zooKeeperAddress) throws IOException {
    String yaml =
        """
        server:
          applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
          adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
        zookeeper: {connectionString: '%s', sessionTimeout: 4s}
        drove: {endpoints: ['%s'], eventInterval: 100ms, commands: true, operationTimeout: 3s}
        userAuth:
          enabled: true
          users:
            - {username: admin, password: admin, role: READ_WRITE}
            - {username: guest, password: guest, role: READ_ONLY}
        cluster: {secret: 'the nodes of this test'}
        """
            .formatted(zooKeeperAddress, drove.url());
    EpochConfig config = Objects.requireNonNull(Configs.parse(yaml, Map.of()).config());
    return Node.start(config, Map.of("HOST", "127.0.0.1"));
  }

  public static String command(String name, String cron, String script) {
    return """
    {"name":"%s",
     "task":{"type":"CONTAINER_EXECUTION","taskName":"work",
       "executable":{"type":"COMMAND","command":["sh","-c","%s"]},
       "resources":[{"type":"CPU","count":1},{"type":"MEMORY","sizeInMB":128}]},
     "trigger":{"type":"CRON","timeSpec":"%s"}}
    """
        .formatted(name, script, cron);
  }

  @Override
  public void close() throws IOException {
    follower.close();
    leader.close();
    drove.close();
    link.close();
    zooKeeper.close();
  }
}
