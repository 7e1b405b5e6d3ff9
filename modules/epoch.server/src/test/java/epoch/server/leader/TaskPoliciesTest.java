package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.await;
import static epoch.server.leader.Installation.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.AuditEntry;
import epoch.api.rest.AuditQuery;
import epoch.api.run.EarlierAttempt;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Policy;
import epoch.api.topology.Retry;
import epoch.api.topology.Task;
import epoch.api.topology.Topology;
import epoch.api.topology.When;
import epoch.server.Await;
import epoch.server.operations.Operations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What tasks may ask for: further attempts, limits of time, an order of their own. */
class TaskPoliciesTest extends OneLeader {
  private static final String NEVER_AGAIN = "0 0 0 1 1 ? 2199";
  private static final Retry THREE = Retry.of(3, "100ms");

  private Run end(Topology topology, RunState state) throws Exception {
    return await(leader, topology.name(), begin(leader, topology), state);
  }

  private static String begin(Operations leader, Topology topology) throws Exception {
    leader.topologies().create(topology, SOMEONE);
    return leader.runs().start(topology.name(), epoch.api.rest.RunRequest.PLAIN, SOMEONE).runId();
  }

  private static Topology of(String name, Task task) {
    return Topology.of(name, task, CronTrigger.of(NEVER_AGAIN));
  }

  private static Topology graph(String name, Integer parallelism, Task... tasks) {
    return of(name, new CompositeTask(List.of(tasks), CompositionType.DAG, parallelism, Map.of()));
  }

  private ContainerTask says(String name, String script) {
    return command(name, "echo " + name + " >> " + directory + "/said; " + script);
  }

  private List<String> said() throws Exception {
    Path said = directory.resolve("said");
    return Files.exists(said) ? Files.readAllLines(said) : List.of();
  }

  private static TaskState state(Run run, String task) {
    return run.tasks().get(task).state();
  }

  @Test
  void aTaskThatFailsIsTriedAgainUntilItSucceeds() throws Exception {
    String third = "test $(wc -l < " + directory + "/said) -ge 3 || exit 4";
    Run run =
        end(
            of(
                "flaky",
                says(TASK, "echo $EPOCH_ATTEMPT > " + directory + "/attempt; " + third)
                    .with(THREE, null)),
            RunState.COMPLETED);
    TaskRun task = run.tasks().get(TASK);
    assertEquals(3, task.attempt());
    assertTrue(task.taskId().endsWith("-a3"), task.taskId());
    List<EarlierAttempt> earlier = Objects.requireNonNull(task.earlier());
    assertEquals(List.of(1, 2), earlier.stream().map(EarlierAttempt::attempt).toList());
    assertTrue(earlier.stream().allMatch(one -> one.state() == TaskState.FAILED));
    assertTrue(String.valueOf(earlier.getFirst().errorMessage()).contains("4"));
    assertEquals("3", Files.readString(directory.resolve("attempt")).strip());
  }

  @Test
  void aTaskThatKeepsFailingFailsAfterItsLastAttempt() throws Exception {
    Run run = end(of("hopeless", says(TASK, "exit 5").with(THREE, null)), RunState.FAILED);
    assertEquals(3, said().size());
    assertTrue(String.valueOf(run.message()).contains("5"), run.message());
  }

  @Test
  void aKillEndsTheAttempts() throws Exception {
    Topology topology = of("killed", says(TASK, "exit 1").with(Retry.of(5, "20s"), null));
    String id = begin(leader, topology);
    Await.until(
        "it waits for its second attempt",
        () -> Objects.equals(leader.runs().find("killed", id).tasks().get(TASK).attempt(), 2));
    leader.runs().killRun("killed", id, "enough", SOMEONE);
    Run run = await(leader, "killed", id, RunState.FAILED);
    assertEquals(TaskState.CANCELLED, state(run, TASK));
    assertEquals(1, said().size());
  }

  @Test
  void anotherLeaderGoesOnWithTheAttempts() throws Exception {
    Topology topology = of("moved", says(TASK, "exit 6").with(Retry.of(3, "1s"), null));
    String id = begin(leader, topology);
    Await.until(
        "it waits for its second attempt",
        () -> Objects.equals(leader.runs().find("moved", id).tasks().get(TASK).attempt(), 2));
    Installation.Member second = installation.member();
    leader.control().stepDown(SOMEONE);
    Operations next = second.leading();
    Run run = await(next, "moved", id, RunState.FAILED);
    assertEquals(3, run.tasks().get(TASK).attempt());
    assertEquals(3, said().size(), "each attempt ran once");
  }

  @Test
  void aTaskThatTakesTooLongIsKilledAndHasFailed() throws Exception {
    Run run = end(of("slow", says(TASK, "sleep 60").with(null, "1s")), RunState.FAILED);
    assertEquals(TaskState.FAILED, state(run, TASK));
    assertTrue(String.valueOf(run.message()).contains("timeout of 1s"), run.message());
    AuditEntry told = kill("slow");
    assertEquals("asked for the end of task " + TASK, told.message());
    assertEquals("it took longer than its timeout of 1s", told.reason());
    assertEquals(run.runId(), told.run());
  }

