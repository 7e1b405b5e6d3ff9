package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.await;
import static epoch.server.leader.Installation.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.container.CommandExecutable;
import epoch.api.json.Json;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.RunRequest;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Overlap;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import epoch.api.topology.UnknownTrigger;
import epoch.server.Await;
import epoch.server.drove.local.Fault;
import epoch.server.operations.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a fire while the run before it goes on. */
class OverlapTest extends OneLeader {
  /** Fires so many times from the next second on; each run notes its begin and its end. */
  private Topology topology(String name, String policy, int fires) throws Exception {
    Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
    List<Trigger> triggers =
        IntStream.range(0, fires)
            .<Trigger>mapToObj(i -> AtTrigger.of(next.plusSeconds(i)))
            .toList();
    String script =
        "echo begin $EPOCH_RUN_ID >> %1$s/said; while [ -d %1$s ] && [ ! -e %1$s/go ]; do sleep 0.05; done; echo end $EPOCH_RUN_ID >> %1$s/said"
            .formatted(directory);
    return Topology.of(name, command(TASK, script), UnknownTrigger.missing())
        .withTriggers(triggers)
        .withPolicy(Json.read(policy.replace('\'', '"'), Policy.class));
  }

  private List<String> said() throws Exception {
    Path said = directory.resolve("said");
    return Files.exists(said) ? Files.readAllLines(said) : List.of();
  }

  private void go() throws Exception {
    Files.createFile(directory.resolve("go"));
  }

  private List<Run> awaitRuns(String name, int count) throws Exception {
    return Await.found(
        count + " runs",
        () ->
            java.util.Optional.of(leader.runs().list(name, Set.of()))
                .filter(runs -> runs.size() >= count)
                .map(runs ->
                    runs.stream().sorted(java.util.Comparator.comparing(Run::runId)).toList()));
  }

  private static String waitsFor(Run run) {
    return "Waiting for the end of " + run.runId();
  }

  @Test
  void allowRunsThemSideBySide() throws Exception {
    leader.topologies().create(topology("free", "{'overlap':'ALLOW'}", 2), SOMEONE);
    Await.until("both have begun", () -> said().size() == 2);
    go();
    for (Run run : awaitRuns("free", 2)) {
      await(leader, "free", run.runId(), RunState.SUCCESSFUL);
    }
  }

  @Test
  void queueLetsOneWaitAndSkipsTheOthersThoughTheLeaderChanges() throws Exception {
    leader.topologies().create(topology("queue", "{'overlap':'QUEUE'}", 3), SOMEONE);
    List<Run> runs = awaitRuns("queue", 3);
    Run first = runs.get(0);
    String second = runs.get(1).runId();
    await(leader, "queue", runs.get(2).runId(), RunState.SKIPPED);
    Await.until(
        "the second says what it waits for",
        () -> waitsFor(first).equals(leader.runs().find("queue", second).message()));
    Installation.Member other = installation.member();
    leader.control().stepDown(SOMEONE);
    leader = other.leading();
    assertEquals(List.of("begin " + first.runId()), said());
    go();
    await(leader, "queue", second, RunState.SUCCESSFUL);
    assertEquals(
        List.of(
            "begin " + first.runId(), "end " + first.runId(), "begin " + second, "end " + second),
        said());
  }

  @Test
  void replaceKillsTheRunAndBeginsWhenItsTaskWasSeenEnded() throws Exception {
    leader.topologies().create(topology("newest", "{'overlap':'REPLACE'}", 2), SOMEONE);
    List<Run> runs = awaitRuns("newest", 2);
    Run killed = await(leader, "newest", runs.get(0).runId(), RunState.FAILED);
    assertEquals(
        "Killed by the run after it: it is replaced by " + runs.get(1).runId(), killed.message());
    Await.until("the second has begun", () -> said().contains("begin " + runs.get(1).runId()));
    Instant ended = killed.tasks().get(TASK).ended();
    go();
    Run second = await(leader, "newest", runs.get(1).runId(), RunState.SUCCESSFUL);
    assertTrue(
        second.tasks().get(TASK).started().isAfter(ended.minusMillis(1)), "not beside the first");
  }

