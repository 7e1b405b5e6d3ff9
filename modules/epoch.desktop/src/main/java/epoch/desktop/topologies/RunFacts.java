package epoch.desktop.topologies;

import epoch.api.run.Run;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What a row shows of a run. */
record RunFacts(Run run) {

  /** Its state; a run of which a task cannot be told cannot be told either. */
  Look look() {
    boolean untold =
        !run.state().isTerminal()
            && run.tasks().values().stream().anyMatch(task -> task.state() == TaskState.UNKNOWN);
    return untold ? Look.UNKNOWN : Look.of(run.state());
  }

  String id() {
    return Plain.line(run.runId());
  }

  String why() {
    return run.runType() == RunType.INSTANT ? "Asked for" : "Scheduled";
  }

  String duration(Instant now) {
    Instant end = run.state().isTerminal() ? run.updated() : now;
    return TimeWords.duration(Duration.between(run.created(), end));
  }

  /** What went wrong first, or the state in the server's words. */
  String reason() {
    for (Map.Entry<String, TaskRun> task : run.tasks().entrySet()) {
      String error = task.getValue().errorMessage();
      if (error != null && !error.isEmpty()) {
        return Plain.line(task.getKey() + ": " + error);
      }
    }
    return run.message() == null ? "" : Plain.line(run.message());
  }
}
