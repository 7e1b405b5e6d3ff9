package epoch.desktop.runs;

import epoch.api.client.LiveStream;
import epoch.api.client.LogListener;
import epoch.api.rest.LogRange;
import epoch.desktop.cluster.Session;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;

/**
 * A log file of a task, however large it is: it is read in pieces, never as a whole.
 *
 * @param session where it is read
 * @param topologyId whose
 * @param runId of which run
 * @param task of which task
 * @param name what it is called
 */
record LogFile(Session session, String topologyId, String runId, String task, String name) {

  static final int PIECE = 256 * 1024;

  /** The server reads no more at once. */
  static final int LARGE_PIECE = 4 * 1024 * 1024;

  /** The last lines. */
  LogSegment end() throws IOException {
    LogRange range = read(-PIECE, PIECE);
    return LogSegment.of(
        range.offset(), range.nextOffset(), range.data(), range.offset() > 0, false);
  }

  /** The lines before a place at which a line begins. */
  LogSegment before(long end, int length) throws IOException {
    long begin = Math.max(0, end - length);
    StringBuilder text = new StringBuilder();
    long at = begin;
    // Less may come at once than was asked for.
    while (at < end) {
      LogRange range = read(at, (int) (end - at));
      if (range.nextOffset() <= at) {
        break;
      }
      text.append(range.data());
      at = range.nextOffset();
    }
    return LogSegment.of(begin, end, text.toString(), begin > 0, false);
  }

  /** The lines from a place on at which a line begins. */
  LogSegment after(long begin, int length) throws IOException {
    LogRange range = read(begin, length);
    return LogSegment.of(
        begin, range.nextOffset(), range.data(), false, range.nextOffset() < range.size());
  }

  private LogRange read(long offset, int length) throws IOException {
    return session.client().readLog(topologyId, runId, task, name, offset, length);
  }

  /** Writes all that there is now into a file, and tells how many bytes of the log that is. */
  long save(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      long at = 0;
      LogRange range;
      do {
        range = read(at, LARGE_PIECE);
        out.write(range.data());
        at = Math.max(at, range.nextOffset());
      } while (range.nextOffset() > range.offset() && at < range.size());
      return at;
    }
  }

  /** Where a person can see it. */
  String link() throws IOException {
    return session.client().logLink(topologyId, runId, task);
  }

  /** Hears what is written from a place on. */
  LiveStream follow(long from, LogListener listener) {
    return session.client().followLog(topologyId, runId, task, name, from, listener);
  }

  /**
   * A line that was looked for.
   *
   * @param around the lines among which it is
   * @param index which of them
   */
  record Hit(LogSegment around, int index) {}

  /**
   * Looks for the last line before a place, or the first from it on.
   *
   * @param step negative: backwards
   * @param start where to begin
   * @param stop where to stop
   * @param progress is told which part has been looked through, on the calling thread
   * @param enough whether nobody wants to know any more
   */
  Optional<Hit> find(
      int step,
      long start,
      long stop,
      Predicate<LogLine> wanted,
      DoubleConsumer progress,
      BooleanSupplier enough)
      throws IOException {
    long at = start;
    while (step < 0 ? at > stop : at < stop) {
      if (enough.getAsBoolean()) {
        return Optional.empty();
      }
      LogSegment segment = step < 0 ? before(at, LARGE_PIECE) : after(at, LARGE_PIECE);
      Optional<Hit> hit = hit(segment, step, wanted);
      if (hit.isPresent()) {
        return hit;
      }
      long next = step < 0 ? segment.from() : segment.to();
      if (next == at) {
        return Optional.empty();
      }
      at = next;
      progress.accept((double) Math.abs(at - start) / Math.max(1, Math.abs(stop - start)));
    }
    return Optional.empty();
  }

  private static Optional<Hit> hit(LogSegment segment, int step, Predicate<LogLine> wanted) {
    int size = segment.lines().size();
    for (int i = 0; i < size; i++) {
      int at = step < 0 ? size - 1 - i : i;
      if (wanted.test(segment.lines().get(at))) {
        return Optional.of(new Hit(segment, at));
      }
    }
    return Optional.empty();
  }
}
