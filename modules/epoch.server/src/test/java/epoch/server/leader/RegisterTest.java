package epoch.server.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.server.Await;
import epoch.server.store.zookeeper.local.LocalZooKeeper;
import java.net.URI;
import java.nio.file.Path;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes sign in and out. */
class RegisterTest {
  private static final String PATH = "/epoch/cluster/members";
  private static final int SESSION_MILLIS = 60_000;

  @TempDir Path directory;

  @Test
  @Timeout(120)
  void whoStopsWhileZooKeeperIsAwayDoesNotWaitForItToSignOut() throws Exception {
    try (var zooKeeper = LocalZooKeeper.start("127.0.0.1", 0, directory);
        var proxy = new CuttingProxy(zooKeeper.port());
        CuratorFramework cutOff = client(proxy.address());
        CuratorFramework other = client(zooKeeper.connectionString());
        Register watching = register(other, "http://127.0.0.1:2")) {
      Register leaving = register(cutOff, "http://127.0.0.1:1");
      Await.until("both have signed in", () -> watching.all().size() == 2);
      proxy.away();
      leaving.close();
      assertEquals(2, watching.all().size(), "its session is there, and goes by itself");
    }
  }

  /** It asks again for as long as ZooKeeper is away. */
  private static CuratorFramework client(String address) {
    CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            address, SESSION_MILLIS, SESSION_MILLIS, new RetryForever(100));
    client.start();
    return client;
  }

  private static Register register(CuratorFramework client, String self) {
    var register = new Register(client, PATH, URI.create(self), "0.0.0-test");
    register.start();
    return register;
  }
}
