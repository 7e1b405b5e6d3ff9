package epoch.desktop.runs;

import epoch.api.client.LiveStream;
import epoch.desktop.cluster.Reason;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;

/**
 * One log file of a task. It begins at its end, which is where the reason is; what lies before is
 * read on demand, what comes is followed while the task runs, and what is looked for is found
 * wherever in the file it is.
 */
final class LogTab implements AutoCloseable {

  /** From so many bytes on nobody reads single ones. */
  private static final long LARGE = 10_000_000;

  private static final double MB = 1_000_000;

  private final LogFile file;
  private final Runner runner;
  private final LogWindow window = new LogWindow();
  private final LogSearch search;
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("Reading …");
  private final BooleanProperty follow = new SimpleBooleanProperty(true);
  private Optional<LogEars> ears = Optional.empty();
  private Optional<LiveStream> stream = Optional.empty();

  /** Whether the file may still grow. */
  private boolean grows;

  private boolean reading;
  private boolean closed;

  LogTab(LogFile file, Runner runner) {
    this.file = file;
    this.runner = runner;
    this.search = new LogSearch(file, window, runner, this::arrive, this::say);
    // Who points something out wants to look at it.
    search
        .currentProperty()
        .subscribe(at -> {
          if (at.intValue() >= 0) {
            follow.set(false);
          }
        });
  }

  /** Reads the end of the file, and follows it if it may still grow. */
  void open(boolean mayGrow) {
    grows = mayGrow;
    read(
        file::end,
        segment -> {
          window.show(segment);
          listen();
          search.lastError();
        });
  }

  /** The file that it shows. */
  LogFile file() {
    return file;
  }

  /** Shows the end of the file. */
  void end() {
    read(
        file::end,
        segment -> {
          search.currentProperty().set(-1);
          window.show(segment);
          listen();
        });
  }

  /** Shows the begin of the file. */
  void begin() {
    follow.set(false);
    read(
        () -> file.after(0, LogFile.PIECE),
        segment -> {
          search.currentProperty().set(-1);
          move(segment);
        });
  }

  /** Reads what lies before. */
  void earlier() {
    if (window.hasEarlier()) {
      long at = window.from();
      read(() -> file.before(at, LogFile.PIECE), this::prepend);
    }
  }

  /** Reads what lies behind. */
  void later() {
    if (window.hasLater()) {
      long at = window.to();
      read(
          () -> file.after(at, LogFile.PIECE),
          segment -> {
            window.append(segment);
            if (!window.hasLater()) {
              listen();
            }
          });
    }
  }

  private void read(Runner.Work<LogSegment> work, Consumer<LogSegment> then) {
    if (reading) {
      return;
    }
    reading = true;
    runner.run(
        work,
        segment -> {
          reading = false;
          if (!closed) {
            then.accept(segment);
            say("");
            search.count();
          }
        },
        this::failed);
  }

  private void failed(IOException failure) {
    reading = false;
    state.set(Reason.of(failure));
  }

  /** Something was found there: it joins what is loaded, or takes its place. */
  private void arrive(LogSegment segment) {
    if (closed) {
      return;
    }
    if (segment.to() == window.from()) {
      prepend(segment);
    } else {
      move(segment);
    }
  }

  private void move(LogSegment segment) {
    window.show(segment);
    restIfElsewhere();
  }

  private void prepend(LogSegment segment) {
    window.prepend(segment);
    restIfElsewhere();
    IntegerProperty current = search.currentProperty();
    current.set(current.get() < 0 ? -1 : current.get() + segment.lines().size());
  }

  /** What is written at the end is no matter while something else is looked at. */
  private void restIfElsewhere() {
    if (window.hasLater()) {
      deafen();
    }
  }

  private void listen() {
    deafen();
    if (!grows || closed) {
      return;
    }
    LogEars hearing =
        new LogEars(
            runner,
            (text, next) -> {
              window.write(text, next);
              search.count();
              say("");
            },
            () -> say(""),
            state::set,
            why -> {
              grows = false;
              say(why);
            });
    ears = Optional.of(hearing);
    stream = Optional.of(file.follow(window.to(), hearing));
  }

  private void deafen() {
    ears.ifPresent(LogEars::stop);
    stream.ifPresent(LiveStream::close);
    ears = Optional.empty();
    stream = Optional.empty();
  }

  /** Says what is loaded, and more. */
  private void say(String more) {
    StringBuilder words = new StringBuilder("%,d lines".formatted(window.lines().size()));
    if (!window.isWhole()) {
      words.append(
          window.size() < LARGE
              ? ", bytes %,d to %,d of %,d".formatted(window.from(), window.to(), window.size())
              : ", %,.1f to %,.1f of %,.1f MB"
                  .formatted(window.from() / MB, window.to() / MB, window.size() / MB));
    }
    if (stream.isPresent() && grows) {
      words.append(", following");
    }
    state.set(more.isEmpty() ? words.toString() : words + "; " + more);
  }

  /** Goes to the next match, or the one before. */
  void nextMatch(int step) {
    search.nextMatch(step);
  }

  /** Goes to the next error, or the one before. */
  void nextError(int step) {
    search.nextError(step);
  }

  /** Stops looking through the file; tells whether there was anything to stop. */
  boolean stopLooking() {
    return search.stop();
  }

  String task() {
    return file.task();
  }

  /** What it is called. */
  String title() {
    return file.task() + " · " + file.name();
  }

  LogWindow window() {
    return window;
  }

  ObservableList<LogLine> lines() {
    return window.lines();
  }

  ReadOnlyStringProperty stateProperty() {
    return state.getReadOnlyProperty();
  }

  BooleanProperty followProperty() {
    return follow;
  }

  StringProperty searchProperty() {
    return search.textProperty();
  }

  ReadOnlyStringProperty foundProperty() {
    return search.foundProperty();
  }

  /** The line that is pointed out, or negative. */
  IntegerProperty currentProperty() {
    return search.currentProperty();
  }

  @Override
  public void close() {
    closed = true;
    search.stop();
    deafen();
  }
}
