package epoch.api.validation;

import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.UnknownTask;
import java.util.HashSet;
import java.util.Set;

/** The rules for tasks, containers and compositions alike. */
final class TaskRules {

  private static final int DEEPEST = 10;
  private static final int MOST_PARALLEL = 1000;

  private final String topologyName;
  private final ContainerRules containers;
  private final Set<String> taken = new HashSet<>();

  TaskRules(String topologyName, ContainerRules containers) {
    this.topologyName = topologyName;
    this.containers = containers;
  }

  void check(Task task, Problems problems) {
    check(task, 0, false, problems);
  }

  private void check(Task task, int depth, boolean inGraph, Problems problems) {
    switch (task) {
      case ContainerTask container -> {
        Names.checkTask(container.taskName(), topologyName, taken, problems.at("taskName"));
        containers.check(container, problems);
        if (!inGraph) {
          String only = "is for the tasks of a DAG";
          problems.at("dependsOn").addIf(container.dependsOn() != null, only);
          problems.at("when").addIf(container.when() != null, only);
        }
      }
      case CompositeTask composite when depth >= DEEPEST ->
          problems.add("is nested more than " + DEEPEST + " deep");
      case CompositeTask composite -> {
        boolean graph = composite.compositionType() == CompositionType.DAG;
        Problems parts = problems.at("tasks");
        parts.addIf(composite.tasks().isEmpty(), "needs at least one task");
        for (int i = 0; i < composite.tasks().size(); i++) {
          check(composite.tasks().get(i), depth + 1, graph, parts.at(i));
        }
        problems.at("parallelism").addIf(composite.parallelism() != null && !graph, "is for a DAG");
        PolicyRules.between(composite.parallelism(), 1, MOST_PARALLEL, problems.at("parallelism"));
        if (graph) {
          GraphRules.check(composite, parts);
        }
      }
      case UnknownTask unknown -> problems.unknownType(unknown, "CONTAINER_EXECUTION, COMPOSITE");
    }
  }
}
