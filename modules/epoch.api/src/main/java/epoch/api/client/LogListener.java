package epoch.api.client;

import epoch.api.rest.LogEnd;
import epoch.api.rest.LogPiece;
import java.io.IOException;

/**
 * Hears what a task writes. Called on the stream's own thread, one call at a time; what takes long
 * here holds the stream up.
 */
public interface LogListener {

  /** More was written; nothing is left out or told twice, also over interruptions. */
  void written(LogPiece piece);

  /** The task has ended and everything was read; the stream is over. */
  void ended(LogEnd end);

  /** The stream is open, at first or again. */
  default void connected() {}

  /** The stream broke off; it is tried again by itself. */
  default void disconnected(IOException reason) {}

  /** The server refuses the stream, and it is over: an {@link EpochApiException} mostly. */
  default void refused(IOException reason) {}
}
