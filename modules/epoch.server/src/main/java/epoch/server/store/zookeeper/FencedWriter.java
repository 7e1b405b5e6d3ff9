package epoch.server.store.zookeeper;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits transactions as the leader that holds a {@link Fence}: exactly once, or not at all.
 *
 * <p>While ZooKeeper is away a commit waits for it, as long as the session may still live. When an
 * answer was lost, the witness (see {@link Multi}) tells whether the transaction had been carried
 * out. The caller has at most one transaction in flight that touches the same node. Thread safe.
 */
public final class FencedWriter {
  private static final Logger LOG = LoggerFactory.getLogger(FencedWriter.class);
  private static final long RETRY_MILLIS = 50;

  /** How often missing parents are made for one transaction, before something else is wrong. */
  private static final int MENDS = 20;

  private final Fence fence;
  private final Session session;
  private final ServerClock serverClock;

  public FencedWriter(Fence fence, ServerClock serverClock) {
    this.fence = fence;
    this.session = fence.session();
    this.serverClock = serverClock;
  }

  /**
   * Commits the transaction; when this returns, it is in ZooKeeper.
   *
   * @throws FencedOutException if this node leads no more
   * @throws StaleException if a node was not in the state that the transaction requires
   */
  public void commit(Multi multi) throws InterruptedException {
    List<Op> operations = multi.operations(fence);
    boolean uncertain = false;
    int mended = 0;
    while (true) {
      try {
        noteTime(session.multi(operations));
        return;
      } catch (MultiFailedException refused) {
        if (refused.index() < fence.checks().size()) {
          throw new FencedOutException("Another node leads: " + refused.getMessage());
        }
        if (uncertain && wasCarriedOut(multi)) {
          return;
        }
        Op operation = operations.get(refused.index());
        boolean parentGone = refused.code() == Code.NONODE && operation instanceof Op.Create;
        if (!parentGone || ++mended > MENDS) {
          throw new StaleException(refused.path(), refused.code());
        }
        mendParent(operation.getPath());
      } catch (KeeperException lost) {
        uncertain = true;
        awaitConnection(lost);
        if (wasCarriedOut(multi)) {
          return;
        }
      }
    }
  }

  /** Whether the witness shows the transaction's own bytes. */
  private boolean wasCarriedOut(Multi multi) throws InterruptedException {
    String path = multi.witnessPath();
    if (path == null) {
      return false;
    }
    while (true) {
      try {
        session.sync(path);
        return session.read(path).map(node -> multi.isWitness(node.data())).orElse(false);
      } catch (KeeperException lost) {
        awaitConnection(lost);
      }
    }
  }

  /**
   * Parents may vanish: Epoch 1.14 makes them container nodes, which ZooKeeper removes when they
   * are empty.
   */
  private void mendParent(String path) throws InterruptedException {
    try {
      session.ensure(path.substring(0, path.lastIndexOf('/')));
    } catch (KeeperException lost) {
      awaitConnection(lost);
    }
  }

  private void awaitConnection(KeeperException lost) throws InterruptedException {
    switch (lost.code()) {
      case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT -> {
        LOG.debug("A call to ZooKeeper was lost, trying again: {}", lost.getMessage());
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
      default -> throw new FencedOutException("The ZooKeeper session ended: " + lost.getMessage());
    }
  }

  private void noteTime(List<OpResult> results) {
    for (OpResult result : results) {
      if (result instanceof OpResult.SetDataResult set) {
        serverClock.saw(set.getStat().getMtime());
        return;
      }
    }
  }
}
