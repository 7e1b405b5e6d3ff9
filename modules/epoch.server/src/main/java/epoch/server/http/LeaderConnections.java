package epoch.server.http;

import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.UndertowClient;
import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.XnioIoThread;

/**
 * Connections to the leader, kept for reuse. With a cluster secret each has to prove first that a
 * member of this cluster is at its other end; the proof holds for that connection alone, so that
 * nobody can slip in later.
 *
 * <p>Every I/O thread has its own; all methods but {@link #close} are called on the thread in
 * question, and so are the callbacks.
 */
final class LeaderConnections {

  /** What becomes of a wish for a connection. */
  interface Callback {
    void connected(ClientConnection connection);

    /** There is none now; the reason is for the caller of the API. */
    void failed(String reason);

    /**
     * There will be none, because it is not the leader that listens there; it makes no sense to try
     * this one again at once.
     */
    void refused(String reason);
  }

  private static final long PATIENCE_SECONDS = 2;

  // Well below the time after which the other end closes what is idle.
  private static final long KEPT_IDLE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private record Idle(ClientConnection connection, URI leader, long since) {}

  private final LeaderProof proof;
  private final Map<XnioIoThread, ArrayDeque<Idle>> idle = new ConcurrentHashMap<>();

  LeaderConnections(Cluster cluster) {
    this.proof = new LeaderProof(cluster);
  }

  /** Finds or opens a connection to a leader. */
  void acquire(XnioIoThread thread, URI leader, ByteBufferPool buffers, Callback callback) {
    ArrayDeque<Idle> mine = idle.computeIfAbsent(thread, _ -> new ArrayDeque<>());
    while (!mine.isEmpty()) {
      Idle candidate = mine.removeLast();
      boolean fresh = System.nanoTime() - candidate.since() < KEPT_IDLE_NANOS;
      if (fresh && candidate.leader().equals(leader) && candidate.connection().isOpen()) {
        callback.connected(candidate.connection());
        return;
      }
      IoUtils.safeClose(candidate.connection());
    }
    Once once = new Once(callback);
    thread.executeAfter(
        () -> once.failed("The leader does not answer"), PATIENCE_SECONDS, TimeUnit.SECONDS);
    try {
      connect(thread, leader, InetAddress.ofLiteral(bare(leader.getHost())), buffers, once);
    } catch (IllegalArgumentException e) {
      // A name. Looking it up blocks, and would block a carrier of virtual threads as well as an
      // I/O thread.
      thread.getWorker().execute(() -> lookUp(thread, leader, buffers, once));
    }
  }

  /** Gives a connection back that has carried a whole exchange. */
  void release(URI leader, ClientConnection connection) {
    if (connection.isOpen()) {
      idle.computeIfAbsent(connection.getIoThread(), _ -> new ArrayDeque<>())
          .addLast(new Idle(connection, leader, System.nanoTime()));
    }
  }

  /** Closes what is idle. Called once the I/O threads have nothing to do any more. */
  void close() {
    idle.values()
        .forEach(connections -> connections.forEach(each -> IoUtils.safeClose(each.connection())));
  }

  private void lookUp(XnioIoThread thread, URI leader, ByteBufferPool buffers, Once once) {
    if (once.done) {
      return;
    }
    try {
      InetAddress address = InetAddress.getByName(leader.getHost());
      thread.execute(() -> connect(thread, leader, address, buffers, once));
    } catch (UnknownHostException e) {
      thread.execute(() -> once.failed("The leader's host is not known"));
    }
  }

  private void connect(
      XnioIoThread thread, URI leader, InetAddress address, ByteBufferPool buffers, Once once) {
    ClientCallback<ClientConnection> connected =
        new ClientCallback<>() {
          @Override
          public void completed(ClientConnection connection) {
            once.opened = connection;
            proof.demand(connection, leader, once);
          }

          @Override
          public void failed(IOException e) {
            once.failed("The leader cannot be reached");
          }
        };
    OptionMap options = OptionMap.create(Options.TCP_NODELAY, true, Options.KEEP_ALIVE, true);
    UndertowClient.getInstance()
        .connect(connected, literal(leader, address), thread, buffers, options);
  }

  private static URI literal(URI leader, InetAddress address) {
    String host = address.getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + leader.getPort() + "/");
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * Lets the first outcome through; a connection that comes too late, or has not proved itself in
   * time, is closed.
   */
  private static final class Once implements Callback {

    private final Callback callback;
    private volatile boolean done;
    private @Nullable ClientConnection opened;

    Once(Callback callback) {
      this.callback = callback;
    }

    @Override
    public void connected(ClientConnection connection) {
      if (done) {
        IoUtils.safeClose(connection);
      } else {
        done = true;
        callback.connected(connection);
      }
    }

    @Override
    public void failed(String reason) {
      if (!done) {
        done = true;
        IoUtils.safeClose(opened);
        callback.failed(reason);
      }
    }

    @Override
    public void refused(String reason) {
      if (!done) {
        done = true;
        callback.refused(reason);
      }
    }
  }
}
