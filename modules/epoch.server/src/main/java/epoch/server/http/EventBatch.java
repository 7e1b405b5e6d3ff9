package epoch.server.http;

import epoch.server.live.Feed;
import epoch.server.live.LiveEntry;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts events together for readers. Most readers of a thread want everything and are at the same
 * place, so the last piece is kept for the next one. Used by one thread.
 */
final class EventBatch {

  /**
   * Some events.
   *
   * @param bytes as they are sent; for nobody to change
   * @param last the number of the last event that was looked at
   */
  record Piece(byte[] bytes, long last) {}

  private record Key(Feed feed, EventSelection selection, long after, long until) {}

  private @Nullable Key key;
  private @Nullable Piece piece;

  /**
   * The events behind a place, as many as fit.
   *
   * @return null if some are not kept any more
   */
  @Nullable Piece of(Feed feed, EventSelection selection, long after, long until, int most) {
    var wanted = new Key(feed, selection, after, until);
    if (!wanted.equals(key)) {
      piece = join(feed, selection, after, until, most);
      key = wanted;
    }
    return piece;
  }

  private static @Nullable Piece join(
      Feed feed, EventSelection selection, long after, long until, int most) {
    var bytes = new ByteArrayOutputStream();
    long at = after;
    while (at < until && bytes.size() < most) {
      LiveEntry entry = feed.entry(at + 1);
      if (entry == null) {
        return null;
      }
      if (selection.takes(entry)) {
        bytes.writeBytes(entry.frame());
      }
      at++;
    }
    return new Piece(bytes.toByteArray(), at);
  }
}
