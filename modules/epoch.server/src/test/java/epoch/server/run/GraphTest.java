package epoch.server.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.topology.ContainerTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What of a graph need not be done again. */
class GraphTest {

  private static ContainerTask task(String name, List<String> after) {
    return ContainerTask.of(name, "image:1", 1, 16).after(after, null);
  }

  @Test
  void whatRanBecauseAnotherFailedIsNotDone() {
    List<ContainerTask> graph =
        List.of(task("repair", List.of("bad")), task("good", List.of()), task("bad", List.of()));
    assertEquals(
        List.of("good"),
        Graph.done(graph, task -> !"bad".equals(task.taskName())).stream()
            .map(ContainerTask::taskName)
            .toList());
  }

  @Test
  void whatIsDoneStandsOnWhatIsDoneAndNothingMoreCouldBe() {
    var random = new Random(20_261_125);
    for (int round = 0; round < 500; round++) {
      List<ContainerTask> graph = graph(random);
      Set<String> succeeded =
          graph.stream()
              .map(ContainerTask::taskName)
              .filter(_ -> random.nextInt(4) > 0)
              .collect(Collectors.toSet());
      Set<String> done =
          Graph.done(graph, task -> succeeded.contains(task.taskName())).stream()
              .map(ContainerTask::taskName)
              .collect(Collectors.toSet());
      assertTrue(succeeded.containsAll(done));
      for (ContainerTask task : graph) {
        boolean can =
            succeeded.contains(task.taskName()) && done.containsAll(Graph.dependsOn(task));
        assertEquals(can, done.contains(task.taskName()), graph::toString);
      }
    }
  }

  /** Tasks in any order, each after some of those with a lower number. */
  private static List<ContainerTask> graph(Random random) {
    List<ContainerTask> tasks = new ArrayList<>();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      var after = new HashSet<String>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(3) == 0) {
          after.add("t" + j);
        }
      }
      tasks.add(random.nextInt(tasks.size() + 1), task("t" + i, List.copyOf(after)));
    }
    return tasks;
  }
}
