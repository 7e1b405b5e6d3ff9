package epoch.server.store.zookeeper.local;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.DatadirCleanupManager;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.util.ServiceUtils;

/**
 * One ZooKeeper server in this process, its data on disk. What it acknowledged survives the process
 * and, as far as the disk keeps its word, the machine.
 */
public final class LocalZooKeeper implements AutoCloseable {
  /** The unit of all its time-outs; sessions end within one tick of theirs. */
  private static final int TICK_MILLIS = 500;

  private static final int MIN_SESSION_MILLIS = 1_000;
  private static final int MAX_SESSION_MILLIS = 40_000;
  private static final int MAX_CONNECTIONS = 1_000;
  private static final int SNAPSHOTS_KEPT = 3;
  private static final int PURGE_HOURS = 1;

  private final ServerCnxnFactory connections;
  private final ZooKeeperServer server;
  private final DatadirCleanupManager cleanup;
  private final String host;

  private LocalZooKeeper(
      ServerCnxnFactory connections,
      ZooKeeperServer server,
      DatadirCleanupManager cleanup,
      String host) {
    this.connections = connections;
    this.server = server;
    this.cleanup = cleanup;
    this.host = host;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @throws IOException if the port is taken or the directory cannot be used; the message says so
   */
  public static LocalZooKeeper start(String host, int port, Path dataDir)
      throws IOException, InterruptedException {
    configure();
    Files.createDirectories(dataDir);
    File dir = dataDir.toFile();
    var log = new FileTxnSnapLog(dir, dir);
    var server =
        new ZooKeeperServer(log, TICK_MILLIS, MIN_SESSION_MILLIS, MAX_SESSION_MILLIS, -1, null, "");
    ServerCnxnFactory connections;
    try {
      connections =
          ServerCnxnFactory.createFactory(new InetSocketAddress(host, port), MAX_CONNECTIONS);
    } catch (IOException e) {
      log.close();
      throw new IOException(
          "ZooKeeper cannot listen on %s:%d: %s".formatted(host, port, e.getMessage()), e);
    }
    connections.startup(server);
    var cleanup = new DatadirCleanupManager(dir, dir, SNAPSHOTS_KEPT, PURGE_HOURS);
    cleanup.start();
    return new LocalZooKeeper(connections, server, cleanup, host);
  }

  /** Settings that ZooKeeper reads from system properties, where nobody has set them. */
  private static void configure() {
    System.getProperties().putIfAbsent("zookeeper.admin.enableServer", "false");
    System.getProperties().putIfAbsent("zookeeper.preAllocSize", "4096");
    System.getProperties().putIfAbsent("zookeeper.maxCnxns", Integer.toString(MAX_CONNECTIONS));
    // Its own idea of an emergency is to end the process; ours is to say so and to go on trying.
    ServiceUtils.setSystemExitProcedure(ServiceUtils.LOG_ONLY);
  }

  /** The port it listens on. */
  public int port() {
    return connections.getLocalPort();
  }

  /** How clients find it. */
  public String connectionString() {
    return host + ":" + port();
  }

  @Override
  public void close() {
    cleanup.shutdown();
    connections.shutdown();
    server.shutdown(true);
  }
}
