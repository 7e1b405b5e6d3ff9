package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.command;
import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.rest.RunRequest;
import epoch.api.run.Run;
import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Task;
import epoch.api.topology.Topology;
import epoch.api.topology.When;
import epoch.server.Await;
import epoch.server.operations.Operations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random graphs end as a small model says, also where the leader changes on the way. */
class GraphMachineTest {
  private static final int GRAPHS = 8;

  @TempDir Path directory;

  /** A task, and how it would end if it ran. */
  private record Node(String name, List<String> after, When when, boolean fails) {
    Task task() {
      ContainerTask task = command(name, fails ? "exit 3" : "true");
      return after.isEmpty() ? task : task.after(after, when);
    }

    /** How it ends, those before it having ended so. */
    TaskState end(Map<String, TaskState> ended) {
      List<TaskState> before = after.stream().map(ended::get).toList();
      boolean wanted =
          switch (when) {
            case SUCCESS -> before.stream().allMatch(state -> state == TaskState.COMPLETED);
            case FAILURE -> before.isEmpty() || before.contains(TaskState.FAILED);
            case ALWAYS -> true;
          };
      return !wanted ? TaskState.CANCELLED : fails ? TaskState.FAILED : TaskState.COMPLETED;
    }
  }

  private static List<Node> graph(Random random) {
    List<Node> nodes = new ArrayList<>();
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      List<String> after = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(2) == 0) {
          after.add("t" + j);
        }
      }
      When when = When.values()[random.nextInt(When.values().length)];
      nodes.add(new Node("t" + i, after, when, random.nextInt(3) == 0));
    }
    return nodes;
  }

  private static Map<String, TaskState> model(List<Node> nodes) {
    Map<String, TaskState> ended = new LinkedHashMap<>();
    nodes.forEach(node -> ended.put(node.name(), node.end(ended)));
    return ended;
  }

  @Test
  void everyTaskEndsAsTheModelSays() throws Exception {
    var random = new Random(Long.getLong("machine.seed", 20_261_125));
    try (var installation = new Installation(directory)) {
      Installation.Member member = installation.member();
      Operations leader = member.leading();
      for (int i = 0; i < GRAPHS; i++) {
        List<Node> nodes = graph(random);
        List<Task> tasks = nodes.reversed().stream().map(Node::task).toList();
        String name = "graph-" + i;
        var graph = new CompositeTask(tasks, CompositionType.DAG, 1 + random.nextInt(3), Map.of());
        leader
            .topologies()
            .create(Topology.of(name, graph, CronTrigger.of("0 0 0 1 1 ? 2199")), SOMEONE);
        String runId = leader.runs().start(name, RunRequest.PLAIN, SOMEONE).runId();
        if (i % 3 == 2) {
          member.close();
          member = installation.member();
          leader = member.leading();
        }
        Operations leading = leader;
        Run run =
            Await.found(
                name + " ends",
                () ->
                    Optional.of(leading.runs().find(name, runId))
                        .filter(found -> found.state().isTerminal()));
        Map<String, TaskState> expected = model(nodes);
        Map<String, TaskState> found = new LinkedHashMap<>();
        nodes.forEach(node -> found.put(node.name(), run.tasks().get(node.name()).state()));
        assertEquals(expected, found, nodes::toString);
        assertEquals(
            expected.containsValue(TaskState.FAILED) ? "FAILED" : "COMPLETED",
            run.state().name(),
            nodes::toString);
      }
    }
  }
}
