package epoch.api.validation;

import epoch.api.topology.CompositeTask;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.UnknownTask;
import java.util.HashSet;
import java.util.Set;

/** The rules for tasks, containers and compositions alike. */
final class TaskRules {

  private static final int DEEPEST = 10;

  private final String topologyName;
  private final ContainerRules containers;
  private final Set<String> taken = new HashSet<>();

  TaskRules(String topologyName, ContainerRules containers) {
    this.topologyName = topologyName;
    this.containers = containers;
  }

  void check(Task task, Problems problems) {
    check(task, 0, problems);
  }

  private void check(Task task, int depth, Problems problems) {
    switch (task) {
      case ContainerTask container -> {
        Names.checkTask(container.taskName(), topologyName, taken, problems.at("taskName"));
        containers.check(container, problems);
      }
      case CompositeTask composite when depth >= DEEPEST ->
          problems.add("is nested more than " + DEEPEST + " deep");
      case CompositeTask composite -> {
        Problems parts = problems.at("tasks");
        parts.addIf(composite.tasks().isEmpty(), "needs at least one task");
        for (int i = 0; i < composite.tasks().size(); i++) {
          check(composite.tasks().get(i), depth + 1, parts.at(i));
        }
      }
      case UnknownTask unknown -> problems.unknownType(unknown, "CONTAINER_EXECUTION, COMPOSITE");
    }
  }
}
