package epoch.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioIoThread;

/**
 * The readers of one I/O thread. One wake-up serves them all, however much happened, and between
 * two of them there is a pause in proportion to what the first took: so readers never get more than
 * a part of a thread that answers requests too, and a storm of events is sent in larger pieces.
 *
 * <p>{@link #wake} and {@link #end} may be called on any thread, all else is called on this one.
 */
final class EventReaders {

  private static final Logger LOG = LoggerFactory.getLogger(EventReaders.class);

  /** The pause after a round, as a multiple of the time that it took. */
  private static final int PAUSE = 2;

  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final XnioIoThread thread;
  private final Streams.Pace pace;
  private final List<EventReader> readers = new ArrayList<>();
  private final EventBatch batch = new EventBatch();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile long notBefore = System.nanoTime();
  private boolean ticking;
  private int ticks;

  EventReaders(XnioIoThread thread, Streams.Pace pace) {
    this.thread = thread;
    this.pace = pace;
  }

  EventBatch batch() {
    return batch;
  }

  void add(EventReader reader) {
    readers.add(reader);
    reader.pump();
    if (!ticking) {
      ticking = true;
      later(this::tick, pace.tick().toNanos());
    }
  }

  void remove(EventReader reader) {
    readers.remove(reader);
  }

  /** Something happened. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      later(this::round, Math.max(0, notBefore - System.nanoTime()));
    }
  }

  private void round() {
    woken.set(false);
    long start = System.nanoTime();
    each(EventReader::pump);
    long end = System.nanoTime();
    notBefore = end + Math.min(PAUSE * (end - start), LONGEST_PAUSE_NANOS);
  }

  private void tick() {
    if (readers.isEmpty()) {
      ticking = false;
      return;
    }
    later(this::tick, pace.tick().toNanos());
    if (++ticks % pace.ticksPerCheck() == 0) {
      each(EventReader::checkStanding);
    }
    each(reader -> reader.heartbeat(pace.patience().toNanos()));
  }

  /** Ends all streams; may be called on any thread. */
  void end() {
    later(() -> each(EventReader::end), 0);
  }

  /** A reader that ends leaves the list at once. */
  private void each(Consumer<EventReader> work) {
    List.copyOf(readers).forEach(work);
  }

  private void later(Runnable work, long nanos) {
    try {
      if (nanos <= 0) {
        thread.execute(work);
      } else {
        thread.executeAfter(work, nanos, TimeUnit.NANOSECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("The server stops, and so do the streams");
    }
  }
}
