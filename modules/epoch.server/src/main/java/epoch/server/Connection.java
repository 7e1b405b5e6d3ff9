package epoch.server;

import epoch.server.config.ZooKeeperConfig;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.client.ZKClientConfig;

/** The node's one connection to ZooKeeper. */
final class Connection {
  /** The names of 100,000 topologies come in one answer. */
  private static final String MAX_ANSWER_BYTES = Integer.toString(64 * 1024 * 1024);

  private Connection() {}

  /**
   * @param identity {@code name:password} by which ZooKeeper knows the members, where they keep a
   *     secret there
   */
  static CuratorFramework start(ZooKeeperConfig config, Optional<byte[]> identity) {
    var zookeeper = new ZKClientConfig();
    zookeeper.setProperty("jute.maxbuffer", MAX_ANSWER_BYTES);
    int session = Math.toIntExact(config.sessionTimeout().toMillis());
    CuratorFrameworkFactory.Builder builder =
        CuratorFrameworkFactory.builder()
            .connectString(config.connectionString())
            .sessionTimeoutMs(session)
            .connectionTimeoutMs(Math.min(session, 15_000))
            .retryPolicy(new BoundedExponentialBackoffRetry(50, 1_000, 10))
            // A suspended connection is not yet the end of leadership: the term pauses by itself.
            .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
            .zkClientConfig(zookeeper);
    // Not where it is not needed: an ensemble may refuse the scheme.
    identity.ifPresent(words -> builder.authorization("digest", words));
    CuratorFramework client = builder.build();
    client.start();
    return client;
  }
}
