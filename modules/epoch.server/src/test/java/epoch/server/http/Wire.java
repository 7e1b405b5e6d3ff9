package epoch.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server, byte by byte: says what no well-behaved client would, and sees
 * exactly what comes back. Every answer must be one that {@link ApiDescription} foresees.
 */
public final class Wire implements AutoCloseable {

  public static final String ADMIN = "Authorization: Basic " + base64("admin:admin");
  public static final String GUEST = "Authorization: Basic " + base64("guest:guest");
  public static final String JSON = "Content-Type: application/json";

  /** A request; its headers as lines. */
  record Request(String method, String target, List<String> headers, byte[] body) {
    @Override
    public String toString() {
      String text = new String(body, StandardCharsets.UTF_8);
      String begin = text.substring(0, Math.min(2_000, text.length()));
      return method + " " + target + " " + headers + "\n" + begin;
    }
  }

  /** An answer. */
  public record Reply(int status, Map<String, List<String>> headers, byte[] body) {

    public String header(String name) {
      return String.join(",", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() throws IOException {
      return Json.read(text(), JsonNode.class);
    }
  }

  private final Socket socket;
  private final InputStream in;
  private String lastPath = "";
  private boolean described = true;

  public Wire(int port) throws IOException {
    this(InetAddress.getByName("127.0.0.1"), port);
  }

  Wire(InetAddress address, int port) throws IOException {
    this(new Socket(address, port));
  }

  /** From an address of this machine that is not the usual one. */
  public static Wire from(String local, int port) throws IOException {
    return new Wire(
        new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(local), 0));
  }

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(60_000);
    in = socket.getInputStream();
  }

  /** Sends one request on a connection of its own and reads the answer. */
  public static Reply send(
      int port, String method, String path, @Nullable String body, String... headers)
      throws IOException {
    try (Wire wire = new Wire(port)) {
      wire.request(method, path, body, headers);
      return wire.reply(method);
    }
  }

  public void request(String method, String path, @Nullable String body, String... headers)
      throws IOException {
    lastPath = path;
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: epoch.example:8080\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (body != null) {
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    write(bytes);
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The server is none of Epoch's: its answers are not checked. */
  Wire strange() {
    described = false;
    return this;
  }

  public Reply reply(String method) throws IOException {
    Reply reply = whole(method);
    if (described) {
      ApiDescription.check(method, lastPath, reply);
    }
    return reply;
  }

  /** Sends a made-up request; of an event stream only the head is read. */
  Reply exchange(Request made) throws IOException {
    StringBuilder head = new StringBuilder(made.method() + " " + made.target() + " HTTP/1.1\r\n");
    if (made.headers().stream().noneMatch(header -> header.startsWith("Host:"))) {
      head.append("Host: h\r\n");
    }
    made.headers().forEach(header -> head.append(header).append("\r\n"));
    if (made.body().length > 0) {
      head.append("Content-Length: ").append(made.body().length).append("\r\n");
    }
    write(head.append("\r\n").toString());
    write(made.body());
    lastPath = made.target();
    Reply answer = head();
    if (!answer.header("Content-Type").startsWith("text/event-stream")) {
      answer = rest(made.method(), answer);
    }
    ApiDescription.check(made.method(), made.target(), answer);
    return answer;
  }

  private Reply whole(String method) throws IOException {
    return rest(method, head());
  }

  private Reply rest(String method, Reply head) throws IOException {
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return head;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (head.header("Transfer-Encoding").equals("chunked")) {
      byte[] chunk = chunk();
      while (chunk.length > 0) {
        body.writeBytes(chunk);
        chunk = chunk();
      }
    } else if (head.headers().containsKey("content-length")) {
      body.writeBytes(bytes(Integer.parseInt(head.header("content-length"))));
    } else {
      body.writeBytes(in.readAllBytes());
    }
    return new Reply(head.status(), head.headers(), body.toByteArray());
  }

  /** Reads status and headers alone. */
  public Reply head() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new Reply(status, headers, new byte[0]);
  }

  /** Reads one chunk; empty at the end. */
  public byte[] chunk() throws IOException {
    byte[] chunk = bytes(Integer.parseInt(line(), 16));
    line();
    return chunk;
  }

  boolean atEnd() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer broke off");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the answer broke off after: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
