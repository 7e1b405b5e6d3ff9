package epoch.server.run;

import epoch.api.run.Run;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.UnknownTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left to do of a run: what failed, and what was not reached. What was done need not be
 * done again, and counts as it ended.
 */
final class Remainder {
  private final Map<String, TaskRun> ended;
  private final Map<String, TaskRun> done = new LinkedHashMap<>();

  private Remainder(Map<String, TaskRun> ended) {
    this.ended = ended;
  }

  /**
   * The tasks of a run that are done, by name, with how they ended.
   *
   * @param task what is to be walked; tasks are known by their names, so that a topology that was
   *     mended in between can be retried
   */
  static Map<String, TaskRun> done(Task task, Run run) {
    var remainder = new Remainder(run.tasks());
    remainder.collect(task);
    return remainder.done;
  }

  private void collect(Task task) {
    switch (task) {
      case ContainerTask container -> {
        if (succeeded(container)) {
          keep(container);
        }
      }
      case CompositeTask composite
          when composite.compositionType() == CompositionType.ANY && succeeded(composite) ->
          // One of them was enough: what failed before it is not tried again.
          composite.containers().forEach(this::keep);
      case CompositeTask graph when graph.compositionType() == CompositionType.DAG ->
          Graph.done(graph.containers(), this::succeeded).forEach(this::keep);
      case CompositeTask composite -> composite.tasks().forEach(this::collect);
      case UnknownTask _ -> {}
    }
  }

  private boolean succeeded(Task task) {
    return switch (task) {
      case ContainerTask container -> {
        TaskRun known = ended.get(TaskNames.of(container));
        yield known != null && known.state() == TaskState.COMPLETED;
      }
      case CompositeTask composite -> {
        List<Task> parts = composite.tasks();
        yield composite.compositionType() == CompositionType.ANY
            ? parts.stream().anyMatch(this::succeeded)
            : !parts.isEmpty() && parts.stream().allMatch(this::succeeded);
      }
      case UnknownTask _ -> false;
    };
  }

  private void keep(ContainerTask container) {
    TaskRun known = ended.get(TaskNames.of(container));
    if (known != null && known.state().isTerminal()) {
      done.put(TaskNames.of(container), known);
    }
  }
}
