package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.server.Await;
import epoch.server.drove.CallListener;
import epoch.server.drove.Drove;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;

/** What a node that does not lead does beforehand of what a leader does first. */
class RehearsalTest extends OneLeader {
  @Test
  void itReadsAndAsksAndLeavesEverythingAsItIs() throws Exception {
    leader.topologies().create(topology("nightly", "0 0 2 * * ?", "true"), SOMEONE);
    member.close();
    var asked = new AtomicInteger();
    try (CuratorFramework client = connected();
        Drove drove =
            new Drove(
                installation.droveSettings(),
                InstantSource.system(),
                System::nanoTime,
                (kind, _, _) -> {
                  if (kind == CallListener.Kind.CLUSTER) {
                    asked.incrementAndGet();
                  }
                });
        var rehearsal = new Rehearsal(client, installation.settings(), drove)) {
      Map<String, Long> before = lastWritten(client, "/epoch");
      rehearsal.start();
      Await.until("it is through", () -> asked.get() == 1);
      assertEquals(before, lastWritten(client, "/epoch"));
    }
  }

  private CuratorFramework connected() throws Exception {
    CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            "127.0.0.1:" + installation.zooKeeperPort(), new RetryOneTime(50));
    client.start();
    client.blockUntilConnected();
    return client;
  }

  /** All that is kept, with the transaction that wrote it last. */
  private static Map<String, Long> lastWritten(CuratorFramework client, String path)
      throws Exception {
    var all = new TreeMap<String, Long>();
    all.put(path, client.checkExists().forPath(path).getMzxid());
    for (String child : client.getChildren().forPath(path)) {
      all.putAll(lastWritten(client, path + "/" + child));
    }
    return all;
  }
}