  @Test
  void whatWaitsAndIsReplacedIsSkipped() throws Exception {
    installation.faults().add(Fault.of(Fault.Kind.IGNORE_KILL));
    leader.topologies().create(topology("thrice", "{'overlap':'REPLACE'}", 3), SOMEONE);
    List<Run> runs = awaitRuns("thrice", 3);
    Run second = await(leader, "thrice", runs.get(1).runId(), RunState.SKIPPED);
    assertEquals(
        "Killed by the run after it: it is replaced by " + runs.get(2).runId(), second.message());
    Installation.Member other = installation.member();
    leader.control().stepDown(SOMEONE);
    leader = other.leading();
    assertEquals(1, said().size(), "the first goes on, so the third waits");
    installation.faults().clear();
    Await.until("the third has begun", () -> said().contains("begin " + runs.get(2).runId()));
    go();
    await(leader, "thrice", runs.get(2).runId(), RunState.SUCCESSFUL);
    assertEquals(
        List.of("RAN", "SKIPPED", "RAN"),
        leader.ledgers().read("thrice", null, null, null).entries().stream()
            .map(LedgerEntry::verdict)
            .toList());
  }

  @Test
  void whatWaitedLongerThanItsStartDeadlineIsSkipped() throws Exception {
    leader
        .topologies()
        .create(topology("late", "{'overlap':'QUEUE','startDeadline':'2s'}", 2), SOMEONE);
    List<Run> runs = awaitRuns("late", 2);
    Run late = await(leader, "late", runs.get(1).runId(), RunState.SKIPPED);
    assertEquals("It could not begin within its startDeadline of 2s", late.message());
    assertEquals(List.of("begin " + runs.get(0).runId()), said());
    go();
    await(leader, "late", runs.get(0).runId(), RunState.SUCCESSFUL);
  }

  @Test
  void anInstantRunMindsTheOthersOnlyIfItAsksTo() throws Exception {
    leader.topologies().create(topology("asked", "{}", 1), SOMEONE);
    Run first = awaitRuns("asked", 1).getFirst();
    String beside = leader.runs().start("asked", RunRequest.PLAIN, SOMEONE).runId();
    Await.until("it runs beside the other", () -> said().contains("begin " + beside));
    assertThrows(Refusal.class, () -> leader.runs().start("asked", asking(Overlap.SKIP), SOMEONE));
    String queued = leader.runs().start("asked", asking(Overlap.QUEUE), SOMEONE).runId();
    Await.until(
        "it waits for the scheduled one",
        () -> waitsFor(first).equals(leader.runs().find("asked", queued).message()));
    assertThrows(Refusal.class, () -> leader.runs().start("asked", asking(Overlap.QUEUE), SOMEONE));
    go();
    await(leader, "asked", queued, RunState.COMPLETED);
  }

  private static RunRequest asking(Overlap overlap) {
    return new RunRequest(null, null, null, overlap);
  }

  @Test
  void whatIsQueuedBeginsOnlyWhenThePauseOfItsTopologyIsOverWhoeverLeads() throws Exception {
    leader.topologies().create(topology("resting", "{'overlap':'QUEUE'}", 2), SOMEONE);
    List<Run> runs = awaitRuns("resting", 2);
    String second = runs.get(1).runId();
    leader.topologies().pause("resting", PauseRequest.PLAIN, SOMEONE);
    Installation.Member other = installation.member();
    leader.control().stepDown(SOMEONE);
    leader = other.leading();
    go();
    await(leader, "resting", runs.get(0).runId(), RunState.SUCCESSFUL);
    String asked = leader.runs().start("resting", RunRequest.PLAIN, SOMEONE).runId();
    await(leader, "resting", asked, RunState.COMPLETED);
    Await.until(
        "it says what it waits for",
        () ->
            "Waiting: the topology is paused by someone"
                .equals(leader.runs().find("resting", second).message()));
    assertFalse(said().contains("begin " + second));
    leader.topologies().unpause("resting", SOMEONE);
    await(leader, "resting", second, RunState.SUCCESSFUL);
  }

