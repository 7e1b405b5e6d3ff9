package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.await;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.drove.Lookup;
import epoch.server.operations.Operations;
import epoch.server.operations.Refusal;
import epoch.server.retention.RetentionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed, and what never is. */
class RetentionTest {
  private static final String NEVER_AGAIN = "0 0 0 1 1 ? 2199";
  private static final String NAME = "kept";
  private static final Set<RunState> ALL = Set.of();

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

  private static RetentionSettings keep(int runs, Duration age, Duration settled) {
    Duration often = Duration.ofMillis(100);
    return new RetentionSettings(often, often, runs, age, 2, settled, 1_000, 1_000);
  }

  private Installation.Member member(int runs) {
    installation.retention = keep(runs, null, Duration.ZERO);
    return installation.member();
  }

  private static List<String> runToEnd(Operations leader, int times) throws Exception {
    var ids = new ArrayList<String>();
    for (int i = 0; i < times; i++) {
      String id = leader.runs().start(NAME, SOMEONE).runId();
      await(leader, NAME, id, RunState.COMPLETED);
      ids.add(id);
    }
    return ids;
  }

  private static List<String> kept(Operations leader) throws InterruptedException {
    return leader.runs().list(NAME, ALL).stream().map(Run::runId).sorted().toList();
  }

  @Test
  void theLastRunsStayAndTheTasksOfTheOthersAreForgotten() throws Exception {
    Installation.Member member = member(3);
    Operations leader = member.leading();
    leader.topologies().create(topology(NAME, NEVER_AGAIN, "true"), SOMEONE);
    String first = leader.runs().start(NAME, SOMEONE).runId();
    Run run = await(leader, NAME, first, RunState.COMPLETED);
    String oldTask = run.tasks().get(TASK).taskId();
    List<String> ids = runToEnd(leader, 6);
    Await.until("three are left", () -> kept(leader).equals(ids.subList(3, 6)));
    assertThrows(Refusal.class, () -> leader.runs().find(NAME, first));
    Await.until(
        "Drove forgot its task", () -> member.connection().find(oldTask) instanceof Lookup.Absent);
    String newTask = leader.runs().find(NAME, ids.get(5)).tasks().get(TASK).taskId();
    assertInstanceOf(Lookup.Found.class, member.connection().find(newTask));
  }

  @Test
  void runsThat114NamedByALocalTimeThatIsStillToComeDoNotDisplaceNewOnes() throws Exception {
    Operations leader = member(3).leading();
    leader.topologies().create(topology(NAME, NEVER_AGAIN, "true"), SOMEONE);
    List<String> first = runToEnd(leader, 1);
    Instant named = Instant.now().plus(Duration.ofHours(5));
    try (var hand = new ForeignHand(installation.zooKeeperPort())) {
      String parent = "/epoch/runs/" + NAME + "/";
      Run ours = Json.read(hand.read(parent + first.getFirst()), Run.class);
      for (int i = 0; i < 4; i++) {
        String id = new RunId(RunType.INSTANT, named.plusSeconds(i)).toString();
        Run theirs =
            new Run(
                NAME,
                id,
                RunState.COMPLETED,
                "Task completed",
                ours.tasks(),
                RunType.INSTANT,
                ours.created().minusSeconds(1_800),
                ours.updated().minusSeconds(1_800),
                null,
                Map.of());
        hand.create(parent + id, Json.text(theirs));
      }
    }
    List<String> last = runToEnd(leader, 2);
    List<String> all = Stream.concat(first.stream(), last.stream()).toList();
    Await.until("ours are left", () -> kept(leader).equals(all));
  }

  @Test
  void aTaskThatEndedLatelyIsNotForgottenOnDrove() throws Exception {
    installation.retention = keep(1, null, Duration.ofMinutes(10));
    Installation.Member member = installation.member();
    Operations leader = member.leading();
    leader.topologies().create(topology(NAME, NEVER_AGAIN, "true"), SOMEONE);
    String first = leader.runs().start(NAME, SOMEONE).runId();
    String task = await(leader, NAME, first, RunState.COMPLETED).tasks().get(TASK).taskId();
    List<String> ids = runToEnd(leader, 3);
    Await.until("one is left", () -> kept(leader).equals(ids.subList(2, 3)));
    assertInstanceOf(Lookup.Found.class, member.connection().find(task));
  }

