package epoch.api.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes a stream of server-sent events apart.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the format</a>
 */
final class SseReader {

  /**
   * One event.
   *
   * @param kind its name; {@code message} if it has none
   */
  record Message(String kind, String data) {}

  private final BufferedReader lines;
  private String lastId;

  /**
   * @param lastId the id that was seen last, empty if none was
   */
  SseReader(InputStream bytes, String lastId) {
    this.lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    this.lastId = lastId;
  }

  /** The id that was seen last, empty if none was. */
  String lastId() {
    return lastId;
  }

  /** Waits for the next event; null at the end. An event that was cut off is dropped. */
  @Nullable Message next() throws IOException {
    String kind = "";
    String id = lastId;
    StringBuilder data = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        lastId = id;
        if (data != null) {
          return new Message(kind.isEmpty() ? "message" : kind, data.toString());
        }
        kind = "";
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "event" -> kind = value;
        case "id" -> id = value;
        case "data" ->
            data = data == null ? new StringBuilder(value) : data.append('\n').append(value);
        default -> {
          // A comment, or what a later version says.
        }
      }
    }
    return null;
  }
}
