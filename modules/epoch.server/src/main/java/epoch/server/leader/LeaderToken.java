package epoch.server.leader;

import com.fasterxml.jackson.core.JsonProcessingException;
import epoch.api.json.Json;
import epoch.server.store.Leadership;
import epoch.server.store.Paths;
import epoch.server.store.zookeeper.Fence;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.store.zookeeper.MultiFailedException;
import epoch.server.store.zookeeper.Node;
import epoch.server.store.zookeeper.Session;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fencing token: the node {@code /leader-epoch}, whose version grows with every leadership, and
 * its ephemeral child {@code holder}, which lives as long as the leader's session.
 *
 * <p>Taking it is one transaction in one session: it requires that our own place in the election is
 * still there, raises the version from the one that was read, and creates the holder. It is never
 * sent again in another session, where it would rob the next leader of the token.
 */
final class LeaderToken {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderToken.class);
  private static final long POLL_MILLIS = 50;

  private final Session session;
  private final Paths paths;
  private final String memberId;
  private final InstantSource clock;

  LeaderToken(Session session, Paths paths, String memberId, InstantSource clock) {
    this.session = session;
    this.paths = paths;
    this.memberId = memberId;
    this.clock = clock;
  }

  /**
   * Takes the token, after the holder before us is gone.
   *
   * @throws FencedOutException if our place in the election, or our session, is lost
   */
  Taken take() throws InterruptedException {
    byte[] holder = memberId.getBytes(StandardCharsets.UTF_8);
    while (true) {
      try {
        session.ensure(paths.leaderEpoch());
        String place = ownPlace();
        Node before = epoch();
        Optional<Node> held = session.read(paths.leaderHolder());
        if (held.isPresent() && held.get().owner() == session.id()) {
          // Our own transaction went through and its answer was lost, or we led before in this
          // session and did not give the token back: either way it is ours to take anew.
          session.multi(List.of(Op.delete(paths.leaderHolder(), held.get().version())));
        } else if (held.isPresent()) {
          LOG.debug("The holder before us is still there");
          TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
          continue;
        }
        session.multi(
            List.of(
                Op.check(place, -1),
                Op.setData(paths.leaderEpoch(), leadership(), before.version()),
                Op.create(
                    paths.leaderHolder(),
                    holder,
                    ZooDefs.Ids.OPEN_ACL_UNSAFE,
                    CreateMode.EPHEMERAL)));
        Node now = epoch();
        int version = before.version() + 1;
        if (now.version() != version) {
          throw new FencedOutException("The leader epoch moved on at once");
        }
        return new Taken(
            new Fence(session, paths.leaderEpoch(), paths.leaderHolder(), holder, version),
            place,
            now.mtime(),
            leaderOf(before));
      } catch (MultiFailedException raced) {
        LOG.info("The leader token was not to be had yet: {}", raced.getMessage());
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (KeeperException lost) {
        if (lost.code() != KeeperException.Code.CONNECTIONLOSS) {
          throw new FencedOutException("The ZooKeeper session ended: " + lost.getMessage());
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }

  /**
   * Gives the token back together with our place in the election, so that the next leader need not
   * wait for the end of our session.
   */
  static void giveBack(Taken taken) throws InterruptedException {
    Fence fence = taken.fence();
    if (!fence.session().isConnected()) {
      return;
    }
    try {
      fence
          .session()
          .multi(
              List.of(
                  Op.check(fence.epochPath(), fence.version()),
                  Op.delete(fence.holderPath(), -1),
                  Op.delete(taken.place(), -1)));
    } catch (MultiFailedException | KeeperException e) {
      LOG.debug("The leader token ends with the session: {}", e.getMessage());
    }
  }

  private Node epoch() throws KeeperException, InterruptedException {
    return session
        .read(paths.leaderEpoch())
        .orElseThrow(() -> new FencedOutException("The leader epoch is gone"));
  }

  private byte[] leadership() {
    return Json.bytes(new Leadership(memberId, clock.instant()));
  }

  private static String leaderOf(Node epoch) {
    try {
      return Json.read(epoch.data(), Leadership.class).leader();
    } catch (JsonProcessingException e) {
      // Nobody has led yet.
      return "";
    }
  }

  /** Our node in the election, known by our session. */
  private String ownPlace() throws KeeperException, InterruptedException {
    String election = paths.leaderSelection();
    List<String> all =
        session.children(election).stream().map(name -> election + "/" + name).toList();
    for (Map.Entry<String, Node> place : session.readAll(all).entrySet()) {
      if (place.getValue().owner() == session.id()) {
        return place.getKey();
      }
    }
    throw new FencedOutException("Our place in the election is gone");
  }

  /**
   * The token in hand.
   *
   * @param place our node in the election
   * @param serverTime ZooKeeper's time when it was taken, epoch milliseconds
   * @param lastHolder the member id of the leader that had it before; empty if there was none
   */
  record Taken(Fence fence, String place, long serverTime, String lastHolder) {}
}
