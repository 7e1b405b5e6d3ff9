package epoch.desktop.runs;

import epoch.api.rest.LogFileList;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.work.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The logs of a run, several of them open at once. */
final class LogsViewModel implements AutoCloseable {

  private static final List<String> BEST = List.of("output.log", "stdout", "stderr", "out");

  private final Session session;
  private final Runner runner;
  private final String topologyId;
  private final String runId;
  private final ObservableList<LogTab> tabs = FXCollections.observableArrayList();
  private final ObjectProperty<Optional<LogTab>> selected =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private boolean asking;
  private boolean opened;
  private boolean over;
  private boolean closed;

  LogsViewModel(Session session, Runner runner, String topologyId, String runId) {
    this.session = session;
    this.runner = runner;
    this.topologyId = topologyId;
    this.runId = runId;
  }

  /** Whether the run has ended, so that its logs do not grow. */
  void ended(boolean newOver) {
    over = newOver;
  }

  /** Opens the log of a task, or shows the one that is open. */
  void openNewest(String task) {
    Optional<LogTab> there = tabs.stream().filter(tab -> tab.task().equals(task)).findFirst();
    if (there.isPresent()) {
      selected.set(there);
      return;
    }
    if (asking) {
      return;
    }
    asking = true;
    if (problem.get().isEmpty()) {
      problem.set("Asking which logs there are …");
    }
    runner.run(
        () -> session.client().logFiles(topologyId, runId, task).files(),
        files -> {
          asking = false;
          openAll(task, files);
        },
        failure -> {
          asking = false;
          problem.set(task + ": " + Reason.of(failure));
        });
  }

  private void openAll(String task, List<LogFileList.LogFile> files) {
    if (closed) {
      return;
    }
    if (files.isEmpty()) {
      problem.set(task + (over ? ": Drove has no log of it" : ": nothing is written yet"));
      return;
    }
    problem.set("");
    opened = true;
    List<LogFileList.LogFile> sorted = new ArrayList<>(files);
    sorted.sort((a, b) -> Integer.compare(rank(a), rank(b)));
    for (LogFileList.LogFile file : sorted) {
      LogTab tab = new LogTab(new LogFile(session, topologyId, runId, task, file.name()), runner);
      tabs.add(tab);
      tab.open(!over);
    }
    selected.set(tabs.stream().filter(tab -> tab.task().equals(task)).findFirst());
  }

  private static int rank(LogFileList.LogFile file) {
    int at = BEST.indexOf(file.name());
    return at < 0 ? BEST.size() : at;
  }

  /** Whether any log was open, be it that the operator closed it. */
  boolean wasOpened() {
    return opened;
  }

  /** Closes a tab. */
  void close(LogTab tab) {
    tab.close();
    int at = tabs.indexOf(tab);
    tabs.remove(tab);
    if (selected.get().filter(tab::equals).isPresent()) {
      selected.set(tabs.isEmpty() ? Optional.empty() : Optional.of(tabs.get(Math.max(0, at - 1))));
    }
  }

  /** Shows the next tab. */
  void nextTab() {
    if (!tabs.isEmpty()) {
      int at = selected.get().map(tabs::indexOf).orElse(-1);
      selected.set(Optional.of(tabs.get((at + 1) % tabs.size())));
    }
  }

  ObservableList<LogTab> tabs() {
    return tabs;
  }

  ObjectProperty<Optional<LogTab>> selectedProperty() {
    return selected;
  }

  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  @Override
  public void close() {
    closed = true;
    tabs.forEach(LogTab::close);
  }
}
