package epoch.server.store.zookeeper.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.server.DatadirCleanupManager;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.util.ServiceUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ZooKeeper server in this process, its data on disk. What it acknowledged survives the process
 * and, as far as the disk keeps its word, the machine. While it cannot write, because the disk is
 * full say, it acknowledges nothing; it goes on by itself once it can.
 */
public final class LocalZooKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalZooKeeper.class);

  /** The unit of all its time-outs; sessions end within one tick of theirs. */
  private static final int TICK_MILLIS = 500;

  private static final int MIN_SESSION_MILLIS = 1_000;
  private static final int MAX_SESSION_MILLIS = 40_000;
  private static final int MAX_CONNECTIONS = 1_000;
  private static final int SNAPSHOTS_KEPT = 3;
  private static final int PURGE_HOURS = 1;

  /** How much has to fit on the disk before it is tried again: a new journal, and then some. */
  private static final int ROOM_BYTES = 8 * 1024 * 1024;

  private static final long LOOK_AGAIN_MILLIS = 500;

  /** A server and what listens for it. */
  private record Running(ServerCnxnFactory connections, ZooKeeperServer server) {
    void stop() {
      connections.shutdown();
      server.shutdown(true);
    }
  }

  private final String host;
  private final int port;
  private final Path dataDir;
  private final DirectoryLock lock;
  private final DatadirCleanupManager cleanup;
  private final Semaphore failures;
  private final Thread keeper;

  /** Changed by the keeper alone, until that has ended. */
  private volatile Running running;

  private LocalZooKeeper(
      String host, Path dataDir, DirectoryLock lock, Running first, Semaphore failures) {
    this.host = host;
    this.lock = lock;
    this.port = first.connections().getLocalPort();
    this.dataDir = dataDir;
    this.running = first;
    this.failures = failures;
    this.cleanup =
        new DatadirCleanupManager(dataDir.toFile(), dataDir.toFile(), SNAPSHOTS_KEPT, PURGE_HOURS);
    this.keeper = Thread.ofVirtual().name("zookeeper-keeper").unstarted(this::keep);
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @throws IOException if the port is taken, or the directory cannot be used or is in use; the
   *     message says so
   */
  public static LocalZooKeeper start(String host, int port, Path dataDir)
      throws IOException, InterruptedException {
    configure();
    DirectoryLock lock = DirectoryLock.take(dataDir);
    var failures = new Semaphore(0);
    Running first;
    try {
      first = run(host, port, dataDir, failures);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
    var zooKeeper = new LocalZooKeeper(host, dataDir, lock, first, failures);
    zooKeeper.cleanup.start();
    zooKeeper.keeper.start();
    return zooKeeper;
  }

  private static Running run(String host, int port, Path dataDir, Semaphore failures)
      throws IOException, InterruptedException {
    var journal = new Journal(dataDir.toFile(), failures::release);
    var server =
        new ZooKeeperServer(
            journal, TICK_MILLIS, MIN_SESSION_MILLIS, MAX_SESSION_MILLIS, -1, null, "");
    ServerCnxnFactory connections;
    try {
      connections =
          ServerCnxnFactory.createFactory(new InetSocketAddress(host, port), MAX_CONNECTIONS);
    } catch (IOException e) {
      journal.close();
      throw new IOException(
          "ZooKeeper cannot listen on %s:%d: %s".formatted(host, port, e.getMessage()), e);
    }
    connections.startup(server);
    return new Running(connections, server);
  }

  /** Settings that ZooKeeper reads from system properties, where nobody has set them. */
  private static void configure() {
    System.getProperties().putIfAbsent("zookeeper.admin.enableServer", "false");
    System.getProperties().putIfAbsent("zookeeper.preAllocSize", "4096");
    System.getProperties().putIfAbsent("zookeeper.maxCnxns", Integer.toString(MAX_CONNECTIONS));
    // Its own idea of an emergency is to end the process; ours is to say so and to go on trying.
    ServiceUtils.setSystemExitProcedure(ServiceUtils.LOG_ONLY);
  }

  /** Starts the server anew, from what is on disk, whenever it could not write. */
  private void keep() {
    try {
      while (true) {
        failures.acquire();
        LOG.error("ZooKeeper cannot write to {}; it stands still until it can", dataDir);
        running.stop();
        while (!isRunningAgain()) {
          TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        LOG.info("ZooKeeper can write to {} again, and goes on", dataDir);
      }
    } catch (InterruptedException e) {
      LOG.debug("ZooKeeper is looked after no more");
    }
  }

  private boolean isRunningAgain() throws InterruptedException {
    try {
      Path probe = Files.createTempFile(dataDir, "room", null);
      try {
        Files.write(probe, new byte[ROOM_BYTES]);
      } finally {
        Files.delete(probe);
      }
      failures.drainPermits();
      running = run(host, port, dataDir, failures);
      return true;
    } catch (IOException e) {
      LOG.debug("ZooKeeper cannot go on yet: {}", e.toString());
      return false;
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** How clients find it. */
  public String connectionString() {
    return host + ":" + port;
  }

  @Override
  public void close() {
    cleanup.shutdown();
    keeper.interrupt();
    try {
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.stop();
    try {
      lock.close();
    } catch (IOException e) {
      LOG.debug("The directory is let go by the end of the process: {}", e.getMessage());
    }
  }
}
