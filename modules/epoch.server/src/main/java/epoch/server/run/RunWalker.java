package epoch.server.run;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.UnknownTask;
import java.time.Instant;

/**
 * Walks the tasks of one run from wherever it stands to its end: {@code ALL} one after the other
 * until one fails, {@code ANY} one after the other until one succeeds.
 */
final class RunWalker {
  private final LiveRun live;
  private final TaskWalker tasks;

  RunWalker(LiveRun live, TaskWalker tasks) {
    this.live = live;
    this.tasks = tasks;
  }

  /** Blocks until the last task ended. */
  Walked walk() throws InterruptedException {
    return walk(live.topology().task());
  }

  /** The run as it ends with what was walked. */
  Run ended(Run run, Walked walked, Instant now) {
    if (!walked.successful()) {
      return run.withState(RunState.FAILED, walked.reason(), now);
    }
    boolean once =
        run.runType() == RunType.INSTANT || live.topology().trigger() instanceof AtTrigger;
    return run.withState(once ? RunState.COMPLETED : RunState.SUCCESSFUL, "Task completed", now);
  }

  private Walked walk(Task task) throws InterruptedException {
    return switch (task) {
      case ContainerTask container -> tasks.walk(container);
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
