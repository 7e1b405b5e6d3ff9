package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.await;
import static epoch.server.leader.Installation.command;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.RunRequest;
import epoch.api.run.Run;
import epoch.api.run.RunParameters;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Task;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.leader.Installation.Member;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that somebody asks for: with parameters, killed as a whole, and what failed again. */
class AskedRunsTest extends OneLeader {
  private static final String NEVER = "0 0 0 1 1 ? 2199";

  private Path out;

  @BeforeEach
  void start() {
    out = directory.resolve("out");
  }

  private Run start(String id, RunRequest request, RunState end) throws Exception {
    return await(leader, id, leader.runs().start(id, request, SOMEONE).runId(), end);
  }

  private static Topology of(String name, CompositionType type, Task... tasks) {
    return Topology.of(name, CompositeTask.of(List.of(tasks), type), CronTrigger.of(NEVER));
  }

  @Test
  void aRunHasItsOwnParametersAndTheTopologyStaysAsItIs() throws Exception {
    leader
        .topologies()
        .create(topology("greets", NEVER, "echo ${WHOM:-nobody} >> " + out), SOMEONE);
    Run run =
        start("greets", new RunRequest(Map.of("WHOM", "you"), null, "test"), RunState.COMPLETED);
    assertEquals(new RunParameters(Map.of("WHOM", "you"), null), run.parameters());
    assertEquals("test", run.note());
    assertEquals(null, start("greets", RunRequest.PLAIN, RunState.COMPLETED).parameters());
    assertEquals(List.of("you", "nobody"), Files.readAllLines(out));
  }

  @Test
  void parametersOutliveTheLeader() throws Exception {
    // The second task is created by the next leader, and has to know.
    Topology slow =
        of(
            "slow",
            CompositionType.ALL,
            command(
                "one",
                "while [ -d %1$s ] && [ ! -e %1$s/go ]; do sleep 0.1; done".formatted(directory)),
            command("two", "echo $WHOM >> " + out));
    leader.topologies().create(slow, SOMEONE);
    String id =
        leader
            .runs()
            .start("slow", new RunRequest(Map.of("WHOM", "you"), null, "why"), SOMEONE)
            .runId();
    Member next = installation.member();
    member.crash();
    leader = next.leading();
    Files.createFile(directory.resolve("go"));
    Run run = await(leader, "slow", id, RunState.COMPLETED);
    assertEquals(List.of("you"), Files.readAllLines(out));
    assertEquals("why", run.note());
    assertEquals(Map.of("WHOM", "you"), run.parameters().env());
  }

  @Test
  void badParametersStartNothing() throws Exception {
    leader.topologies().create(topology("strict", NEVER, "true"), SOMEONE);
    leader
        .topologies()
        .create(of("two", CompositionType.ALL, command("a", "true"), command("b", "x")), SOMEONE);
    Map<RunRequest, String> wrong =
        Map.of(
            new RunRequest(Map.of("1", "x"), null, null), "env.1: ",
            new RunRequest(Map.of("EPOCH_RUN_UID", "x"), null, null), "env.EPOCH_RUN_UID: ",
            new RunRequest(null, Collections.nCopies(3_000, ""), null), "args: ",
            new RunRequest(null, null, "x".repeat(1_001)), "note: ",
            new RunRequest(Map.of("A", "x".repeat(20_000)), null, null), "env and args have");
    wrong.forEach((request, field) -> {
      Refusal refusal =
          assertThrows(Refusal.class, () -> leader.runs().start("strict", request, SOMEONE));
      assertTrue(refusal.errors().getFirst().startsWith(field), refusal.errors().toString());
    });
    var args = new RunRequest(null, List.of("x"), null);
    assertThrows(Refusal.class, () -> leader.runs().start("two", args, SOMEONE));
    assertTrue(leader.runs().list("strict", java.util.Set.of()).isEmpty());
  }

