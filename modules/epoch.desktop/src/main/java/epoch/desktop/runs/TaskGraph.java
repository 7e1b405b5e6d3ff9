package epoch.desktop.runs;

import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.UnknownTask;
import java.util.ArrayList;
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
   * @param fallback whether it follows only if the one before failed
   */
  record Edge(String from, String to, boolean fallback) {}

  /** Of that task. */
  static TaskGraph of(Task task) {
    TaskGraph graph = new TaskGraph(new LinkedHashMap<>(), new ArrayList<>());
    graph.add(task, List.of(), false, 0, 0);
    return graph;
  }

  /** Adds a task behind others; answers the tasks whose end is its end. */
  private List<String> add(Task task, List<String> before, boolean fallback, int column, int row) {
    return switch (task) {
      case ContainerTask container -> {
        String name = Objects.requireNonNullElse(container.taskName(), "");
        nodes.put(name, new Node(name, column, row));
        before.forEach(from -> edges.add(new Edge(from, name, fallback)));
        yield List.of(name);
      }
      case CompositeTask composite ->
          composite.compositionType() == CompositionType.ANY
              ? alternatives(composite, before, column, row)
              : chain(composite, before, fallback, column, row);
      case UnknownTask _ -> before;
    };
  }

  private List<String> chain(
      CompositeTask composite, List<String> before, boolean fallback, int column, int row) {
    List<String> ends = before;
    boolean first = true;
    for (Task part : composite.tasks()) {
      int at = first ? column : columns();
      ends = add(part, ends, first && fallback, at, row);
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
      previous = add(part, previous, !first, at, line);
      ends.addAll(previous);
      at = columns();
      line = rows();
      first = false;
    }
    return ends;
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
