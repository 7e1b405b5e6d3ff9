package epoch.desktop.runs;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The lines of a file that are loaded: one stretch of it, which grows at either end or moves. */
final class LogWindow {

  static final int MOST_LINES = 100_000;

  private final ObservableList<LogLine> lines = FXCollections.observableArrayList();

  /** Where the first line begins, and where what comes behind the last one does, in bytes. */
  private long from;

  private long to;

  /** How large the file is as far as that is known. */
  private long size;

  /** The begin of the last line, whose end has not come. */
  private String open = "";

  /** Shows that stretch and no other. */
  void show(LogSegment segment) {
    from = segment.from();
    to = segment.to();
    size = Math.max(size, to);
    open = segment.open();
    lines.setAll(segment.lines());
  }

  /** What comes before. */
  void prepend(LogSegment segment) {
    from = segment.from();
    lines.addAll(0, segment.lines());
    if (lines.size() > MOST_LINES) {
      to -= LogSegment.bytes(lines.subList(MOST_LINES, lines.size()));
      lines.remove(MOST_LINES, lines.size());
      open = "";
    }
  }

  /** What comes behind. */
  void append(LogSegment segment) {
    append(segment.lines(), segment.to());
    open = segment.open();
  }

  /** What was written behind the end; its last line may go on. */
  void write(String text, long next) {
    LogSegment fresh = LogSegment.of(to, next, open + text, false, false);
    if (!open.isEmpty() && !lines.isEmpty()) {
      lines.removeLast();
    }
    append(fresh.lines(), next);
    open = fresh.open();
  }

  private void append(List<LogLine> more, long next) {
    to = next;
    size = Math.max(size, to);
    lines.addAll(more);
    if (lines.size() > MOST_LINES) {
      // The oldest go; the file itself still has them.
      int many = lines.size() - MOST_LINES;
      from += LogSegment.bytes(lines.subList(0, many));
      lines.remove(0, many);
    }
  }

  ObservableList<LogLine> lines() {
    return lines;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  /** How large the file is as far as that is known. */
  long size() {
    return size;
  }

  /** Whether all of the file is loaded, as far as that is known. */
  boolean isWhole() {
    return !hasEarlier() && !hasLater();
  }

  boolean hasEarlier() {
    return from > 0;
  }

  boolean hasLater() {
    return to < size;
  }
}
