package epoch.api.rest;

import java.util.Objects;

/**
 * What was added to a log that is followed.
 *
 * @param offset where it starts, in bytes
 * @param nextOffset where the next piece starts
 * @param data the text
 */
public record LogPiece(long offset, long nextOffset, String data) {
  /** Its name in the stream. */
  public static final String KIND = "data";

  public LogPiece {
    data = Objects.requireNonNullElse(data, "");
  }
}
