package epoch.server.leader;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Somebody else who writes to ZooKeeper as Epoch 1.14 does: whole nodes, whatever their version.
 */
final class ForeignHand implements AutoCloseable {
  private final ZooKeeper zooKeeper;

  ForeignHand(int port) throws Exception {
    var connected = new CountDownLatch(1);
    zooKeeper =
        new ZooKeeper(
            "127.0.0.1:" + port,
            10_000,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    if (!connected.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("no ZooKeeper");
    }
  }

  String read(String path) throws Exception {
    return new String(zooKeeper.getData(path, false, null), StandardCharsets.UTF_8);
  }

  boolean exists(String path) throws Exception {
    return zooKeeper.exists(path, false) != null;
  }

  /** How large a node is; 0 if it is not there. */
  int bytes(String path) throws Exception {
    Stat stat = zooKeeper.exists(path, false);
    return stat == null ? 0 : stat.getDataLength();
  }

  List<String> children(String path) throws Exception {
    return zooKeeper.exists(path, false) == null ? List.of() : zooKeeper.getChildren(path, false);
  }

  void write(String path, String text) throws Exception {
    zooKeeper.setData(path, text.getBytes(StandardCharsets.UTF_8), -1);
  }

  /** Writes what is there once more. */
  void rewrite(String path) throws Exception {
    write(path, read(path));
  }

  void create(String path, String text) throws Exception {
    zooKeeper.create(
        path,
        text.getBytes(StandardCharsets.UTF_8),
        ZooDefs.Ids.OPEN_ACL_UNSAFE,
        CreateMode.PERSISTENT);
  }

  void delete(String path) throws Exception {
    zooKeeper.delete(path, -1);
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
