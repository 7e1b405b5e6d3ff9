package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.await;
import static epoch.server.leader.Installation.command;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.container.Cpu;
import epoch.api.container.Memory;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Task;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.drove.local.Fault;
import epoch.server.operations.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs on a real local Drove, with what it does to them. */
class RunsTest extends OneLeader {
  private static final String NEVER_AGAIN = "0 0 0 1 1 ? 2199";

  private String begin(Topology topology) throws InterruptedException {
    leader.topologies().create(topology, SOMEONE);
    return leader.runs().start(topology.name(), SOMEONE).runId();
  }

  private Run end(Topology topology, RunState state) throws Exception {
    return await(leader, topology.name(), begin(topology), state);
  }

  private int count(Path file) throws Exception {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void aCronRunsAgainAndAgain() throws Exception {
    leader.topologies().create(topology("often", "* * * * * ?", "true"), SOMEONE);
    Await.until(
        "three runs succeeded",
        () -> leader.runs().list("often", Set.of(RunState.SUCCESSFUL)).size() >= 3);
    Run run = await(leader, "often", RunState.SUCCESSFUL);
    assertEquals(TaskState.COMPLETED, run.tasks().get(TASK).state());
    assertNotNull(run.tasks().get(TASK).started());
  }

  @Test
  void aFailureTellsItsExitCode() throws Exception {
    Run run = end(topology("fails", NEVER_AGAIN, "exit 3"), RunState.FAILED);
    assertTrue(run.message().contains("3"), run.message());
    assertEquals(TaskState.FAILED, run.tasks().get(TASK).state());
  }

  @Test
  void aFireWhileTheRunBeforeItGoesOnIsSkippedWithTheReason() throws Exception {
    leader.topologies().create(topology("slow", "* * * * * ?", "sleep 30"), SOMEONE);
    Run skipped = await(leader, "slow", RunState.SKIPPED);
    assertTrue(skipped.message().contains("has not ended"), skipped.message());
    assertEquals(1, leader.runs().list("slow", Set.of(RunState.RUNNING)).size());
  }

  @Test
  void instantRunsHaveDistinctIdsHoweverManyAtOnce() throws Exception {
    leader.topologies().create(topology("many", NEVER_AGAIN, "true"), SOMEONE);
    var ids = new ConcurrentSkipListSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        threads.submit(() -> ids.add(leader.runs().start("many", SOMEONE).runId()));
      }
    }
    assertEquals(100, ids.size());
    Await.until(
        "all are done", () -> leader.runs().list("many", Set.of(RunState.COMPLETED)).size() == 100);
  }

  @Test
  void aPausedTopologyCanBeRunAndDoesNotFire() throws Exception {
    leader.topologies().create(topology("paused", "* * * * * ?", "true"), SOMEONE);
    leader.topologies().pause("paused", SOMEONE);
    Await.until(
        "its runs have ended",
        () -> leader.runs().list("paused", Set.of(RunState.RUNNING)).isEmpty());
    int before = leader.runs().list("paused", Set.of()).size();
    String id = leader.runs().start("paused", SOMEONE).runId();
    await(leader, "paused", id, RunState.COMPLETED);
    assertEquals(before + 1, leader.runs().list("paused", Set.of()).size());
  }

  @Test
  void aKillEndsTheTask() throws Exception {
    String id = begin(topology("killed", NEVER_AGAIN, "sleep 60"));
    Await.until(
        "it runs",
        () -> leader.runs().find("killed", id).tasks().get(TASK).state() == TaskState.RUNNING);
    assertTrue(leader.runs().kill("killed", id, TASK, SOMEONE).success());
    Run run = await(leader, "killed", id, RunState.FAILED);
    assertEquals(TaskState.CANCELLED, run.tasks().get(TASK).state());
    assertFalse(leader.runs().kill("killed", id, TASK, SOMEONE).success(), "it has ended");
  }

  @Test
  void aKillThatDroveForgetsIsRepeated() throws Exception {
    installation.faults().add(Fault.of(Fault.Kind.IGNORE_KILL).times(2));
    String id = begin(topology("stubborn", NEVER_AGAIN, "sleep 60"));
    Await.until(
        "it runs",
        () -> leader.runs().find("stubborn", id).tasks().get(TASK).state() == TaskState.RUNNING);
    leader.runs().kill("stubborn", id, TASK, SOMEONE);
    await(leader, "stubborn", id, RunState.FAILED);
  }

  @Test
  void allRunsItsTasksInOrderAndStopsAtTheFirstThatFails() throws Exception {
    Path file = directory.resolve("all");
    Run run = end(composite("all", CompositionType.ALL, file), RunState.FAILED);
    assertEquals(List.of("one", "two"), Files.readAllLines(file));
    assertEquals(TaskState.COMPLETED, run.tasks().get("one").state());
    assertEquals(TaskState.FAILED, run.tasks().get("two").state());
    assertEquals(TaskState.PENDING, run.tasks().get("three").state());
  }

  @Test
  void anyEndsAtTheFirstThatSucceeds() throws Exception {
    Path file = directory.resolve("any");
    Run run = end(composite("any", CompositionType.ANY, file), RunState.COMPLETED);
    assertEquals(List.of("one"), Files.readAllLines(file));
    assertEquals(TaskState.PENDING, run.tasks().get("two").state());
  }

  private static Topology composite(String name, CompositionType type, Path file) {
    List<Task> tasks =
        List.of(
            command("one", "echo one >> " + file),
            command("two", "echo two >> " + file + "; false"),
            CompositeTask.of(List.of(command("three", "echo three >> " + file)), type));
    return Topology.of(name, CompositeTask.of(tasks, type), CronTrigger.of(NEVER_AGAIN));
  }

  @Test
  void anAcceptedCreateThatVanishesIsCreatedAgainAndRunsOnce() throws Exception {
    Path file = directory.resolve("vanished");
    installation.faults().add(Fault.of(Fault.Kind.VANISHING_CREATE).times(1));
    end(topology("vanishing", NEVER_AGAIN, "echo x >> " + file), RunState.COMPLETED);
    assertEquals(1, count(file));
  }

  @Test
  void aCreateWhoseAnswerIsLostRunsOnce() throws Exception {
    Path file = directory.resolve("lost");
    installation.faults().add(Fault.of(Fault.Kind.ANSWER_LOST).times(1).at("tasks/operations"));
    end(topology("lost-answer", NEVER_AGAIN, "echo x >> " + file), RunState.COMPLETED);
    assertEquals(1, count(file));
  }

  @Test
  void aCreateDuringMaintenanceWaits() throws Exception {
    installation.faults().add(Fault.of(Fault.Kind.MAINTENANCE).times(3));
    end(topology("maintained", NEVER_AGAIN, "true"), RunState.COMPLETED);
  }

  @Test
  void droveAwayIsNoFailure() throws Exception {
    installation.faults().add(Fault.of(Fault.Kind.DOWN).times(20));
    end(topology("patient", NEVER_AGAIN, "true"), RunState.COMPLETED);
  }

  @Test
  void noRoomOnDroveFailsInTheEndAndSaysSo() throws Exception {
    ContainerTask small = command(TASK, "true");
    ContainerTask huge =
        small.with(small.executable(), List.of(Cpu.of(100_000), Memory.of(16)), null, null);
    Run run = end(Topology.of("huge", huge, CronTrigger.of(NEVER_AGAIN)), RunState.FAILED);
    assertTrue(run.message().contains("No room on Drove"), run.message());
  }

  @Test
  void aTaskThatDroveCallsLostFailsTheRunAndKeepsTheTopologyOccupied() throws Exception {
    String id = begin(topology("lost", NEVER_AGAIN, "sleep 60"));
    Await.until(
        "it runs",
        () -> leader.runs().find("lost", id).tasks().get(TASK).state() == TaskState.RUNNING);
    installation
        .faults()
        .lose("epoch-test", leader.runs().find("lost", id).tasks().get(TASK).taskId());
    await(leader, "lost", id, RunState.FAILED);
  }

  @Test
  void aStrangersTaskWithOurIdIsAConflictNotASuccess() throws Exception {
    Path file = directory.resolve("strange");
    leader.topologies().create(topology("victim", NEVER_AGAIN, "echo x >> " + file), SOMEONE);
    // The answer to the create is lost and Drove forgets; meanwhile a stranger takes the id.
    installation.faults().add(Fault.of(Fault.Kind.VANISHING_CREATE).times(1));
    String id = leader.runs().start("victim", SOMEONE).runId();
    String taskId =
        Await.found(
            "the task's id",
            () ->
                Optional.ofNullable(leader.runs().find("victim", id).tasks().get(TASK))
                    .map(task -> task.taskId()));
    Await.until("the create has vanished", () -> installation.faults().active().isEmpty());
    Strangers.create(installation.drove.url(), "epoch-test", taskId);
    Run run = await(leader, "victim", id, RunState.FAILED);
    assertTrue(run.message().contains("Conflict"), run.message());
    assertEquals(0, count(file));
  }

  @Test
  void whatDoesNotExistIsRefused() {
    assertThrows(Refusal.class, () -> leader.runs().start("nobody", SOMEONE));
    assertThrows(Refusal.class, () -> leader.runs().list("nobody", Set.of()));
    assertThrows(Refusal.class, () -> leader.topologies().pause("nobody", SOMEONE));
  }

  @Test
  void deletingKillsItsTasksAndFreesTheName() throws Exception {
    String id = begin(topology("gone", NEVER_AGAIN, "sleep 60"));
    Await.until(
        "it runs",
        () -> leader.runs().find("gone", id).tasks().get(TASK).state() == TaskState.RUNNING);
    assertEquals(1, leader.topologies().delete("gone", SOMEONE), "its run has to end first");
    assertThrows(Refusal.class, () -> leader.topologies().find("gone"));
    Await.until(
        "the name is free",
        () -> {
          try {
            leader.topologies().create(topology("gone", NEVER_AGAIN, "true"), SOMEONE);
            return true;
          } catch (Refusal taken) {
            return false;
          }
        });
    assertTrue(leader.runs().list("gone", Set.of()).isEmpty(), "a new life, no runs");
  }

  @Test
  void anEditActsAtOnceAndIsNeverRetroactive() throws Exception {
    Path file = directory.resolve("edited");
    leader.topologies().create(topology("edited", "* * * * * ?", "echo old >> " + file), SOMEONE);
    Await.until("it ran", () -> count(file) > 0);
    leader.topologies().update(topology("edited", "* * * * * ?", "echo new >> " + file), SOMEONE);
    Await.until("the new one ran", () -> Files.readAllLines(file).contains("new"));
    List<String> lines = Files.readAllLines(file);
    int firstNew = lines.indexOf("new");
    assertTrue(
        IntStream.range(firstNew, lines.size()).allMatch(i -> lines.get(i).equals("new"))
            || lines.lastIndexOf("old") - firstNew <= 1,
        lines.toString());
  }
}
