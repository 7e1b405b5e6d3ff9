package epoch.server.run;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.UnknownTask;
import epoch.server.store.ActiveRun;
import epoch.server.store.Closing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Walks the tasks of one run from wherever it stands to its end: {@code ALL} one after the other
 * until one fails, {@code ANY} one after the other until one succeeds, {@code DAG} each as soon as
 * those that it depends on allow (see {@link Graph}).
 */
final class RunWalker {
  private final LiveRun live;
  private final TaskWalker tasks;
  private final Admission admission;

  RunWalker(LiveRun live, TaskWalker tasks, Admission admission) {
    this.live = live;
    this.tasks = tasks;
    this.admission = admission;
  }

  /** Blocks until the run may begin, and then until its last task ended. */
  Walked walk() throws InterruptedException {
    admission.await(live);
    return walk(live.topology().task());
  }

  /** The run as it ends with what was walked. */
  Run ended(Run run, Walked walked, Instant now) {
    ActiveRun active = live.active();
    Run whole = run.withKilledBy(active.killedBy(), now);
    if (active.wanted() != null) {
      whole = active.wanted().in(whole);
    }
    if (active.closing() != null) {
      return closed(whole, active.closing(), now);
    }
    if (walked.lapsed() || isReplaced(active)) {
      return skipped(whole, why(active, walked), now);
    }
    return walked.successful()
        ? whole.withState(succeeded(run), "Task completed", now)
        : whole.withState(RunState.FAILED, why(active, walked), now);
  }

  /** Whether another came before it had begun. */
  private static boolean isReplaced(ActiveRun active) {
    return active.waits() && Admission.THE_NEXT.equals(active.killedBy());
  }

  private static Run skipped(Run run, @Nullable String why, Instant now) {
    Run left = run;
    for (var task : run.tasks().entrySet()) {
      if (!task.getValue().state().isTerminal()) {
        TaskRun cancelled = task.getValue().withState(TaskState.CANCELLED, "It did not begin");
        left = left.withTask(task.getKey(), cancelled, now);
      }
    }
    return left.withState(RunState.SKIPPED, why, now);
  }

  private static @Nullable String why(ActiveRun active, Walked walked) {
    if (active.killedBy() == null) {
      return walked.reason();
    }
    String reason = active.killReason() == null ? "" : ": " + active.killReason();
    return "Killed by " + active.killedBy() + reason;
  }

  private Run closed(Run run, Closing closing, Instant now) {
    Run left = run;
    for (var task : run.tasks().entrySet()) {
      if (!task.getValue().state().isTerminal()) {
        TaskRun unknown = task.getValue().withState(TaskState.UNKNOWN, closing.inWords());
        left = left.withTask(task.getKey(), unknown, now);
      }
    }
    RunState state = closing.as() == Closing.As.SUCCEEDED ? succeeded(run) : RunState.FAILED;
    return left.withState(state, closing.inWords(), now);
  }

  private RunState succeeded(Run run) {
    boolean once =
        run.runType() == RunType.INSTANT || live.topology().effectiveTrigger() instanceof AtTrigger;
    return once ? RunState.COMPLETED : RunState.SUCCESSFUL;
  }

  private Walked walk(Task task) throws InterruptedException {
    return switch (task) {
      case ContainerTask container -> tasks.walk(container);
      case CompositeTask graph when graph.compositionType() == CompositionType.DAG ->
          new Graph(graph, live, tasks).walk();
      case CompositeTask composite -> walk(composite);
      case UnknownTask _ -> Walked.failed("This version does not know this type of task");
    };
  }

  private Walked walk(CompositeTask composite) throws InterruptedException {
    boolean any = composite.compositionType() == CompositionType.ANY;
    Walked last = Walked.failed("There are no tasks");
    for (Task task : composite.tasks()) {
      last = walk(task);
      if (last.successful() == any) {
        break;
      }
    }
    return last;
  }
}
