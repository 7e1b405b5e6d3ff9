package epoch.api.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A stream of server-sent events that is followed until it is closed, on a thread of its own: where
 * it breaks off, it goes on behind the last event that was heard, at whatever member answers.
 * Thread safe.
 */
public final class LiveStream implements AutoCloseable {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** Who hears what comes. */
  interface Ear {
    void connected();

    /** Hears an event; answers whether to go on. */
    boolean message(SseReader.Message message) throws IOException;

    void disconnected(IOException reason);

    void refused(IOException reason);
  }

  private final Transport transport;
  private final List<Query> query;
  private final String[] path;
  private final Ear ear;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Call call;

  /** Where the stream goes on; of its thread. */
  private String lastId = "";

  private LiveStream(Transport transport, List<Query> query, String[] path, Ear ear) {
    this.transport = transport;
    this.query = query;
    this.path = path;
    this.ear = ear;
    this.thread = Thread.ofVirtual().name("epoch-stream").unstarted(this::follow);
  }

  static LiveStream start(Transport transport, List<Query> query, String[] path, Ear ear) {
    var stream = new LiveStream(transport, query, path, ear);
    stream.thread.start();
    return stream;
  }

  /** Whether it is over, because it was closed, refused or told to its end. */
  public boolean isOver() {
    return !thread.isAlive();
  }

  /** Ends it; nothing is heard any more, except for a call that is under way. */
  @Override
  public void close() {
    closed = true;
    Call current = call;
    if (current != null) {
      current.cancel();
    }
    thread.interrupt();
  }

  private void follow() {
    Duration pause = FIRST_PAUSE;
    while (!closed && !transport.isClosed()) {
      IOException reason;
      String before = lastId;
      try {
        if (!read()) {
          return;
        }
        reason = new IOException("The server ended the stream");
      } catch (EpochApiException e) {
        if (e.status() < 500 && e.status() != 429) {
          closed = true;
          ear.refused(e);
          return;
        }
        reason = e;
      } catch (IOException e) {
        reason = e;
      }
      if (closed || transport.isClosed()) {
        return;
      }
      ear.disconnected(reason);
      pause = before.equals(lastId) ? longer(pause) : FIRST_PAUSE;
      try {
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /** Reads until it breaks off; answers whether to go on. */
  private boolean read() throws IOException {
    Call opening = transport.stream(query, lastId, path);
    call = opening;
    if (closed) {
      throw new InterruptedIOException("closed");
    }
    try (Response response = transport.open(opening)) {
      ear.connected();
      var reader = new SseReader(response.body().byteStream(), lastId);
      for (var message = reader.next(); message != null; message = reader.next()) {
        if (closed || !ear.message(message)) {
          return false;
        }
        lastId = reader.lastId();
      }
      lastId = reader.lastId();
      return true;
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
