package epoch.desktop.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.json.Json;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.When;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskGraphTest {

  private static Task task(String name) {
    return ContainerTask.of(name, "i:1", 1, 128);
  }

  private static Task composite(CompositionType type, Task... tasks) {
    return CompositeTask.of(List.of(tasks), type);
  }

  private static TaskGraph.Edge edge(String from, String to, When when) {
    return new TaskGraph.Edge(from, to, when);
  }

  @Test
  void oneAfterTheOtherIsOneRow() {
    TaskGraph graph = TaskGraph.of(composite(CompositionType.ALL, task("a"), task("b"), task("c")));
    assertEquals(3, graph.columns());
    assertEquals(1, graph.rows());
    assertEquals(
        List.of(edge("a", "b", When.SUCCESS), edge("b", "c", When.SUCCESS)), graph.edges());
  }

  @Test
  void untilOneSucceedsGoesDownAndIsDashed() {
    TaskGraph graph = TaskGraph.of(composite(CompositionType.ANY, task("a"), task("b")));
    assertEquals(2, graph.rows());
    assertEquals(List.of(edge("a", "b", When.FAILURE)), graph.edges());
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
            edge("first", "x", When.SUCCESS),
            edge("x", "y", When.FAILURE),
            edge("x", "last", When.SUCCESS),
            edge("y", "last", When.SUCCESS)),
        graph.edges());
    assertEquals(3, graph.nodes().get("last").column());
  }

  @Test
  void sideBySideEachStandsBehindTheLastThatItWaitsFor() throws IOException {
    String json =
        """
        {"type": "COMPOSITE", "compositionType": "DAG", "tasks": [
          {"type": "CONTAINER_EXECUTION", "taskName": "load", "dependsOn": ["orders", "refunds"]},
          {"type": "CONTAINER_EXECUTION", "taskName": "orders"},
          {"type": "CONTAINER_EXECUTION", "taskName": "refunds"},
          {"type": "CONTAINER_EXECUTION", "taskName": "alarm", "dependsOn": ["load"], "when": "FAILURE"},
          {"type": "CONTAINER_EXECUTION", "taskName": "tidy", "dependsOn": ["orders"], "when": "ALWAYS"}]}
        """;
    TaskGraph graph = TaskGraph.of(Json.read(json, Task.class));
    assertEquals(3, graph.columns());
    assertEquals(2, graph.rows());
    assertEquals(new TaskGraph.Node("load", 1, 0), graph.nodes().get("load"));
    assertEquals(new TaskGraph.Node("refunds", 0, 1), graph.nodes().get("refunds"));
    assertEquals(
        List.of(
            edge("orders", "load", When.SUCCESS),
            edge("refunds", "load", When.SUCCESS),
            edge("load", "alarm", When.FAILURE),
            edge("orders", "tidy", When.ALWAYS)),
        graph.edges());
  }
}
