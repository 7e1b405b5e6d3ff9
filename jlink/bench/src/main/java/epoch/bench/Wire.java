package epoch.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection, one request after the other. A library's client costs as much
 * processor time as the server that it loads, which on a small machine would be measured as well;
 * this one costs next to nothing. Not thread safe.
 */
final class Wire implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 120_000;

  private final InetSocketAddress address;
  private final String head;
  private Socket socket = new Socket();
  private BufferedInputStream in = new BufferedInputStream(socketless());

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body the content, decoded from its chunks
   * @param next the target of the {@code Link} header to the next page; empty if there is none
   */
  record Reply(int status, byte[] body, String next) {
    boolean ok() {
      return status == 200;
    }
  }

  Wire(URI base, String user, String password) {
    this.address = new InetSocketAddress(base.getHost(), base.getPort());
    String credentials =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    this.head =
        "Host: "
            + base.getAuthority()
            + "\r\nAuthorization: Basic "
            + credentials
            + "\r\nAccept: application/json\r\n";
  }

  private static java.io.InputStream socketless() {
    return java.io.InputStream.nullInputStream();
  }

  Reply get(String target) throws IOException {
    return send("GET", target, new byte[0]);
  }

  /** Sends a request and waits for the whole answer; connects first if need be. */
  Reply send(String method, String target, byte[] body) throws IOException {
    if (!socket.isConnected() || socket.isClosed()) {
      connect();
    }
    try {
      write(method, target, body);
      return read();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Sends a GET and leaves the answer's content to be read as it comes. */
  BufferedInputStream stream(String target) throws IOException {
    connect();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    write("GET", target, new byte[0]);
    String status = line();
    if (!status.contains(" 200 ")) {
      throw new IOException(target + " answered " + status);
    }
    while (!line().isEmpty()) {
      // Nothing in the header matters here.
    }
    return in;
  }

  private void connect() throws IOException {
    close();
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(address, TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 15);
  }

  private void write(String method, String target, byte[] body) throws IOException {
    var request = new ByteArrayOutputStream(512 + body.length);
    String line = method + " " + target + " HTTP/1.1\r\n";
    String length =
        body.length == 0 && method.equals("GET")
            ? "\r\n"
            : (body.length == 0 ? "" : "Content-Type: application/json\r\n")
                + "Content-Length: "
                + body.length
                + "\r\n\r\n";
    request.writeBytes((line + head + length).getBytes(StandardCharsets.UTF_8));
    request.writeBytes(body);
    socket.getOutputStream().write(request.toByteArray());
  }

  private Reply read() throws IOException {
    String status = line();
    int length = -1;
    boolean chunked = false;
    boolean last = false;
    String next = "";
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = header.substring(colon + 1).strip();
      switch (name) {
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
        case "connection" -> last = value.equalsIgnoreCase("close");
        case "link" -> next = value.substring(value.indexOf('<') + 1, value.indexOf('>'));
        default -> {}
      }
    }
    byte[] body = chunked ? chunks() : in.readNBytes(Math.max(0, length));
    if (!chunked && body.length < length) {
      throw new EOFException("The answer broke off");
    }
    if (last) {
      close();
    }
    return new Reply(Integer.parseInt(status.split(" ", 3)[1]), body, next);
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      if (size == 0) {
        while (!line().isEmpty()) {
          // Trailers say nothing that is needed.
        }
        return body.toByteArray();
      }
      body.writeBytes(in.readNBytes(size));
      line();
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The connection was closed");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
