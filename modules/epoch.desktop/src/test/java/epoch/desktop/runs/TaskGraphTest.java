package epoch.desktop.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskGraphTest {

  private static Task task(String name) {
    return ContainerTask.of(name, "i:1", 1, 128);
  }

  private static Task composite(CompositionType type, Task... tasks) {
    return CompositeTask.of(List.of(tasks), type);
  }

  @Test
  void oneAfterTheOtherIsOneRow() {
    TaskGraph graph = TaskGraph.of(composite(CompositionType.ALL, task("a"), task("b"), task("c")));
    assertEquals(3, graph.columns());
    assertEquals(1, graph.rows());
    assertEquals(
        List.of(new TaskGraph.Edge("a", "b", false), new TaskGraph.Edge("b", "c", false)),
        graph.edges());
  }

  @Test
  void untilOneSucceedsGoesDownAndIsDashed() {
    TaskGraph graph = TaskGraph.of(composite(CompositionType.ANY, task("a"), task("b")));
    assertEquals(2, graph.rows());
    assertEquals(List.of(new TaskGraph.Edge("a", "b", true)), graph.edges());
  }

  @Test
  void whatFollowsOnAlternativesFollowsOnEachOfThem() {
    TaskGraph graph =
        TaskGraph.of(
            composite(
                CompositionType.ALL,
                task("first"),
                composite(CompositionType.ANY, task("x"), task("y")),
                task("last")));
    assertEquals(
        List.of(
            new TaskGraph.Edge("first", "x", false),
            new TaskGraph.Edge("x", "y", true),
            new TaskGraph.Edge("x", "last", false),
            new TaskGraph.Edge("y", "last", false)),
        graph.edges());
    assertEquals(3, graph.nodes().get("last").column());
  }
}
