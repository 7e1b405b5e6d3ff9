package epoch.api.client;

import epoch.api.rest.LiveEvent;
import java.io.IOException;

/**
 * Hears what happens. Called on the stream's own thread, one call at a time; what takes long here
 * holds the stream up.
 */
public interface EventListener {

  /**
   * Something happened. After {@link LiveEvent.Reset} everything has to be loaded anew; before it,
   * nothing was left out, also over interruptions.
   */
  void happened(LiveEvent event);

  /** The stream is open, at first or again. */
  default void connected() {}

  /** The stream broke off; it is tried again by itself. */
  default void disconnected(IOException reason) {}

  /** The server refuses the stream, and it is over: an {@link EpochApiException} mostly. */
  default void refused(IOException reason) {}
}
