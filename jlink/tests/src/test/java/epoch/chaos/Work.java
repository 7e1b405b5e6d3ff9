package epoch.chaos;

import epoch.api.container.CommandExecutable;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Retry;
import epoch.api.topology.RetryOn;
import epoch.api.topology.Task;
import epoch.api.topology.When;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run does: one task, or a graph of several.
 *
 * @param parts its tasks
 * @param sleepSeconds how long each of them takes
 * @param temper how its tasks end that need not fail
 */
record Work(List<Part> parts, int sleepSeconds, Temper temper) {

  /** What the end of a task depends on. */
  enum Temper {
    /** It does well. */
    STEADY("exit 0"),
    /** The first attempt fails, and there may be more. */
    RETRIED("test $EPOCH_ATTEMPT -gt 1"),
    /** It fails unless its fire time lies in the last ten seconds of half a minute. */
    MOODY("case $EPOCH_FIRE_TIME in *:[25]?Z) exit 0;; *) exit 1;; esac");

    private final String ending;

    Temper(String ending) {
      this.ending = ending;
    }
  }

  /** How many attempts there may be at a task that is retried: one fails, some may be lost. */
  static final int ATTEMPTS = 5;

  /** How many tasks of a graph may run at once. */
  static final int PARALLELISM = 2;

  /** One task that takes so long. */
  static Work lasting(int seconds) {
    return new Work(List.of(Part.alone("work")), seconds, Temper.STEADY);
  }

  /** One task whose first attempt fails. */
  static Work again() {
    return new Work(List.of(Part.alone("work")), 0, Temper.RETRIED);
  }

  /** One task that fails now and then, told by its fire time, so that all know it beforehand. */
  static Work moody() {
    return new Work(List.of(Part.alone("work")), 0, Temper.MOODY);
  }

  /** Two ways from the first to the last. */
  static Work diamond() {
    return new Work(
        List.of(
            Part.alone("last").after(When.SUCCESS, "left", "right"),
            Part.alone("left").after(When.SUCCESS, "first"),
            Part.alone("right").after(When.SUCCESS, "first"),
            Part.alone("first")),
        0,
        Temper.STEADY);
  }

  /** One of the tasks fails: some run because of that, some do not. */
  static Work branches() {
    return new Work(
        List.of(
            Part.alone("first"),
            Part.alone("breaks").after(When.SUCCESS, "first").failing(),
            Part.alone("goes").after(When.SUCCESS, "first"),
            Part.alone("mends").after(When.FAILURE, "breaks", "goes"),
            Part.alone("spoilt").after(When.SUCCESS, "breaks").unwanted(),
            Part.alone("idle").after(When.FAILURE, "first", "goes").unwanted(),
            Part.alone("tidies").after(When.ALWAYS, "mends", "spoilt", "idle")),
        0,
        Temper.STEADY);
  }

  boolean isGraph() {
    return parts.size() > 1;
  }

  boolean isRetried() {
    return temper == Temper.RETRIED;
  }

  /** Whether the run of a fire time fails, as it should. */
  boolean fails(Instant fireTime) {
    return parts.stream().anyMatch(part -> part.runs() && part.fails())
        || (temper == Temper.MOODY && fireTime.getEpochSecond() % 30 < 20);
  }

  /** What Epoch is told of it; each process writes into the file when it starts and ends. */
  Task task(Path evidence) {
    List<Task> tasks = parts.stream().<Task>map(part -> task(part, evidence)).toList();
    return isGraph()
        ? new CompositeTask(tasks, CompositionType.DAG, PARALLELISM, Map.of())
        : tasks.getFirst();
  }

  private ContainerTask task(Part part, Path evidence) {
    String ends = part.fails() ? "exit 1" : temper.ending;
    String sleeps = sleepSeconds > 0 ? "sleep " + sleepSeconds + "; " : "";
    String script = Evidence.script(evidence, sleeps) + ends;
    ContainerTask task = ContainerTask.of(part.name(), CommandExecutable.shell(script), 1, 16);
    if (isRetried()) {
      var on = List.of(RetryOn.FAILED, RetryOn.LOST);
      task = task.with(new Retry(ATTEMPTS, "500ms", null, on, Map.of()), null);
    }
    return part.after().isEmpty() ? task : task.after(part.after(), part.when());
  }
}
