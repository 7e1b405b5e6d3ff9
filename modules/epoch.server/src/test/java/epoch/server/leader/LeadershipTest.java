package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.await;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.server.Await;
import epoch.server.leader.Installation.Member;
import epoch.server.operations.Operations;
import epoch.server.operations.Refusal;
import epoch.server.store.Paths;
import epoch.server.store.zookeeper.Fence;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.store.zookeeper.FencedWriter;
import epoch.server.store.zookeeper.Multi;
import epoch.server.store.zookeeper.ServerClock;
import epoch.server.store.zookeeper.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who leads, what only the leader can do, and what the next leader finds. */
class LeadershipTest {
  private static final String NEVER_AGAIN = "0 0 0 1 1 ? 2199";

  @TempDir Path directory;
  private Installation installation;

  @BeforeEach
  void start() throws Exception {
    installation = new Installation(directory.resolve("installation"));
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private static void eachRanOnce(List<String> lines) {
    assertEquals(lines.size(), new HashSet<>(lines).size(), () -> "each ran once: " + lines);
  }

  private static void noFireTimeHasTwoRuns(List<Run> runs) {
    var seen = new HashSet<>();
    runs.forEach(run -> assertTrue(seen.add(run.runId()), run.runId() + " is there twice"));
  }

  private static List<String> lines(Path file) throws Exception {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static void awaitRunning(Operations leader, String topologyId, String runId)
      throws Exception {
    Await.until(
        runId + " runs",
        () -> leader.runs().find(topologyId, runId).tasks().get(TASK).state() == TaskState.RUNNING);
  }

  @Test
  void theNextLeaderGoesOnWithRunsAndSchedules() throws Exception {
    Path file = directory.resolve("ran");
    Member first = installation.member();
    Operations before = first.leading();
    before
        .topologies()
        .create(topology("often", "* * * * * ?", "echo $EPOCH_RUN_ID >> " + file), SOMEONE);
    before
        .topologies()
        .create(
            topology(
                "long",
                NEVER_AGAIN,
                "while [ -d %1$s ] && [ ! -e %1$s/go ]; do sleep 0.1; done".formatted(directory)),
            SOMEONE);
    String id = before.runs().start("long", SOMEONE).runId();
    awaitRunning(before, "long", id);
    Await.until("it fires", () -> lines(file).size() >= 2);

    Member second = installation.member();
    first.close();
    Operations after = second.leading();
    Files.createFile(directory.resolve("go"));
    await(after, "long", id, RunState.COMPLETED);
    int already = lines(file).size();
    Await.until("it fires on", () -> lines(file).size() >= already + 2);
    noFireTimeHasTwoRuns(after.runs().list("often", Set.of()));
    eachRanOnce(lines(file));
  }

  @Test
  void tasksSayOfWhichInstallationTheyAreWhoeverLeads() throws Exception {
    Path file = directory.resolve("installations");
    Member first = installation.member();
    Operations before = first.leading();
    before
        .topologies()
        .create(topology("says", NEVER_AGAIN, "echo $EPOCH_INSTALLATION >> " + file), SOMEONE);
    String one = before.runs().start("says", SOMEONE).runId();
    await(before, "says", one, RunState.COMPLETED);
    Member second = installation.member();
    first.close();
    Operations after = second.leading();
    String other = after.runs().start("says", SOMEONE).runId();
    await(after, "says", other, RunState.COMPLETED);
    List<String> said = lines(file);
    assertEquals(2, said.size());
    assertEquals(36, said.getFirst().length(), "a random UUID");
    assertEquals(said.getFirst(), said.getLast());
  }

  @Test
  void aLeaderThatCrashesIsReplacedOnceItsSessionEnds() throws Exception {
    Path file = directory.resolve("ran");
    Member first = installation.member();
    first
        .leading()
        .topologies()
        .create(topology("often", "* * * * * ?", "echo $EPOCH_RUN_ID >> " + file), SOMEONE);
    Await.until("it fires", () -> lines(file).size() >= 2);
    Member second = installation.member();
    first.crash();
    Operations after = second.leading();
    int already = lines(file).size();
    Await.until("it fires on", () -> lines(file).size() >= already + 2);
    noFireTimeHasTwoRuns(after.runs().list("often", Set.of()));
    eachRanOnce(lines(file));
  }

  @Test
  void aDeposedLeaderCannotWrite() throws Exception {
    Member member = installation.member();
    member.leading();
    Paths paths = Paths.of("epoch");
    var session = new Session(member.client().getZookeeperClient().getZooKeeper());
    int version = session.read(paths.leaderEpoch()).orElseThrow().version();
    byte[] id = "http://127.0.0.1:20000".getBytes(StandardCharsets.UTF_8);
    var stale = new Fence(session, paths.leaderEpoch(), paths.leaderHolder(), id, version - 1);
    var writer = new FencedWriter(stale, new ServerClock(0, System::nanoTime));
    assertThrows(
        FencedOutException.class,
        () -> writer.commit(new Multi().create("/epoch/forbidden", new byte[0])));
    assertTrue(session.read("/epoch/forbidden").isEmpty());
  }

  @Test
  void zooKeeperAwayIsNoFailureAndNoFireTimeIsLostOrDoubled() throws Exception {
    Path file = directory.resolve("ran");
    Member member = installation.member();
    Operations before = member.leading();
    before
        .topologies()
        .create(topology("often", "* * * * * ?", "echo $EPOCH_RUN_ID >> " + file), SOMEONE);
    before.topologies().create(topology("long", NEVER_AGAIN, "sleep 4"), SOMEONE);
    String id = before.runs().start("long", SOMEONE).runId();
    Await.until("it fires", () -> lines(file).size() >= 2);
    installation.stopZooKeeper();
    Await.until("the leader notices", () -> member.election.operations().isEmpty());
    installation.startZooKeeper();
    Operations after = member.leading();
    int already = lines(file).size();
    Await.until("it fires on", () -> lines(file).size() >= already + 2);
    await(after, "long", id, RunState.COMPLETED);
    noFireTimeHasTwoRuns(after.runs().list("often", Set.of()));
    eachRanOnce(lines(file));
  }

  @Test
  void aChangeWhoseAnswerIsLostIsMadeOnce() throws Exception {
    try (var proxy = new CuttingProxy(installation.zooKeeperPort())) {
      Member member = installation.patientMember(proxy.address());
      Operations leader = member.leading();
      proxy.loseAnswers();
      Thread cutter =
          Thread.ofVirtual()
              .start(() -> {
                LockSupport.parkNanos(300_000_000);
                proxy.cut();
              });
      var made = leader.topologies().create(topology("once", NEVER_AGAIN, "true"), SOMEONE);
      cutter.join();
      assertEquals(made.details(), leader.topologies().find("once"));
      assertThrows(
          Refusal.class,
          () -> leader.topologies().create(topology("once", NEVER_AGAIN, "true"), SOMEONE));
      String id = leader.runs().start("once", SOMEONE).runId();
      await(leader, "once", id, RunState.COMPLETED);
    }
  }

  @Test
  void aLeaderThatIsCutOffStepsDownAndTheOtherLeads() throws Exception {
    Path file = directory.resolve("ran");
    try (var proxy = new CuttingProxy(installation.zooKeeperPort())) {
      Member first = installation.member(proxy.address());
      first
          .leading()
          .topologies()
          .create(topology("often", "* * * * * ?", "echo $EPOCH_RUN_ID >> " + file), SOMEONE);
      Await.until("it fires", () -> lines(file).size() >= 2);
      Member second = installation.member();
      proxy.away();
      Operations after = second.leading();
      Await.until("the first steps down", () -> first.election.operations().isEmpty());
      int already = lines(file).size();
      Await.until("the second fires", () -> lines(file).size() >= already + 2);
      proxy.back();
      Await.until(
          "the first is back as a member",
          () -> first.election.members().all().contains(first.election.self()));
      assertFalse(first.election.operations().isPresent());
      noFireTimeHasTwoRuns(after.runs().list("often", Set.of()));
      eachRanOnce(lines(file));
    }
  }

  @Test
  void aRemovalThatACrashInterruptsIsFinishedByTheNextLeader() throws Exception {
    Member first = installation.member();
    Operations before = first.leading();
    before.topologies().create(topology("gone", NEVER_AGAIN, "sleep 60"), SOMEONE);
    String id = before.runs().start("gone", SOMEONE).runId();
    awaitRunning(before, "gone", id);
    before.topologies().delete("gone", SOMEONE);
    first.crash();
    Operations after = installation.member().leading();
    Await.until(
        "the name is free",
        () -> {
          try {
            after.topologies().create(topology("gone", NEVER_AGAIN, "true"), SOMEONE);
            return true;
          } catch (Refusal taken) {
            return false;
          }
        });
  }
}