  @Test
  void whatIsQueuedDoesNotBeginAfterTheFailureThatPausesItsTopology() throws Exception {
    Topology fails = topology("failing", "{'overlap':'QUEUE','pauseAfterFailures':1}", 2);
    ContainerTask task = (ContainerTask) fails.task();
    String script = ((CommandExecutable) task.executable()).command().getLast() + "; exit 3";
    leader.topologies().create(fails.withTask(command(TASK, script)), SOMEONE);
    String second = awaitRuns("failing", 2).get(1).runId();
    go();
    Await.until(
        "it is paused", () -> leader.topologies().find("failing").state() == TopologyState.PAUSED);
    Await.until(
        "the queued one says what it waits for",
        () ->
            "Waiting: the topology is paused by Epoch: a run failed"
                .equals(leader.runs().find("failing", second).message()));
    assertEquals(2, said().size());
    leader.runs().killRun("failing", second, null, SOMEONE);
    await(leader, "failing", second, RunState.FAILED);
    assertEquals(2, said().size());
  }

  @Test
  void afterAChangeOfLeaderAFireIsSkippedForARunThatGoesOnNotForOneThatEndedMeanwhile()
      throws Exception {
    Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
    Instant second = first.plusSeconds(8);
    List<Trigger> triggers = List.of(AtTrigger.of(first), AtTrigger.of(second));
    leader.topologies().create(topology("ends", "{}", 0).withTriggers(triggers), SOMEONE);
    leader
        .topologies()
        .create(
            Installation.topology("stays", "* * * * * ?", "sleep 60").withTriggers(triggers),
            SOMEONE);
    Run begun = awaitRuns("stays", 1).getFirst();
    await(leader, "stays", begun.runId(), RunState.RUNNING);
    Await.until("the other has begun", () -> said().size() == 1);
    member.crash();
    go();
    Await.until("the next fire time has passed", () -> Instant.now().isAfter(second));
    assertEquals(2, said().size(), "one has ended, and nobody saw it");
    leader = installation.member().leading();
    assertEquals(RunState.SUCCESSFUL, endOf("ends", second).state());
    Run skipped = endOf("stays", second);
    assertEquals(RunState.SKIPPED, skipped.state());
    assertEquals("The run before it has not ended", skipped.message());
  }

  @Test
  void afterAChangeOfLeaderNobodyIsRefusedForARunThatEndedMeanwhile() throws Exception {
    List<Trigger> never = List.of(AtTrigger.of(Instant.now().plus(1, ChronoUnit.DAYS)));
    leader.topologies().create(topology("asked", "{}", 0).withTriggers(never), SOMEONE);
    leader.runs().start("asked", asking(Overlap.SKIP), SOMEONE);
    Await.until("it has begun", () -> said().size() == 1);
    member.crash();
    go();
    Await.until("it has ended, and nobody saw it", () -> said().size() == 2);
    leader = installation.member().leading();
    String next = leader.runs().start("asked", asking(Overlap.SKIP), SOMEONE).runId();
    await(leader, "asked", next, RunState.COMPLETED);
  }

  private Run endOf(String name, Instant fireTime) throws Exception {
    return Await.found(
        "the end of the run of " + fireTime,
        () ->
            leader.runs().list(name, Set.of()).stream()
                .filter(run -> fireTime.equals(run.fireTime()) && run.state().isTerminal())
                .findFirst());
  }

  @Test
  void aRunThatWaitsCanBeKilled() throws Exception {
    leader.topologies().create(topology("killed", "{'overlap':'QUEUE'}", 2), SOMEONE);
    String waits = awaitRuns("killed", 2).get(1).runId();
    leader.runs().killRun("killed", waits, "enough", SOMEONE);
    Run run = await(leader, "killed", waits, RunState.FAILED);
    assertEquals("Killed by someone: enough", run.message());
    assertEquals(1, said().size());
  }
}
