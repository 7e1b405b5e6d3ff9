package epoch.server.leader;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A proxy before a ZooKeeper that reads the messages: of one transaction it takes the answer away,
 * when the server has given it, and cuts the connection. So that transaction is certainly made, and
 * whoever made it certainly does not know.
 */
final class AnswerThief implements AutoCloseable {
  private static final int MULTI = 14;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable String> wanted = new AtomicReference<>();
  private final AtomicInteger stolen = new AtomicInteger();

  AnswerThief(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("thief").start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** The answer to the next transaction in which this stands, a part of a path, gets lost. */
  void stealFrom(String part) {
    wanted.set(part);
  }

  /** How many answers got lost. */
  int stolen() {
    return stolen.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // Closed.
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(upstream);
      // The number of the request whose answer is not passed on; 0 is no such number.
      var mark = new AtomicInteger();
      Thread.ofVirtual().start(() -> questions(client, upstream, mark));
      answers(upstream, client, mark);
    } catch (EOFException | SocketException e) {
      // One side is gone, and with this method the other.
      return;
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      sockets.removeIf(Socket::isClosed);
    }
  }

  private void questions(Socket client, Socket upstream, AtomicInteger mark) {
    try {
      var in = new DataInputStream(client.getInputStream());
      var out = new DataOutputStream(upstream.getOutputStream());
      // The first message opens the session, and has another form.
      pass(message(in), out);
      while (true) {
        byte[] message = message(in);
        String part = wanted.get();
        if (part != null
            && ByteBuffer.wrap(message).getInt(4) == MULTI
            && new String(message, StandardCharsets.ISO_8859_1).contains(part)
            && wanted.compareAndSet(part, null)) {
          mark.set(ByteBuffer.wrap(message).getInt());
        }
        pass(message, out);
      }
    } catch (IOException e) {
      CuttingProxy.close(upstream);
    }
  }

  private void answers(Socket upstream, Socket client, AtomicInteger mark) throws IOException {
    var in = new DataInputStream(upstream.getInputStream());
    var out = new DataOutputStream(client.getOutputStream());
    pass(message(in), out);
    while (true) {
      byte[] message = message(in);
      int number = ByteBuffer.wrap(message).getInt();
      if (number != 0 && number == mark.get()) {
        stolen.incrementAndGet();
        return;
      }
      pass(message, out);
    }
  }

  private static byte[] message(DataInputStream in) throws IOException {
    byte[] message = new byte[in.readInt()];
    in.readFully(message);
    return message;
  }

  private static void pass(byte[] message, DataOutputStream out) throws IOException {
    out.write(ByteBuffer.allocate(4 + message.length).putInt(message.length).put(message).array());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.forEach(CuttingProxy::close);
  }
}
