package epoch.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP connection that can be cut: a proxy on loopback in front of one port. What is lost in it
 * may have arrived.
 */
final class Link implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile boolean deaf;

  Link(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("link-" + target).start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Nothing gets through until {@link #mend}. */
  void cut() {
    cut = true;
    sockets.forEach(Link::close);
  }

  /** Requests get through, answers do not, until {@link #mend}. */
  void loseAnswers() {
    deaf = true;
  }

  /** All is well again; whoever waits for a lost answer is told that its connection is gone. */
  void mend() {
    boolean lost = deaf;
    cut = false;
    deaf = false;
    if (lost) {
      sockets.forEach(Link::close);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (cut) {
          close(client);
          continue;
        }
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // Closed.
        return;
      }
    }
  }

  private void connect(Socket client) {
    try {
      var upstream = new Socket(InetAddress.getLoopbackAddress(), target);
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(upstream);
      Thread.ofVirtual().start(() -> copy(client, upstream, false));
      copy(upstream, client, true);
    } catch (IOException e) {
      close(client);
    }
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[16_384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!(answers && deaf)) {
          to.getOutputStream().write(buffer, 0, read);
          to.getOutputStream().flush();
        }
      }
    } catch (IOException e) {
      // One side is gone, and so is the other.
      return;
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.forEach(Link::close);
  }
}
