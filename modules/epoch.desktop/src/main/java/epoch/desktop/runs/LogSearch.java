package epoch.desktop.runs;

import epoch.desktop.cluster.Reason;
import epoch.desktop.runs.LogFile.Hit;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * Looks for lines of a log: among those that are loaded first, then in the rest of the file, and
 * round its end.
 */
final class LogSearch {

  private final LogFile file;
  private final LogWindow window;
  private final Runner runner;
  private final Consumer<LogSegment> arrive;
  private final Consumer<String> say;
  private final StringProperty text = new SimpleStringProperty("");
  private final IntegerProperty current = new SimpleIntegerProperty(-1);
  private final ReadOnlyStringWrapper found = new ReadOnlyStringWrapper("");
  private boolean looking;
  private volatile boolean enough;

  /**
   * Makes it.
   *
   * @param arrive shows a stretch of the file in which something was found
   * @param say tells how far it is; nothing once it is over
   */
  LogSearch(
      LogFile file,
      LogWindow window,
      Runner runner,
      Consumer<LogSegment> arrive,
      Consumer<String> say) {
    this.file = file;
    this.window = window;
    this.runner = runner;
    this.arrive = arrive;
    this.say = say;
    text.addListener((_, _, _) -> count());
  }

  private static boolean matches(LogLine line, String wanted) {
    return line.text().toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static boolean isError(LogLine line) {
    return line.level() == LogLine.Level.ERROR;
  }

  private String wanted() {
    return text.get().toLowerCase(Locale.ROOT);
  }

  /** Counts the matches anew. */
  void count() {
    String wanted = wanted();
    if (wanted.isEmpty()) {
      found.set("");
      return;
    }
    long matches = 0;
    long before = 0;
    for (int i = 0; i < window.lines().size(); i++) {
      if (matches(window.lines().get(i), wanted)) {
        matches++;
        before += i <= current.get() ? 1 : 0;
      }
    }
    boolean part = !window.isWhole();
    found.set(
        matches == 0
            ? part ? "no match here" : "no match"
            : "%,d of %,d".formatted(Math.max(1, before), matches) + (part ? " here" : ""));
  }

  /** Goes to the next match, or the one before. */
  void nextMatch(int step) {
    String wanted = wanted();
    if (!wanted.isEmpty()) {
      go(step, line -> matches(line, wanted));
    }
  }

  /** Goes to the next error, or the one before. */
  void nextError(int step) {
    go(step, LogSearch::isError);
  }

  /** Points out the last error among the lines that are loaded, if there is one. */
  void lastError() {
    for (int i = window.lines().size() - 1; i >= 0; i--) {
      if (isError(window.lines().get(i))) {
        current.set(i);
        return;
      }
    }
  }

  private void go(int step, Predicate<LogLine> wanted) {
    List<LogLine> lines = window.lines();
    int size = lines.size();
    int begin = current.get() < 0 && step < 0 ? size : current.get();
    for (int i = 1; i <= size; i++) {
      long at = begin + (long) i * step;
      if ((at < 0 || at >= size) && !window.isWhole()) {
        break;
      }
      int index = Math.floorMod(at, size);
      if (wanted.test(lines.get(index))) {
        current.set(index);
        count();
        return;
      }
    }
    if (!window.isWhole()) {
      look(step, wanted);
    }
  }

  private void look(int step, Predicate<LogLine> wanted) {
    if (looking) {
      return;
    }
    looking = true;
    enough = false;
    long from = window.from();
    long to = window.to();
    long size = window.size();
    say.accept("Looking through the file …");
    runner.run(
        () -> {
          Optional<Hit> ahead = find(step, step < 0 ? from : to, step < 0 ? 0 : size, wanted);
          // What is loaded comes last and is looked through once more: it may have moved on.
          return ahead.isPresent() || enough
              ? ahead
              : find(step, step < 0 ? size : 0, step < 0 ? from : to, wanted);
        },
        this::landed,
        failure -> {
          looking = false;
          say.accept(Reason.of(failure));
        });
  }

  private Optional<Hit> find(int step, long start, long stop, Predicate<LogLine> wanted)
      throws IOException {
    return file.find(step, start, stop, wanted, this::progress, () -> enough);
  }

  private void progress(double part) {
    runner.show(() -> {
      if (looking) {
        say.accept("Looking through the file, %d %%; Esc stops".formatted(Math.round(100 * part)));
      }
    });
  }

  private void landed(Optional<Hit> hit) {
    looking = false;
    if (hit.isEmpty()) {
      say.accept(enough ? "Stopped looking" : "Not in the whole file");
      return;
    }
    arrive.accept(hit.get().around());
    current.set(hit.get().index());
    say.accept("");
    count();
  }

  /** Stops looking; tells whether there was anything to stop. */
  boolean stop() {
    boolean was = looking && !enough;
    enough = true;
    return was;
  }

  /** What is looked for. */
  StringProperty textProperty() {
    return text;
  }

  /** How many there are. */
  ReadOnlyStringProperty foundProperty() {
    return found.getReadOnlyProperty();
  }

  /** The line that is pointed out, or negative. */
  IntegerProperty currentProperty() {
    return current;
  }
}
