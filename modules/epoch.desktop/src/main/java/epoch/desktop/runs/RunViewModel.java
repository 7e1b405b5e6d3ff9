package epoch.desktop.runs;

import epoch.api.client.EpochClient;
import epoch.api.rest.RunEntry;
import epoch.api.run.Run;
import epoch.api.run.TaskRun;
import epoch.api.topology.Topology;
import epoch.desktop.cluster.Asking;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Session;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One run: its reason first, its tasks, and the log that explains it. */
final class RunViewModel implements AutoCloseable {

  /** A run together with the tasks of its topology. */
  record Shown(RunEntry entry, TaskGraph graph) {}

  private final String topologyId;
  private final String runId;
  private final LogsViewModel logs;
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Asking<Shown> asking;
  private final Runnable unsubscribe;

  RunViewModel(Session session, Runner runner, Cluster cluster, String topologyId, String runId) {
    this.topologyId = topologyId;
    this.runId = runId;
    this.logs = new LogsViewModel(session, runner, topologyId, runId);
    this.asking = new Asking<>(session, runner, cluster, this::read, this::show);
    this.unsubscribe = cluster.onRun(this::moved);
  }

  /** Asks for the run. */
  void refresh() {
    asking.refresh();
  }

  private Shown read(EpochClient client) throws IOException {
    Run run = client.run(topologyId, runId);
    Topology topology = client.topology(topologyId).topology();
    return new Shown(RunEntry.of(run), TaskGraph.of(topology.task()));
  }

  private void moved(RunEntry entry) {
    if (entry.run().runId().equals(runId) && entry.run().topologyId().equals(topologyId)) {
      shown.get().ifPresent(now -> show(new Shown(entry, now.graph())));
      // The event may come without what is big; the whole of it follows.
      refresh();
    }
  }

  private void show(Shown newer) {
    if (!shown.get().equals(Optional.of(newer))) {
      shown.set(Optional.of(newer));
    }
    logs.ended(newer.entry().run().state().isTerminal());
    explain();
  }

  /** Opens the log that tells most, as soon as there is one; a run that has just begun has none. */
  void explain() {
    if (!logs.wasOpened()) {
      shown
          .get()
          .flatMap(now -> explaining(now.entry().run()))
          .ifPresent(task -> logs.openNewest(task));
    }
  }

  /** The task whose log tells most: one that failed, one that runs, or the last that ran. */
  static Optional<String> explaining(Run run) {
    Optional<String> last = Optional.empty();
    for (Look look : new Look[] {Look.FAILED, Look.RUNNING, Look.UNKNOWN, Look.CANCELLED}) {
      for (Map.Entry<String, TaskRun> task : run.tasks().entrySet()) {
        if (Look.of(task.getValue().state()) == look) {
          return Optional.of(task.getKey());
        }
        if (task.getValue().state().isTerminal()) {
          last = Optional.of(task.getKey());
        }
      }
    }
    return last;
  }

  /** Why it is as it is, in one sentence. */
  static String sentence(RunEntry entry) {
    Run run = entry.run();
    String failure = RunWords.failure(run);
    if (!failure.isEmpty()) {
      int colon = failure.indexOf(": ");
      return Plain.line(failure.substring(0, colon) + " failed: " + failure.substring(colon + 2));
    }
    String reason = RunWords.reason(entry);
    return reason.isEmpty() ? RunWords.look(entry).word() : reason;
  }

  String topologyId() {
    return topologyId;
  }

  String runId() {
    return runId;
  }

  LogsViewModel logs() {
    return logs;
  }

  ReadOnlyObjectProperty<Optional<Shown>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return asking.pictureProperty();
  }

  @Override
  public void close() {
    unsubscribe.run();
    logs.close();
  }
}
