package epoch.server.leader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on loopback that can let requests through and hold their answers back, cut what is
 * connected, and refuse to connect.
 */
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean answersLost;
  private volatile boolean away;

  public CuttingProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** From now on answers are swallowed: what is asked is done, and nobody hears of it. */
  void loseAnswers() {
    answersLost = true;
  }

  /** Cuts all connections, and lets new ones work again. */
  void cut() {
    answersLost = false;
    sockets.forEach(CuttingProxy::close);
  }

  /** Nothing gets through until {@link #back}. */
  public void away() {
    away = true;
    sockets.forEach(CuttingProxy::close);
  }

  public void back() {
    away = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (away) {
          close(client);
          continue;
        }
        var upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(upstream);
        if (away) {
          // Since it was accepted; whoever said so did not see these two.
          close(client);
          close(upstream);
        }
        Thread.ofVirtual().start(() -> copy(client, upstream, false));
        Thread.ofVirtual().start(() -> copy(upstream, client, true));
      } catch (IOException e) {
        // Closed, or the target is away: the client will try again.
        continue;
      }
    }
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!(answers && answersLost)) {
          out.write(buffer, 0, read);
          out.flush();
        }
      }
    } catch (IOException e) {
      // Cut.
      return;
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.forEach(CuttingProxy::close);
  }
}
