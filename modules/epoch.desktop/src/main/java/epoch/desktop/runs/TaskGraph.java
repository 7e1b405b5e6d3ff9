package epoch.desktop.runs;

import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.UnknownTask;
import epoch.api.topology.When;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The tasks of a topology and what follows on what, laid out in columns and rows.
 *
 * @param nodes by the name of the task
 * @param edges what follows on what
 */
record TaskGraph(Map<String, Node> nodes, List<Edge> edges) {

  /**
   * A task.
   *
   * @param name its name
   * @param column from the left, from 0
   * @param row from the top, from 0
   */
  record Node(String name, int column, int row) {}

  /**
   * One task follows on another.
   *
   * @param from the one before
   * @param to the one after
   * @param when how the one before has to end for it
   */
  record Edge(String from, String to, When when) {}

  /** Of that task. */
  static TaskGraph of(Task task) {
    TaskGraph graph = new TaskGraph(new LinkedHashMap<>(), new ArrayList<>());
    graph.add(task, List.of(), When.SUCCESS, 0, 0);
    return graph;
  }

  /** Adds a task behind others; answers the tasks whose end is its end. */
  private List<String> add(Task task, List<String> before, When when, int column, int row) {
    return switch (task) {
      case ContainerTask container -> {
        String name = name(container);
        nodes.put(name, new Node(name, column, row));
        before.forEach(from -> edges.add(new Edge(from, name, when)));
        yield List.of(name);
      }
      case CompositeTask composite ->
          switch (Objects.requireNonNullElse(composite.compositionType(), CompositionType.ALL)) {
            case ALL -> chain(composite, before, when, column, row);
            case ANY -> alternatives(composite, before, column, row);
            case DAG -> sideBySide(composite, before, when, column, row);
          };
      case UnknownTask _ -> before;
    };
  }

  private List<String> chain(
      CompositeTask composite, List<String> before, When when, int column, int row) {
    List<String> ends = before;
    boolean first = true;
    for (Task part : composite.tasks()) {
      int at = first ? column : columns();
      ends = add(part, ends, first ? when : When.SUCCESS, at, row);
      first = false;
    }
    return ends;
  }

  private List<String> alternatives(
      CompositeTask composite, List<String> before, int column, int row) {
    List<String> ends = new ArrayList<>();
    List<String> previous = before;
    int at = column;
    int line = row;
    boolean first = true;
    for (Task part : composite.tasks()) {
      previous = add(part, previous, first ? When.SUCCESS : When.FAILURE, at, line);
      ends.addAll(previous);
      at = columns();
      line = rows();
      first = false;
    }
    return ends;
  }

  /**
   * Each task one column behind the last that it depends on, one below the other where several are.
   */
  private List<String> sideBySide(
      CompositeTask composite, List<String> before, When when, int column, int row) {
    Map<String, ContainerTask> parts = new LinkedHashMap<>();
    composite.containers().forEach(part -> parts.put(name(part), part));
    Map<String, Integer> levels = new LinkedHashMap<>();
    parts.keySet().forEach(name -> level(name, parts, levels));
    Map<Integer, Integer> taken = new HashMap<>();
    List<String> ends = new ArrayList<>(parts.keySet());
    parts.forEach((name, part) -> {
      int level = levels.getOrDefault(name, 0);
      int below = taken.merge(level, 1, Integer::sum) - 1;
      nodes.put(name, new Node(name, column + level, row + below));
      List<String> needed = needed(part, parts);
      ends.removeAll(needed);
      needed.forEach(from ->
          edges.add(new Edge(from, name, Objects.requireNonNullElse(part.when(), When.SUCCESS))));
      if (needed.isEmpty()) {
        before.forEach(from -> edges.add(new Edge(from, name, when)));
      }
    });
    return ends;
  }

  private static String name(ContainerTask task) {
    return Objects.requireNonNullElse(task.taskName(), "");
  }

  private static List<String> needed(ContainerTask task, Map<String, ContainerTask> parts) {
    return Objects.requireNonNullElse(task.dependsOn(), List.<String>of()).stream()
        .filter(parts::containsKey)
        .toList();
  }

  /** How far from the begin it is; a circle, which validation refuses, counts once. */
  private static int level(
      String name, Map<String, ContainerTask> parts, Map<String, Integer> levels) {
    Integer known = levels.putIfAbsent(name, 0);
    if (known != null) {
      return known;
    }
    int level = 0;
    for (String before : needed(Objects.requireNonNull(parts.get(name)), parts)) {
      level = Math.max(level, level(before, parts, levels) + 1);
    }
    levels.put(name, level);
    return level;
  }

  /** How many columns it has. */
  int columns() {
    return nodes.values().stream().mapToInt(Node::column).max().orElse(-1) + 1;
  }

  /** How many rows it has. */
  int rows() {
    return nodes.values().stream().mapToInt(Node::row).max().orElse(-1) + 1;
  }
}
