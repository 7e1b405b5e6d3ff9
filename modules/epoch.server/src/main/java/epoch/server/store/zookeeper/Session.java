package epoch.server.store.zookeeper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Calls on one ZooKeeper session. They end with it: nothing here is ever repeated in another
 * session, which is what makes a leader's writes safe (a call that a client library repeats after a
 * session change would steal the next leader's token).
 *
 * <p>All calls block the calling (virtual) thread and are pipelined by ZooKeeper's client. Thread
 * safe.
 */
public final class Session {
  /** Reads in flight while many nodes are loaded. */
  private static final int READS_IN_FLIGHT = 1_000;

  private final ZooKeeper zooKeeper;
  private final long id;
  private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());

  /** Binds to the session that the handle has now; it must be connected. */
  public Session(ZooKeeper zooKeeper) {
    this.zooKeeper = zooKeeper;
    this.id = zooKeeper.getSessionId();
  }

  /** The session's id, by which its ephemeral nodes are known. */
  public long id() {
    return id;
  }

  /** The session time-out that was negotiated, milliseconds. */
  public int timeoutMillis() {
    return zooKeeper.getSessionTimeout();
  }

  /**
   * When the last answered call had been <em>sent</em>, by {@link System#nanoTime()}: at that
   * moment at the earliest the server saw the session alive.
   */
  public long lastAnswerNanos() {
    return lastAnswer.get();
  }

  /** Whether the handle is connected at the moment; true proves little, false a lot. */
  public boolean isConnected() {
    return zooKeeper.getState().isConnected();
  }

  /** The node, or empty if there is none. */
  public Optional<Node> read(String path) throws KeeperException, InterruptedException {
    return await(readAsync(path));
  }

  /** Those of the nodes that exist, by path. Reads many at a time. */
  public Map<String, Node> readAll(List<String> paths)
      throws KeeperException, InterruptedException {
    var room = new Semaphore(READS_IN_FLIGHT);
    var answers = new ArrayList<CompletableFuture<Optional<Node>>>(paths.size());
    for (String path : paths) {
      room.acquire();
      var answer = readAsync(path);
      answers.add(answer.whenComplete((node, error) -> room.release()));
    }
    var nodes = HashMap.<String, Node>newHashMap(paths.size());
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      await(answers.get(i)).ifPresent(node -> nodes.put(path, node));
    }
    return nodes;
  }

  /** The names of the node's children; none if it does not exist. */
  public List<String> children(String path) throws KeeperException, InterruptedException {
    var answer = new CompletableFuture<List<String>>();
    long sent = System.nanoTime();
    zooKeeper.getChildren(
        path,
        false,
        (rc, at, context, names, stat) -> {
          switch (answered(rc, sent)) {
            case OK -> answer.complete(names);
            case NONODE -> answer.complete(List.of());
            case Code code -> answer.completeExceptionally(KeeperException.create(code, path));
          }
        },
        null);
    return await(answer);
  }

  /** Waits until this server has seen all that was written before. */
  public void sync(String path) throws KeeperException, InterruptedException {
    var answer = new CompletableFuture<Boolean>();
    long sent = System.nanoTime();
    zooKeeper.sync(path, (rc, at, context) -> complete(answer, rc, sent, path, true), null);
    await(answer);
  }

  /** Creates the persistent node and its parents where they are missing; existing ones stay. */
  public void ensure(String path) throws KeeperException, InterruptedException {
    int slash = path.lastIndexOf('/');
    if (path.length() <= 1 || read(path).isPresent()) {
      return;
    }
    if (slash > 0) {
      ensure(path.substring(0, slash));
    }
    var answer = new CompletableFuture<Boolean>();
    long sent = System.nanoTime();
    zooKeeper.create(
        path,
        new byte[0],
        ZooDefs.Ids.OPEN_ACL_UNSAFE,
        CreateMode.PERSISTENT,
        (rc, at, context, name) -> {
          int outcome = rc == Code.NODEEXISTS.intValue() ? Code.OK.intValue() : rc;
          complete(answer, outcome, sent, path, true);
        },
        null);
    await(answer);
  }

  /**
   * One transaction, sent once.
   *
   * @throws MultiFailedException if an operation of it was refused: nothing was changed
   * @throws KeeperException if the call failed as a whole; after a lost connection it may have been
   *     carried out
   */
  public List<OpResult> multi(List<Op> operations)
      throws MultiFailedException, KeeperException, InterruptedException {
    var answer = new CompletableFuture<List<OpResult>>();
    long sent = System.nanoTime();
    zooKeeper.multi(
        operations,
        (rc, at, context, results) -> {
          Code code = answered(rc, sent);
          if (code == Code.OK) {
            answer.complete(results);
          } else {
            int index = refused(results);
            answer.completeExceptionally(
                index < 0
                    ? KeeperException.create(code)
                    : new MultiFailedException(code, index, operations.get(index).getPath()));
          }
        },
        null);
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MultiFailedException refused) {
        throw refused;
      }
      throw keeperException(e);
    }
  }

  /** The first operation that was refused for its own sake, or -1. */
  private static int refused(List<OpResult> results) {
    if (results != null) {
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i) instanceof OpResult.ErrorResult error
            && error.getErr() != Code.OK.intValue()
            && error.getErr() != Code.RUNTIMEINCONSISTENCY.intValue()) {
          return i;
        }
      }
    }
    return -1;
  }

  private CompletableFuture<Optional<Node>> readAsync(String path) {
    var answer = new CompletableFuture<Optional<Node>>();
    long sent = System.nanoTime();
    zooKeeper.getData(
        path,
        false,
        (rc, at, context, data, stat) -> {
          switch (answered(rc, sent)) {
            case OK -> answer.complete(Optional.of(node(data, stat)));
            case NONODE -> answer.complete(Optional.empty());
            case Code code -> answer.completeExceptionally(KeeperException.create(code, path));
          }
        },
        null);
    return answer;
  }

  private static Node node(byte[] data, Stat stat) {
    byte[] bytes = data == null ? new byte[0] : data;
    return new Node(
        bytes, stat.getVersion(), stat.getMtime(), stat.getEphemeralOwner(), stat.getNumChildren());
  }

  private <T> void complete(CompletableFuture<T> answer, int rc, long sent, String path, T value) {
    Code code = answered(rc, sent);
    if (code == Code.OK) {
      answer.complete(value);
    } else {
      answer.completeExceptionally(KeeperException.create(code, path));
    }
  }

  /** Notes that the server answered, unless the answer was made up by the client. */
  private Code answered(int rc, long sent) {
    Code code = Code.get(rc);
    switch (code) {
      case CONNECTIONLOSS, SESSIONEXPIRED, OPERATIONTIMEOUT, REQUESTTIMEOUT, AUTHFAILED -> {}
      default -> lastAnswer.accumulateAndGet(sent, (a, b) -> b - a > 0 ? b : a);
    }
    return code;
  }

  private static <T> T await(CompletableFuture<T> answer)
      throws KeeperException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw keeperException(e);
    }
  }

  private static KeeperException keeperException(ExecutionException e) {
    if (e.getCause() instanceof KeeperException cause) {
      return cause;
    }
    throw new IllegalStateException("ZooKeeper's client failed", e.getCause());
  }
}
