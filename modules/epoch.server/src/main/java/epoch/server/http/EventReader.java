package epoch.server.http;

import epoch.api.rest.LiveEvent;
import epoch.server.live.Feed;
import epoch.server.live.LiveEntry;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * One reader of a feed. It holds a place in the feed and not a queue of its own, so it costs nobody
 * anything while it does not read; who falls too far behind is cut off, and comes back where it
 * was. Everything happens on the I/O thread of its connection.
 */
final class EventReader {

  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

  /** What is put together for one reader at a time, bytes. */
  private static final int BATCH = 64 * 1024;

  /** How soon a client should come back, milliseconds. */
  private static final int RETRY_MILLIS = 1_000;

  private final HttpServerExchange exchange;
  private final StreamSinkChannel channel;
  private final Feed feed;
  private final EventSelection selection;
  private final EventBatch shared;
  private final Authentication.Standing standing;
  private ByteBuffer pending;
  private long after;
  private boolean waiting;
  private boolean over;
  private long waitingSince;

  /**
   * @param shared what was put together last for the readers of this thread
   */
  EventReader(
      HttpServerExchange exchange,
      StreamSinkChannel channel,
      Feed feed,
      EventSelection selection,
      Feed.Begin begin,
      EventBatch shared,
      Authentication.Standing standing) {
    this.exchange = exchange;
    this.channel = channel;
    this.feed = feed;
    this.selection = selection;
    this.shared = shared;
    this.standing = standing;
    this.after = begin.after();
    this.pending = opening(begin);
    channel.getWriteSetter().set(_ -> writable());
  }

  /** The first words: where the stream begins, and who tells. */
  private ByteBuffer opening(Feed.Begin begin) {
    String id = feed.id(after);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("retry: " + RETRY_MILLIS + "\nid: " + id + "\n\n"));
    if (begin.reset() != null) {
      bytes.writeBytes(LiveEntry.frame(id, new LiveEvent.Reset(begin.reset())));
    }
    if (selection.takes(LiveEvent.Leader.KIND)) {
      bytes.writeBytes(LiveEntry.frame(id, new LiveEvent.Leader(feed.leader())));
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  boolean isOver() {
    return over;
  }

  /** Sends what there is, as far as the connection takes it. */
  void pump() {
    if (over || waiting) {
      return;
    }
    try {
      do {
        if (!drained()) {
          await();
          return;
        }
      } while (!over && more());
      if (!over && !channel.flush()) {
        await();
      }
    } catch (IOException e) {
      LOG.debug("A reader of events is gone: {}", e.toString());
      cutOff();
    } catch (RuntimeException e) {
      LOG.error("A reader of events failed and is cut off", e);
      cutOff();
    }
  }

  private boolean drained() throws IOException {
    while (pending.hasRemaining()) {
      if (channel.write(pending) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Finds what to send next; answers whether there is something. */
  private boolean more() throws IOException {
    long last = feed.last();
    while (after < last) {
      if (last - after > feed.kept() / 2) {
        // Half of what is kept is left, so that it can still come back where it was.
        LOG.info("A reader of events is {} behind and cut off", last - after);
        cutOff();
        return false;
      }
      EventBatch.Piece piece = shared.of(feed, selection, after, last, BATCH);
      if (piece == null) {
        cutOff();
        return false;
      }
      after = piece.last();
      if (piece.bytes().length > 0) {
        pending = ByteBuffer.wrap(piece.bytes());
        return true;
      }
    }
    if (feed.isClosed()) {
      end();
    }
    return false;
  }

  /** Waits for the connection to take more. */
  private void await() {
    waiting = true;
    waitingSince = System.nanoTime();
    channel.resumeWrites();
  }

  private void writable() {
    channel.suspendWrites();
    waiting = false;
    pump();
  }

  /** Shows that somebody is there, where nothing else does. */
  void heartbeat(long patienceNanos) {
    if (over) {
      return;
    }
    if (waiting) {
      if (System.nanoTime() - waitingSince > patienceNanos) {
        LOG.info("A reader of events does not read and is cut off");
        cutOff();
      }
      return;
    }
    // With the place, so that a reader to whom nothing is told for long can go on as well.
    pending = ByteBuffer.wrap(ascii(": heartbeat\nid: " + feed.id(after) + "\n\n"));
    pump();
  }

  /** Ends the stream if the reader may not read any more. */
  void checkStanding() {
    if (!over && !standing.holds()) {
      LOG.info("A reader of events has no session any more");
      end();
    }
  }

  /** Ends the stream properly, so that the client comes back. */
  void end() {
    if (over) {
      return;
    }
    if (waiting || pending.hasRemaining()) {
      cutOff();
      return;
    }
    over = true;
    exchange.endExchange();
  }

  private void cutOff() {
    over = true;
    IoUtils.safeClose(exchange.getConnection());
    exchange.endExchange();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
