package epoch.images;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;

/** The nodes of a ZooKeeper, by a session of its own, as a program that is not ours sees them. */
public final class Znodes implements AutoCloseable {
  private static final int SESSION_MILLIS = 6_000;

  /** ZooKeeper asks such a list whether null is in it, which List.of does not bear. */
  private static final List<ACL> ANYBODY =
      Collections.singletonList(new ACL(ZooDefs.Perms.ALL, new Id("world", "anyone")));

  private final ZooKeeper zooKeeper;

  Znodes(String connectionString) throws IOException, InterruptedException {
    zooKeeper = connect(connectionString, SESSION_MILLIS);
  }

  /** A session that is connected. */
  public static ZooKeeper connect(String servers, int sessionMillis)
      throws IOException, InterruptedException {
    var connected = new CountDownLatch(1);
    var zooKeeper =
        new ZooKeeper(
            servers,
            sessionMillis,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    if (!connected.await(30, TimeUnit.SECONDS)) {
      throw new IOException("no ZooKeeper at " + servers);
    }
    return zooKeeper;
  }

  /** Writes a node, whatever it was; parents come as container nodes, as with 1.14. */
  void put(String path, JsonNode data) throws KeeperException, InterruptedException {
    byte[] bytes = Json.bytes(data);
    try {
      zooKeeper.setData(path, bytes, -1);
    } catch (KeeperException.NoNodeException none) {
      makeParents(path);
      zooKeeper.create(path, bytes, ANYBODY, CreateMode.PERSISTENT);
    }
  }

  private void makeParents(String path) throws KeeperException, InterruptedException {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      try {
        zooKeeper.create(path.substring(0, slash), new byte[0], ANYBODY, CreateMode.CONTAINER);
      } catch (KeeperException.NodeExistsException e) {
        // Which is what is wanted.
      }
    }
  }

  /** A node that goes with this session; its name ends in the next number. */
  String join(String prefix, String data) throws KeeperException, InterruptedException {
    makeParents(prefix);
    return zooKeeper.create(
        prefix, data.getBytes(StandardCharsets.UTF_8), ANYBODY, CreateMode.EPHEMERAL_SEQUENTIAL);
  }

  /** The names of its children; none if it is not there. */
  List<String> children(String path) throws KeeperException, InterruptedException {
    try {
      return zooKeeper.getChildren(path, false);
    } catch (KeeperException.NoNodeException none) {
      return List.of();
    }
  }

  JsonNode read(String path) throws KeeperException, InterruptedException, IOException {
    return Json.read(zooKeeper.getData(path, false, null), JsonNode.class);
  }

  String text(String path) throws KeeperException, InterruptedException {
    return new String(zooKeeper.getData(path, false, null), StandardCharsets.UTF_8);
  }

  /** All nodes below a path that stay, each with how often it and its children were written. */
  Map<String, String> versions(String root) throws KeeperException, InterruptedException {
    var versions = new TreeMap<String, String>();
    for (String path : ZKUtil.listSubTreeBFS(zooKeeper, root)) {
      Stat stat = zooKeeper.exists(path, false);
      if (stat != null && stat.getEphemeralOwner() == 0) {
        versions.put(path, stat.getVersion() + "/" + stat.getCversion());
      }
    }
    return versions;
  }

  /** All nodes below a path that hold an object. */
  Map<String, JsonNode> objects(String root)
      throws KeeperException, InterruptedException, IOException {
    var objects = new TreeMap<String, JsonNode>();
    for (String path : new ArrayList<>(ZKUtil.listSubTreeBFS(zooKeeper, root))) {
      byte[] data = zooKeeper.getData(path, false, null);
      if (data != null && data.length > 0 && data[0] == '{') {
        objects.put(path, Json.read(data, JsonNode.class));
      }
    }
    return objects;
  }

  /** As zkCli.sh does with deleteall. */
  void deleteAll(String root) throws KeeperException, InterruptedException {
    ZKUtil.deleteRecursive(zooKeeper, root);
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
