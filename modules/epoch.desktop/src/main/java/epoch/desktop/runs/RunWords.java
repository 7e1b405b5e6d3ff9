package epoch.desktop.runs;

import epoch.api.rest.RunEntry;
import epoch.api.run.Run;
import epoch.api.run.RunParameters;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is said of a run. */
public final class RunWords {

  private RunWords() {}

  /** Its look. */
  public static Look look(RunEntry entry) {
    return entry.waitingFor() == null ? Look.of(entry.run()) : Look.WAITING;
  }

  /** Why there is one. */
  public static String why(Run run) {
    return run.runType() == RunType.INSTANT ? "Asked for" : "By schedule";
  }

  /** How long it took, or takes. */
  public static String duration(Run run, Instant now) {
    Instant end = run.state().isTerminal() ? run.updated() : now;
    return TimeWords.duration(Duration.between(run.created(), end));
  }

  /**
   * In what it differs from its topology, such as {@code DAY=1, with arguments --full}; or empty.
   */
  static String parameters(Run run) {
    RunParameters asked = run.parameters();
    if (asked == null) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (asked.env() != null) {
      asked.env().forEach((name, value) -> parts.add(name + "=" + value));
    }
    if (asked.args() != null) {
      parts.add("with arguments " + String.join(" ", asked.args()));
    }
    return Plain.line(String.join(", ", parts));
  }

  /** What went wrong first, what it waits for, or the state in the server's words. */
  public static String reason(RunEntry entry) {
    if (entry.waitingFor() != null) {
      return "Waits: " + Plain.line(entry.waitingFor());
    }
    String failed = failure(entry.run());
    if (!failed.isEmpty()) {
      return failed;
    }
    if (entry.run().killedBy() != null) {
      return "Killed by " + Plain.line(entry.run().killedBy());
    }
    return entry.run().message() == null ? "" : Plain.line(entry.run().message());
  }

  /** Which task failed first and why, or empty. */
  public static String failure(Run run) {
    for (Map.Entry<String, TaskRun> task : run.tasks().entrySet()) {
      String error = task.getValue().errorMessage();
      if (error != null && !error.isEmpty()) {
        return Plain.line(task.getKey() + ": " + error);
      }
    }
    return "";
  }
}
