package epoch.api.drove;

import java.util.Objects;

/**
 * A piece of a log file.
 *
 * @param data the text
 * @param offset where it starts, in bytes; the end of the file if no data was asked for
 */
public record LogChunk(String data, long offset) {

  public LogChunk {
    data = Objects.requireNonNullElse(data, "");
  }
}
