package epoch.desktop.runs;

import epoch.api.client.LiveStream;
import epoch.api.client.LogListener;
import epoch.api.rest.LogEnd;
import epoch.api.rest.LogPiece;
import epoch.api.rest.LogRange;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * One log file of a task. It begins at its end, which is where the reason is; what lies before is
 * read on demand, and what comes is followed while the task runs.
 */
final class LogTab implements AutoCloseable {

  static final int PIECE = 256 * 1024;
  static final int MOST_LINES = 100_000;

  private final Session session;
  private final Runner runner;
  private final String topologyId;
  private final String runId;
  private final String task;
  private final String file;
  private final ObservableList<LogLine> lines = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("Reading …");
  private final BooleanProperty follow = new SimpleBooleanProperty(true);
  private final StringProperty search = new SimpleStringProperty("");
  private final IntegerProperty current = new SimpleIntegerProperty(-1);
  private final ReadOnlyStringWrapper found = new ReadOnlyStringWrapper("");
  private Optional<LiveStream> stream = Optional.empty();

  /** Guards what the thread of the stream has heard and the screen has not shown. */
  private final Object lock = new Object();

  private StringBuilder heard = new StringBuilder();
  private boolean flushing;

  /** The begin of the last line, whose end has not come. */
  private String open = "";

  private long from;
  private long to;
  private boolean asking;
  private boolean closed;

  LogTab(
      Session session, Runner runner, String topologyId, String runId, String task, String file) {
    this.session = session;
    this.runner = runner;
    this.topologyId = topologyId;
    this.runId = runId;
    this.task = task;
    this.file = file;
    search.addListener((_, _, _) -> searched());
  }

  /** Reads the end of the file, and follows it if it may still grow. */
  void open(boolean grows) {
    asking = true;
    runner.run(
        () -> session.client().readLog(topologyId, runId, task, file, -PIECE, PIECE),
        range -> {
          asking = false;
          from = range.offset();
          to = range.nextOffset();
          append(from == 0 ? range.data() : behindFirstBreak(range));
          said(grows);
          lastError();
          if (grows && !closed) {
            startFollowing();
          }
        },
        this::failed);
  }

  /** A piece that does not begin the file begins in the middle of a line, or of a character. */
  private String behindFirstBreak(LogRange range) {
    int end = range.data().indexOf('\n');
    if (end < 0) {
      return range.data();
    }
    from =
        range.offset() + range.data().substring(0, end + 1).getBytes(StandardCharsets.UTF_8).length;
    return range.data().substring(end + 1);
  }

  private void failed(IOException failure) {
    asking = false;
    state.set(Reason.of(failure));
  }

  private void said(boolean grows) {
    String size = "%,d lines".formatted(lines.size());
    state.set(
        (from > 0 ? size + " from byte %,d on".formatted(from) : size)
            + (grows ? ", following" : ""));
  }

  private void startFollowing() {
    stream =
        Optional.of(
            session
                .client()
                .followLog(
                    topologyId,
                    runId,
                    task,
                    file,
                    to,
                    new LogListener() {
                      @Override
                      public void written(LogPiece piece) {
                        hear(piece.data());
                      }

                      @Override
                      public void ended(LogEnd end) {
                        runner.show(() -> over("the task has ended"));
                      }

                      @Override
                      public void disconnected(IOException reason) {
                        runner.show(() -> state.set("Broken off; trying again"));
                      }

                      @Override
                      public void connected() {
                        runner.show(() -> said(true));
                      }

                      @Override
                      public void refused(IOException reason) {
                        runner.show(() -> over(Reason.of(reason)));
                      }
                    }));
  }

  private void over(String why) {
    said(false);
    state.set(state.get() + "; " + why);
  }

  private void hear(String text) {
    synchronized (lock) {
      heard.append(text);
      if (flushing) {
        return;
      }
      flushing = true;
    }
    runner.show(this::flush);
  }

