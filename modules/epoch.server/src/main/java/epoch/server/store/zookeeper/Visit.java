package epoch.server.store.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** A connection to ZooKeeper for as long as one command takes; it takes no part in anything. */
public final class Visit implements AutoCloseable {
  private static final int SESSION_MILLIS = 15_000;

  /** The names of 100,000 topologies come in one answer. */
  private static final String MAX_ANSWER_BYTES = Integer.toString(64 * 1024 * 1024);

  private final ZooKeeper zooKeeper;

  private Visit(ZooKeeper zooKeeper) {
    this.zooKeeper = zooKeeper;
  }

  /**
   * Connects.
   *
   * @throws IOException if nobody answers in time; the message names the address
   */
  public static Visit to(String connectionString, Duration limit)
      throws IOException, InterruptedException {
    var config = new ZKClientConfig();
    config.setProperty("jute.maxbuffer", MAX_ANSWER_BYTES);
    var connected = new CountDownLatch(1);
    var zooKeeper =
        new ZooKeeper(
            connectionString,
            SESSION_MILLIS,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            },
            config);
    if (!connected.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      zooKeeper.close();
      throw new IOException(
          "no ZooKeeper answers at " + connectionString + " within " + limit.toSeconds() + " s");
    }
    return new Visit(zooKeeper);
  }

  /** Its session. */
  public Session session() {
    return new Session(zooKeeper);
  }

  @Override
  public void close() {
    try {
      zooKeeper.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
