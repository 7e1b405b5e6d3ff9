package epoch.desktop.runs;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a log file, taken apart into lines.
 *
 * @param from where its first line begins, in bytes
 * @param to where what comes behind its last line begins
 * @param lines all between
 * @param open the last line as it was written, if its end has not come; otherwise empty
 */
record LogSegment(long from, long to, List<LogLine> lines, String open) {

  /**
   * Takes a piece of a file apart.
   *
   * @param begin where the piece begins
   * @param end where it ends
   * @param middle whether it begins in the middle of a line, which is left out
   * @param cut whether it ends in the middle of a line, which is left out
   */
  static LogSegment of(long begin, long end, String text, boolean middle, boolean cut) {
    List<LogLine> lines = new ArrayList<>();
    int at = 0;
    for (int stop = text.indexOf('\n'); stop >= 0; stop = text.indexOf('\n', at)) {
      lines.add(LogLine.of(text.substring(at, stop + 1)));
      at = stop + 1;
    }
    String rest = text.substring(at);
    // A line that is longer than the piece is shown in parts rather than not at all.
    boolean dropsFirst = middle && lines.size() + (rest.isEmpty() ? 0 : 1) > 1;
    if (dropsFirst) {
      lines.removeFirst();
    }
    long to = end;
    if (!rest.isEmpty()) {
      LogLine last = LogLine.of(rest);
      if (cut && !lines.isEmpty()) {
        to -= last.bytes();
        rest = "";
      } else {
        lines.add(last);
      }
    }
    // Counted from the end: a piece may begin in the middle of a character, which is not as long
    // as what stands for it.
    long from = dropsFirst ? to - bytes(lines) : begin;
    return new LogSegment(from, to, lines, rest);
  }

  static long bytes(List<LogLine> lines) {
    long bytes = 0;
    for (LogLine line : lines) {
      bytes += line.bytes();
    }
    return bytes;
  }
}
