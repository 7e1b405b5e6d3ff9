package epoch.api.rest;

import java.util.Objects;

/**
 * A piece of a log file.
 *
 * @param offset where it starts, in bytes
 * @param nextOffset where the next piece starts
 * @param size of the whole file as far as it is known, in bytes
 * @param data the text
 */
public record LogRange(long offset, long nextOffset, long size, String data) {

  public LogRange {
    data = Objects.requireNonNullElse(data, "");
  }
}
