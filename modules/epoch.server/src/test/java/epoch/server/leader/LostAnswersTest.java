package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.PauseRequest;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.TopologyState;
import epoch.server.Await;
import epoch.server.operations.Caller;
import epoch.server.operations.NotNowException;
import epoch.server.operations.Operations;
import epoch.server.operations.Revised;
import epoch.server.operations.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transaction whose answer got lost was made: it is neither made a second time, nor is whoever
 * asked for it told that it failed.
 */
class LostAnswersTest {
  private static final String NEVER = "0 0 0 1 1 ? 2199";

  @TempDir Path directory;
  private Installation installation;
  private AnswerThief thief;
  private Operations leader;

  @BeforeEach
  void start() throws Exception {
    installation = new Installation(directory);
    thief = new AnswerThief(installation.zooKeeperPort());
    leader = installation.patientMember(thief.address()).leading();
  }

  @AfterEach
  void stop() throws Exception {
    installation.close();
    thief.close();
  }

  /** Does something, the answer to whose transaction gets lost. */
  private <T> T losing(String part, Callable<T> change) throws Exception {
    int before = thief.stolen();
    thief.stealFrom(part);
    T done = change.call();
    Await.until("an answer got lost", () -> thief.stolen() == before + 1);
    return done;
  }

  private static Caller ifRevision(int revision) {
    return SOMEONE.on(new Terms(Set.of(revision), null));
  }

  @Test
  void whatPeopleAskForIsDoneOnceAndAnsweredAsDone() throws Exception {
    Revised made =
        losing(
            "/topologies/t",
            () -> leader.topologies().create(topology("t", NEVER, "true"), SOMEONE));
    assertEquals(made.details(), leader.topologies().find("t"));
    Revised edited =
        losing(
            "/topologies/t",
            () -> leader.topologies().update(topology("t", NEVER, "false"), ifRevision(1)));
    assertEquals(2, edited.revision());
    losing(
        "/schedules/t",
        () -> leader.topologies().pause("t", new PauseRequest("a look", null), SOMEONE));
    assertEquals(TopologyState.PAUSED, leader.topologies().find("t").state());
    losing("/schedules/t", () -> leader.topologies().unpause("t", SOMEONE));
    losing("/schedules/t", () -> leader.revisions().restore("t", 1, ifRevision(2)));
    assertEquals(3, leader.revisions().list("t").size());

    String run = losing("/active/t~", () -> leader.runs().start("t", SOMEONE)).runId();
    Installation.await(leader, "t", run, RunState.COMPLETED);
    assertEquals(1, leader.runs().list("t", Set.of()).size(), "not one for each try");
    Caller key = SOMEONE.on(new Terms(null, new Terms.Once("k", "f")));
    String keyed = losing("/idempotency/", () -> leader.runs().start("t", key)).runId();
    assertEquals(keyed, leader.runs().start("t", key).runId());
    assertEquals(2, leader.runs().list("t", Set.of()).size());
    losing("/topologies/t", () -> leader.topologies().delete("t", SOMEONE));
    Await.until("it is gone", () -> leader.topologies().list().isEmpty());
  }

  @Test
  void aRunIsWalkedOnceWhicheverOfItsTransactionsIsNotAnswered() throws Exception {
    Path starts = directory.resolve("starts");
    leader
        .topologies()
        .create(topology("r", NEVER, "echo x >> " + starts + "; sleep 600"), SOMEONE);
    String run = losing("/active/r~", () -> leader.runs().start("r", SOMEONE)).runId();
    Await.until("it runs", () -> task(run) == TaskState.RUNNING && started(starts) == 1);
    losing("/active/r~" + run, () -> leader.runs().killRun("r", run, "enough", SOMEONE));
    assertEquals(
        "Killed by someone: enough",
        Installation.await(leader, "r", run, RunState.FAILED).message());

    String other = leader.runs().start("r", SOMEONE).runId();
    Await.until("the other runs", () -> task(other) == TaskState.RUNNING && started(starts) == 2);
    // Its end is the transaction with the schedule in it.
    losing("/schedules/r", () -> leader.runs().killRun("r", other, "enough", SOMEONE));
    Installation.await(leader, "r", other, RunState.FAILED);
    assertEquals(2, leader.search().stats("r").failed());
    assertEquals(List.of("x", "x"), Files.readAllLines(starts));
  }

  private static int started(Path starts) throws IOException {
    return Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
  }

  private TaskState task(String run) throws InterruptedException {
    return leader.runs().find("r", run).tasks().get(TASK).state();
  }

  @Test
  void aFireIsMadeOnce() throws Exception {
    leader.topologies().create(topology("often", "* * * * * ?", "true"), SOMEONE);
    for (int i = 0; i < 3; i++) {
      int before = Await.found("what ran", () -> Optional.of(ran()).filter(count -> count > 0));
      losing("/runs/often/ESR-", () -> true);
      Await.until("it goes on", () -> ran() > before + 1);
    }
    leader.topologies().pause("often", SOMEONE);
    List<LedgerEntry> entries = leader.ledgers().read("often", null, null, null).entries();
    Set<String> verdicts = Set.of("RAN", "CAUGHT_UP", "SKIPPED");
    for (int i = 0; i < entries.size(); i++) {
      LedgerEntry entry = entries.get(i);
      boolean paused = String.valueOf(entry.reason()).contains("paused");
      assertTrue(paused || verdicts.contains(entry.verdict()), entry::toString);
      assertEquals(entries.getFirst().time().plusSeconds(i), entry.time(), "each second once");
    }
  }

  private int ran() throws InterruptedException {
    try {
      return (int)
          leader.ledgers().read("often", null, null, null).entries().stream()
              .filter(entry -> entry.verdict().equals("RAN"))
              .count();
    } catch (NotNowException connecting) {
      return 0;
    }
  }
}
