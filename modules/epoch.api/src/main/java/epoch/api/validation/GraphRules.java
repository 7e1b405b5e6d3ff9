package epoch.api.validation;

import epoch.api.topology.CompositeTask;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.UnknownTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The rules for a {@code DAG}: its tasks are containers, and none waits for itself. */
final class GraphRules {
  private final Map<String, List<String>> dependencies = new LinkedHashMap<>();

  private GraphRules() {}

  static void check(CompositeTask graph, Problems parts) {
    var rules = new GraphRules();
    for (int i = 0; i < graph.tasks().size(); i++) {
      rules.note(graph.tasks().get(i), parts.at(i));
    }
    for (int i = 0; i < graph.tasks().size(); i++) {
      if (graph.tasks().get(i) instanceof ContainerTask container) {
        rules.checkDependencies(container, parts.at(i).at("dependsOn"));
        parts
            .at(i)
            .at("when")
            .addIf(container.when() != null && dependsOn(container).isEmpty(), "needs dependsOn");
      }
    }
    rules
        .cycle()
        .ifPresent(
            cycle -> parts.add("wait for each other in a circle: " + String.join(" → ", cycle)));
  }

  private void note(Task task, Problems problems) {
    switch (task) {
      case ContainerTask container ->
          dependencies.put(
              Objects.requireNonNullElse(container.taskName(), ""), dependsOn(container));
      case CompositeTask _ -> problems.add("is a composite; the tasks of a DAG are containers");
      case UnknownTask _ -> {
        // Its type was found to be unknown already.
      }
    }
  }

  private void checkDependencies(ContainerTask task, Problems problems) {
    for (String other : dependsOn(task)) {
      problems.addIf(
          !dependencies.containsKey(other),
          "names \"" + other + "\", which is no task of this DAG");
    }
    problems.addIf(
        new HashSet<>(dependsOn(task)).size() < dependsOn(task).size(), "names a task twice");
  }

  private static List<String> dependsOn(ContainerTask task) {
    return task.dependsOn() == null
        ? List.of()
        : task.dependsOn().stream().map(name -> Objects.requireNonNullElse(name, "")).toList();
  }

  /** The tasks of one circle in order, the first repeated at the end. */
  private Optional<List<String>> cycle() {
    Set<String> done = new HashSet<>();
    for (String name : dependencies.keySet()) {
      Optional<List<String>> cycle = cycleFrom(name, new ArrayList<>(), done);
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    return Optional.empty();
  }

  private Optional<List<String>> cycleFrom(String name, List<String> way, Set<String> done) {
    int before = way.indexOf(name);
    if (before >= 0) {
      List<String> circle = new ArrayList<>(way.subList(before, way.size()));
      circle.add(name);
      return Optional.of(circle);
    }
    if (done.contains(name) || !dependencies.containsKey(name)) {
      return Optional.empty();
    }
    way.add(name);
    for (String other : dependencies.get(name)) {
      Optional<List<String>> cycle = cycleFrom(other, way, done);
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    way.removeLast();
    done.add(name);
    return Optional.empty();
  }
}