  /** What the audit says of the last that was killed of a topology. */
  private AuditEntry kill(String topology) throws Exception {
    AuditEntry told =
        leader
            .audits()
            .read(new AuditQuery(null, topology, "KILL", null, null, null, null))
            .getFirst();
    assertEquals("epoch", told.who());
    return told;
  }

  @Test
  void aTaskThatTakesTooLongMayBeTriedAgain() throws Exception {
    String once = "test $(wc -l < " + directory + "/said) -ge 2 || sleep 60";
    Run run = end(of("slow-once", says(TASK, once).with(THREE, "6s")), RunState.COMPLETED);
    assertEquals(2, run.tasks().get(TASK).attempt());
  }

  @Test
  void aRunThatTakesTooLongIsKilledAndSaysSo() throws Exception {
    Policy policy =
        new Policy(null, null, null, null, null, null, null, "1s", null, null, null, Map.of());
    Run run = end(of("long", says(TASK, "sleep 60")).withPolicy(policy), RunState.FAILED);
    assertTrue(String.valueOf(run.message()).contains("runTimeout of 1s"), run.message());
    assertEquals(TaskState.CANCELLED, state(run, TASK));
    AuditEntry told = kill("long");
    assertEquals(run.runId(), told.run());
    assertEquals("it took longer than its runTimeout of 1s", told.reason());
  }

  @Test
  void aContainerIsToldItsDeadline() throws Exception {
    Path told = directory.resolve("told");
    var task = command(TASK, "echo $EPOCH_DEADLINE > " + told).with(null, "1h");
    assertNotNull(end(of("told", task), RunState.COMPLETED));
    assertTrue(Files.readString(told).strip().matches("20.*T.*Z"), Files.readString(told));
  }

  @Test
  void tasksOfAGraphRunSideBySideAndInTheirOrder() throws Exception {
    // Each of the two waits for the other: one after the other they would never end.
    String meet = "touch %1$s/%2$s; while [ ! -e %1$s/%3$s ]; do sleep 0.05; done";
    Run run =
        end(
            graph(
                "diamond",
                null,
                says("last", "true").after(List.of("left", "right"), null),
                says("left", meet.formatted(directory, "left", "right"))
                    .after(List.of("first"), null),
                says("right", meet.formatted(directory, "right", "left"))
                    .after(List.of("first"), null),
                says("first", "true")),
            RunState.COMPLETED);
    assertEquals("first", said().getFirst());
    assertEquals("last", said().getLast());
    assertEquals(4, said().size());
    assertTrue(run.tasks().values().stream().allMatch(task -> task.state() == TaskState.COMPLETED));
  }

  @Test
  void whatDependsOnAFailureRunsOnlyIfItWantsTo() throws Exception {
    Run run =
        end(
            graph(
                "mixed",
                null,
                says("bad", "exit 7"),
                says("then", "true").after(List.of("bad"), null),
                says("after", "true").after(List.of("then"), null),
                says("repair", "true").after(List.of("bad"), When.FAILURE),
                says("always", "true").after(List.of("then", "bad"), When.ALWAYS)),
            RunState.FAILED);
    assertEquals(TaskState.CANCELLED, state(run, "then"));
    assertEquals(TaskState.CANCELLED, state(run, "after"));
    assertEquals(TaskState.COMPLETED, state(run, "repair"));
    assertEquals(TaskState.COMPLETED, state(run, "always"));
    assertTrue(String.valueOf(run.message()).startsWith("bad failed"), run.message());
    assertFalse(said().contains("then"));
  }

  @Test
  void noMoreTasksOfAGraphRunAtOnceThanItSays() throws Exception {
    String alone = "mkdir %1$s/alone && sleep 0.2 && rmdir %1$s/alone".formatted(directory);
    end(
        graph("narrow", 1, says("a", alone), says("b", alone), says("c", alone)),
        RunState.COMPLETED);
    assertEquals(3, said().size());
  }

  @Test
  void anotherLeaderGoesOnWithAGraph() throws Exception {
    String gate = "while [ -d %1$s ] && [ ! -e %1$s/go ]; do sleep 0.05; done".formatted(directory);
    Topology topology =
        graph(
            "carried",
            null,
            says("bad", "exit 1"),
            says("skipped", "true").after(List.of("bad"), null),
            says("slow", gate),
            says("end", "true").after(List.of("slow", "skipped"), When.ALWAYS));
    String id = begin(leader, topology);
    Await.until(
        "the slow one runs, the skipped one is passed over",
        () -> {
          Run run = leader.runs().find("carried", id);
          return state(run, "slow") == TaskState.RUNNING
              && state(run, "skipped") == TaskState.CANCELLED;
        });
    Installation.Member second = installation.member();
    leader.control().stepDown(SOMEONE);
    Operations next = second.leading();
    Files.createFile(directory.resolve("go"));
    Run run = await(next, "carried", id, RunState.FAILED);
    assertEquals(TaskState.COMPLETED, state(run, "end"));
    assertEquals(List.of("bad", "end", "slow"), said().stream().sorted().toList());
  }
}