  private void flush() {
    String text;
    synchronized (lock) {
      flushing = false;
      text = heard.toString();
      heard = new StringBuilder();
    }
    if (!closed) {
      append(text);
      said(true);
    }
  }

  private void append(String text) {
    if (text.isEmpty()) {
      return;
    }
    String all = open + text;
    List<LogLine> fresh = new ArrayList<>();
    int at = 0;
    for (int end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', at)) {
      fresh.add(LogLine.of(all.substring(at, end)));
      at = end + 1;
    }
    boolean continued = !open.isEmpty();
    open = all.substring(at);
    if (!open.isEmpty()) {
      fresh.add(LogLine.of(open));
    }
    if (continued && !lines.isEmpty()) {
      lines.removeLast();
    }
    lines.addAll(fresh);
    if (lines.size() > MOST_LINES) {
      // The oldest go; the file itself still has them.
      lines.remove(0, lines.size() - MOST_LINES);
    }
    searched();
  }

  /** Reads what lies before. */
  void earlier() {
    if (asking || from <= 0) {
      return;
    }
    asking = true;
    long end = from;
    long begin = Math.max(0, end - PIECE);
    runner.run(
        () -> session.client().readLog(topologyId, runId, task, file, begin, (int) (end - begin)),
        range -> {
          asking = false;
          from = range.offset();
          String text = from == 0 ? range.data() : behindFirstBreak(range);
          List<LogLine> older = text.isEmpty() ? List.of() : text.lines().map(LogLine::of).toList();
          lines.addAll(0, older);
          current.set(current.get() < 0 ? -1 : current.get() + older.size());
          said(stream.isPresent());
          searched();
        },
        this::failed);
  }

  /** Whether there is more before what was read. */
  boolean hasEarlier() {
    return from > 0;
  }

  private void searched() {
    String wanted = search.get().toLowerCase(Locale.ROOT);
    if (wanted.isEmpty()) {
      found.set("");
      return;
    }
    long matches = lines.stream().filter(line -> matches(line, wanted)).count();
    long before =
        lines.stream().limit(current.get() + 1L).filter(line -> matches(line, wanted)).count();
    found.set(matches == 0 ? "no match" : "%,d of %,d".formatted(Math.max(1, before), matches));
  }

  private static boolean matches(LogLine line, String wanted) {
    return line.text().toLowerCase(Locale.ROOT).contains(wanted);
  }

  /** Goes to the next match, or the one before. */
  void nextMatch(int step) {
    String wanted = search.get().toLowerCase(Locale.ROOT);
    if (!wanted.isEmpty()) {
      go(step, line -> matches(line, wanted));
      searched();
    }
  }

  /** Goes to the next error, or the one before. */
  void nextError(int step) {
    go(step, line -> line.level() == LogLine.Level.ERROR);
  }

  private void lastError() {
    current.set(lines.size());
    nextError(-1);
    if (current.get() >= lines.size()) {
      current.set(-1);
    }
  }

  private void go(int step, Predicate<LogLine> wanted) {
    int size = lines.size();
    for (int i = 1; i <= size; i++) {
      int at = Math.floorMod(current.get() + (long) i * step, size);
      if (wanted.test(lines.get(at))) {
        follow.set(false);
        current.set(at);
        return;
      }
    }
  }

  String task() {
    return task;
  }

  /** What it is called. */
  String title() {
    return task + " · " + file;
  }

  ObservableList<LogLine> lines() {
    return lines;
  }

  ReadOnlyStringProperty stateProperty() {
    return state.getReadOnlyProperty();
  }

  BooleanProperty followProperty() {
    return follow;
  }

  StringProperty searchProperty() {
    return search;
  }

  ReadOnlyStringProperty foundProperty() {
    return found.getReadOnlyProperty();
  }

  /** The line that is pointed out, or negative. */
  IntegerProperty currentProperty() {
    return current;
  }

  @Override
  public void close() {
    closed = true;
    stream.ifPresent(LiveStream::close);
  }
}