  @Test
  void skippedRunsAreCountedApartAndAnActiveRunStays() throws Exception {
    Path go = directory.resolve("go");
    Operations leader = member(2).leading();
    leader.topologies().create(topology(NAME, NEVER_AGAIN, "true"), SOMEONE);
    List<String> done = runToEnd(leader, 2);
    String wait = until(go);
    leader.topologies().update(topology(NAME, "* * * * * ?", wait), SOMEONE);
    Run running = await(leader, NAME, RunState.RUNNING);
    var skipped = new HashSet<String>();
    Await.until(
        "five fires were skipped",
        () -> {
          leader
              .runs()
              .list(NAME, Set.of(RunState.SKIPPED))
              .forEach(run -> skipped.add(run.runId()));
          return skipped.size() >= 5;
        });
    Await.until(
        "two of them are left",
        () -> leader.runs().list(NAME, Set.of(RunState.SKIPPED)).size() <= 2);
    assertEquals(
        done,
        leader.runs().list(NAME, Set.of(RunState.COMPLETED)).stream()
            .map(Run::runId)
            .sorted()
            .toList());
    assertEquals(RunState.RUNNING, leader.runs().find(NAME, running.runId()).state());
    leader.topologies().pause(NAME, SOMEONE);
    Files.createFile(go);
    await(leader, NAME, running.runId(), RunState.SUCCESSFUL);
  }

  @Test
  void oldRunsGoButNotTheLast() throws Exception {
    installation.retention = keep(20, Duration.ofMillis(500), Duration.ZERO);
    Operations leader = installation.member().leading();
    leader.topologies().create(topology(NAME, NEVER_AGAIN, "true"), SOMEONE);
    String last = runToEnd(leader, 4).getLast();
    Await.until("one is left", () -> kept(leader).equals(List.of(last)));
  }

  @Test
  void whatAnotherLeftIsReadBeforeItIsJudged() throws Exception {
    Installation.Member before = member(1_000);
    before.leading().topologies().create(topology(NAME, NEVER_AGAIN, "true"), SOMEONE);
    var skipped = new TreeSet<String>();
    var done = new TreeSet<String>();
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 450; i++) {
      Instant time = start.plus(Duration.ofMinutes(i));
      boolean skip = i >= 20 && i % 3 != 0;
      Run run = ended(time, skip ? RunState.SKIPPED : RunState.SUCCESSFUL);
      (skip ? skipped : done).add(run.runId());
      write(before, run);
    }
    String odd = "/epoch/runs/" + NAME + "/ESR-2020-01-01-00-00-00-000";
    before.client().create().forPath(odd, "no run".getBytes());
    before.close();

    Installation.Member after = member(5);
    Operations leader = after.leading();
    Await.until("ten are left", () -> kept(leader).size() == 10);
    assertEquals(last(done, 5), ids(leader, RunState.SUCCESSFUL));
    assertEquals(last(skipped, 5), ids(leader, RunState.SKIPPED));
    assertTrue(after.client().checkExists().forPath(odd) != null, "what cannot be read stays");
    List<String> more = runToEnd(leader, 6);
    Await.until(
        "the others of its kind make room",
        () ->
            ids(leader, RunState.SUCCESSFUL).isEmpty()
                && ids(leader, RunState.COMPLETED).equals(Set.copyOf(more.subList(1, 6))));
    assertEquals(last(skipped, 5), ids(leader, RunState.SKIPPED));
  }

  private static Run ended(Instant time, RunState state) {
    String id = new RunId(RunType.SCHEDULED, time).toString();
    return new Run(NAME, id, state, "", Map.of(), RunType.SCHEDULED, time, time, time, Map.of());
  }

  private static void write(Installation.Member member, Run run) throws Exception {
    member
        .client()
        .create()
        .creatingParentsIfNeeded()
        .forPath("/epoch/runs/" + NAME + "/" + run.runId(), Json.bytes(run));
  }

  private static Set<String> ids(Operations leader, RunState state) throws Exception {
    return leader.runs().list(NAME, Set.of(state)).stream()
        .map(Run::runId)
        .collect(Collectors.toSet());
  }

  private static Set<String> last(TreeSet<String> all, int count) {
    return all.descendingSet().stream().limit(count).collect(Collectors.toSet());
  }

  @Test
  void theLastRevisionsStayAndThoseThatAreWalked() throws Exception {
    Path go = directory.resolve("go");
    Installation.Member member = member(20);
    Operations leader = member.leading();
    Topology topology = topology(NAME, NEVER_AGAIN, until(go));
    leader.topologies().create(topology, SOMEONE);
    String run = leader.runs().start(NAME, SOMEONE).runId();
    for (int i = 0; i < 4; i++) {
      leader.topologies().update(topology(NAME, NEVER_AGAIN, "exit " + i), SOMEONE);
    }
    Await.until("1, 4 and 5 are left", () -> revisions(member).equals(Set.of("1", "4", "5")));
    Files.createFile(go);
    await(leader, NAME, run, RunState.COMPLETED);
    Await.until("4 and 5 are left", () -> revisions(member).equals(Set.of("4", "5")));
  }

  private static Set<String> revisions(Installation.Member member) throws Exception {
    return Set.copyOf(member.client().getChildren().forPath("/epoch/revisions/" + NAME));
  }

  /** A command that lasts until a file is there, or the test is over. */
  private static String until(Path file) {
    return "while [ -d %s ] && [ ! -e %s ]; do sleep 0.1; done".formatted(file.getParent(), file);
  }
}
