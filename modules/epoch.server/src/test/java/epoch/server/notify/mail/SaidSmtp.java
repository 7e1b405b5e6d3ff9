package epoch.server.notify.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** An SMTP server that answers some commands as it is told to, and offers STARTTLS. */
final class SaidSmtp implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Map<String, String> answers;
  private final SSLSocketFactory tls;
  private final boolean implicit;
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean encrypted;

  private SaidSmtp(Map<String, String> answers, SSLSocketFactory tls, boolean implicit)
      throws IOException {
    this.answers = answers;
    this.tls = tls;
    this.implicit = implicit;
    Thread.ofVirtual().name("said-smtp").start(this::accept);
  }

  /** Answers commands that begin so in this way. */
  static SaidSmtp saying(Map<String, String> answers) throws IOException {
    return new SaidSmtp(answers, null, false);
  }

  /** Offers STARTTLS, or speaks TLS from the first byte. */
  static SaidSmtp withTls(SSLSocketFactory tls, boolean implicit) throws IOException {
    return new SaidSmtp(Map.of(), tls, implicit);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** How many mails it took. */
  int taken() {
    return taken.get();
  }

  boolean encrypted() {
    return encrypted;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Socket socket = implicit ? secured(client) : client;
      say(socket.getOutputStream(), "220 said");
      if (talk(socket)) {
        talk(secured(socket));
      }
    } catch (IOException gone) {
      // The client went away, which some of its tests are about.
      return;
    }
  }

  private Socket secured(Socket client) throws IOException {
    var secure = (SSLSocket) tls.createSocket(client, "localhost", port(), true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    encrypted = true;
    return secure;
  }

  /** Speaks until the client quits, or wants TLS: then true. */
  private boolean talk(Socket client) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8), 1);
    OutputStream out = client.getOutputStream();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line;
      String answer =
          answers.entrySet().stream()
              .filter(entry -> command.startsWith(entry.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
      if (answer != null) {
        say(out, answer);
      } else if (command.startsWith("EHLO")) {
        say(out, tls != null && !encrypted ? "250-said\r\n250 STARTTLS" : "250 said");
      } else if (command.equals("STARTTLS")) {
        say(out, "220 go on");
        return true;
      } else if (command.equals("DATA")) {
        say(out, "354 go on");
        while (!".".equals(in.readLine())) {
          // what it says is of no matter here
        }
        taken.incrementAndGet();
        say(out, "250 taken");
      } else if (command.equals("QUIT")) {
        say(out, "221 bye");
        return false;
      } else {
        say(out, "250 ok");
      }
    }
    return false;
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