  @Test
  void aKilledRunStartsNothingMoreAndSaysWhoKilledItAndWhy() throws Exception {
    leader
        .topologies()
        .create(
            of(
                "killed",
                CompositionType.ANY,
                command("one", "sleep 60"),
                command("two", "echo x >> " + out)),
            SOMEONE);
    String id = leader.runs().start("killed", SOMEONE).runId();
    Await.until(
        "it runs",
        () -> leader.runs().find("killed", id).tasks().get("one").state() == TaskState.RUNNING);
    assertTrue(leader.runs().killRun("killed", id, "enough", SOMEONE).success());
    assertEquals("someone", leader.runs().find("killed", id).killedBy());
    Run run = await(leader, "killed", id, RunState.FAILED);
    assertEquals("Killed by someone: enough", run.message());
    assertEquals("someone", run.killedBy());
    assertEquals(TaskState.CANCELLED, run.tasks().get("one").state());
    assertFalse(Files.exists(out), "the other alternative is not tried");
    assertFalse(leader.runs().killRun("killed", id, null, SOMEONE).success(), "it has ended");
  }

  @Test
  void aRetryRunsOnlyWhatFailedOrWasNotReached() throws Exception {
    Path fixed = directory.resolve("fixed");
    Topology chain =
        of(
            "chain",
            CompositionType.ALL,
            command("one", "echo one $WHOM >> " + out),
            CompositeTask.of(
                List.of(command("bad", "echo bad >> " + out + "; false"), command("good", "true")),
                CompositionType.ANY),
            command("two", "echo two $WHOM >> " + out + "; test -e " + fixed),
            command("three", "echo three >> " + out));
    leader.topologies().create(chain, SOMEONE);
    var parameters = new RunRequest(Map.of("WHOM", "you"), null, "a note");
    Run failed = start("chain", parameters, RunState.FAILED);
    assertEquals(List.of("one you", "bad", "two you"), Files.readAllLines(out));
    Refusal active = assertThrows(Refusal.class, () -> retryOfActive());
    assertEquals(Kind.CONFLICT, active.kind());

    Files.createFile(fixed);
    String id = leader.runs().retry("chain", failed.runId(), SOMEONE).runId();
    assertNotEquals(failed.runId(), id);
    Run run = await(leader, "chain", id, RunState.COMPLETED);
    assertEquals(List.of("one you", "bad", "two you", "two you", "three"), Files.readAllLines(out));
    assertEquals(failed.runId(), run.retryOf());
    assertEquals(failed.parameters(), run.parameters());
    assertEquals("a note", run.note());
    assertEquals(failed.tasks().get("one"), run.tasks().get("one"), "as it was then");
    assertEquals(TaskState.COMPLETED, run.tasks().get("three").state());
    Refusal nothing = assertThrows(Refusal.class, () -> leader.runs().retry("chain", id, SOMEONE));
    assertEquals(Kind.CONFLICT, nothing.kind());
    assertEquals(
        Kind.NOT_FOUND,
        assertThrows(Refusal.class, () -> leader.runs().retry("chain", "EIR-x", SOMEONE)).kind());
  }

  private void retryOfActive() throws Exception {
    leader.topologies().create(topology("busy", NEVER, "sleep 60"), SOMEONE);
    leader.runs().retry("busy", leader.runs().start("busy", SOMEONE).runId(), SOMEONE);
  }

  @Test
  void aRetryOfAScheduledRunIsAboutItsFireTime() throws Exception {
    leader
        .topologies()
        .create(
            topology("often", "* * * * * ?", "echo $EPOCH_FIRE_TIME >> " + out + "; false"),
            SOMEONE);
    Run failed = await(leader, "often", RunState.FAILED);
    leader.topologies().pause("often", SOMEONE);
    String id = leader.runs().retry("often", failed.runId(), SOMEONE).runId();
    Run again = await(leader, "often", id, RunState.FAILED);
    assertEquals(failed.fireTime(), again.fireTime());
    long told =
        Files.readAllLines(out).stream()
            .filter(line -> line.equals(String.valueOf(failed.fireTime())))
            .count();
    assertEquals(2, told);
    assertEquals(TaskState.FAILED, again.tasks().get(TASK).state());
  }
}
