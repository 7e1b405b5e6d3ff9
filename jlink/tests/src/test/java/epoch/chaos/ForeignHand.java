package epoch.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.images.Znodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Writes whole nodes that are the leader's, as Epoch 1.14 does: neither their versions nor their
 * bytes are what it knows.
 */
final class ForeignHand implements AutoCloseable {
  private static final int SESSION_MILLIS = 10_000;
  private static final String TOKEN = "/epoch/leader-epoch/holder";
  private static final String ELECTION = "/epoch/leader-selection";

  private final ZooKeeper zooKeeper;

  ForeignHand(Ensemble ensemble) throws IOException, InterruptedException {
    String servers =
        ensemble.servers().stream()
            .map(server -> "127.0.0.1:" + server.port)
            .collect(Collectors.joining(","));
    zooKeeper = Znodes.connect(servers, SESSION_MILLIS);
  }

  /** A topology, and the newest of its runs. */
  void rewriteSomething(Random random, Journal journal) throws IOException, InterruptedException {
    try {
      List<String> topologies = zooKeeper.getChildren("/epoch/topologies", false);
      String id = topologies.get(random.nextInt(topologies.size()));
      journal.foreign.add(id);
      rewrite("/epoch/topologies/" + id);
      for (String active : zooKeeper.getChildren("/epoch/active", false)) {
        rewrite("/epoch/runs/" + active.replace('~', '/'));
      }
    } catch (KeeperException e) {
      // It is gone, or ZooKeeper is: the next one then.
      System.out.println("The foreign hand missed: " + e.getMessage());
    }
  }

  /** Takes the leader's token and its place in the election, while its session lives on. */
  void takeLeadershipAway() throws InterruptedException {
    try {
      Stat token = zooKeeper.exists(TOKEN, false);
      var all = new ArrayList<Op>();
      if (token != null) {
        all.add(Op.delete(TOKEN, -1));
        for (String name : zooKeeper.getChildren(ELECTION, false)) {
          Stat place = zooKeeper.exists(ELECTION + "/" + name, false);
          if (place != null && place.getEphemeralOwner() == token.getEphemeralOwner()) {
            all.add(Op.delete(ELECTION + "/" + name, -1));
          }
        }
      }
      zooKeeper.multi(all);
    } catch (KeeperException e) {
      System.out.println("The foreign hand missed: " + e.getMessage());
    }
  }

  private void rewrite(String path) throws IOException, KeeperException, InterruptedException {
    // What was changed since it was read is left: to put back what was is to undo an end, and that
    // nobody can tell from a run that goes on.
    var stat = new Stat();
    JsonNode data = Json.read(zooKeeper.getData(path, false, stat), JsonNode.class);
    zooKeeper.setData(path, data.toPrettyString().getBytes(UTF_8), stat.getVersion());
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
