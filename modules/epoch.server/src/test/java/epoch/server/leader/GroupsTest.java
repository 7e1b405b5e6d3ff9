package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.await;
import static epoch.server.leader.Installation.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.rest.GroupState;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.RunRequest;
import epoch.api.run.RunState;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.api.topology.Trigger;
import epoch.server.Await;
import epoch.server.operations.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits that runs of several topologies share. */
class GroupsTest extends OneLeader {
  private static final String NEVER_AGAIN = "0 0 0 1 1 ? 2199";

  private String begin(String name, int priority) throws Exception {
    create(name, priority, CronTrigger.of(NEVER_AGAIN));
    return leader.runs().start(name, RunRequest.PLAIN, SOMEONE).runId();
  }

  private void create(String name, int priority, Trigger trigger) throws Exception {
    String script =
        "echo %2$s >> %1$s/said; while [ -d %1$s ] && [ ! -e %1$s/go-%2$s ]; do sleep 0.05; done"
            .formatted(directory, name);
    Policy policy =
        Json.read("{\"group\":\"database\",\"priority\":" + priority + "}", Policy.class);
    leader
        .topologies()
        .create(Topology.of(name, command(TASK, script), trigger).withPolicy(policy), SOMEONE);
  }

  private void go(String name) throws Exception {
    Files.createFile(directory.resolve("go-" + name));
  }

  private List<String> said() throws Exception {
    Path said = directory.resolve("said");
    return Files.exists(said) ? Files.readAllLines(said) : List.of();
  }

  private static List<String> names(List<GroupState.Place> places) {
    return places.stream().map(GroupState.Place::topologyId).toList();
  }

  private void awaitGroup(List<String> running, List<String> waiting) throws Exception {
    Await.until(
        running + " are in, " + waiting + " wait",
        () -> {
          GroupState group = leader.groups().find("database");
          return names(group.running()).equals(running) && names(group.waiting()).equals(waiting);
        });
  }

  @Test
  void oneAtATimeInTheOrderOfPriorityAndAgeThoughTheLeaderChanges() throws Exception {
    begin("first", 0);
    awaitGroup(List.of("first"), List.of());
    String older = begin("older", 0);
    awaitGroup(List.of("first"), List.of("older"));
    begin("younger", 0);
    begin("urgent", 7);
    awaitGroup(List.of("first"), List.of("urgent", "older", "younger"));
    Await.until(
        "it says what it waits for",
        () ->
            "Waiting for room in group database, whose limit is 1"
                .equals(leader.runs().find("older", older).message()));

    Installation.Member other = installation.member();
    leader.control().stepDown(SOMEONE);
    leader = other.leading();
    awaitGroup(List.of("first"), List.of("urgent", "older", "younger"));
    List<String> order = new ArrayList<>(List.of("first", "urgent", "older", "younger"));
    for (int i = 1; i <= 4; i++) {
      List<String> begun = order.subList(0, i);
      Await.until(begun + " have begun", () -> said().equals(begun));
      go(order.get(i - 1));
      await(leader, order.get(i - 1), RunState.COMPLETED);
    }
    Await.until("nothing is known of an empty group", () -> leader.groups().list().isEmpty());
  }

  @Test
  void aRunOfATriggerStandsInNobodysWayWhileItsTopologyIsPaused() throws Exception {
    begin("first", 0);
    awaitGroup(List.of("first"), List.of());
    create("resting", 9, AtTrigger.of(Instant.now().plusSeconds(4)));
    awaitGroup(List.of("first"), List.of("resting"));
    leader.topologies().pause("resting", new PauseRequest("night", null), SOMEONE);
    awaitGroup(List.of("first"), List.of());
    Await.until(
        "it says what it waits for",
        () ->
            "Waiting: the topology is paused by someone: night"
                .equals(await(leader, "resting", RunState.RUNNING).message()));
    begin("second", 0);
    go("first");
    awaitGroup(List.of("second"), List.of());
    leader.topologies().unpause("resting", SOMEONE);
    awaitGroup(List.of("second"), List.of("resting"));
    go("second");
    go("resting");
    await(leader, "resting", RunState.COMPLETED);
    assertEquals(List.of("first", "second", "resting"), said());
  }

  @Test
  void aHigherLimitLetsMoreInAtOnceAndIsKept() throws Exception {
    begin("one", 0);
    awaitGroup(List.of("one"), List.of());
    begin("two", 0);
    awaitGroup(List.of("one"), List.of("two"));
    assertFalse(leader.groups().find("database").limited(), "nobody set the limit of one");
    assertEquals(2, leader.groups().limit("database", 2, SOMEONE).limit());
    awaitGroup(List.of("one", "two"), List.of());
    Await.until("both run", () -> said().size() == 2);

    Installation.Member other = installation.member();
    leader.control().stepDown(SOMEONE);
    leader = other.leading();
    assertEquals(2, leader.groups().find("database").limit());
    assertTrue(leader.groups().find("database").limited());
    begin("three", 0);
    Await.until("it waits", () -> names(leader.groups().find("database").waiting()).size() == 1);
    go("one");
    go("two");
    go("three");
    await(leader, "three", RunState.COMPLETED);
    leader.groups().remove("database", SOMEONE);
    assertThrows(Refusal.class, () -> leader.groups().remove("database", SOMEONE));
    assertEquals(1, leader.groups().find("database").limit());
    assertFalse(leader.groups().find("database").limited());
  }

  @Test
  void aLimitThatIsNoneIsRefused() {
    assertThrows(Refusal.class, () -> leader.groups().limit("database", 0, SOMEONE));
    assertThrows(Refusal.class, () -> leader.groups().limit("data base", 1, SOMEONE));
  }

  @Test
  void aRunThatWaitsForRoomCanBeKilledAndItsPlaceIsGiven() throws Exception {
    begin("one", 0);
    awaitGroup(List.of("one"), List.of());
    String second = begin("two", 0);
    awaitGroup(List.of("one"), List.of("two"));
    leader.runs().killRun("two", second, null, SOMEONE);
    await(leader, "two", second, RunState.FAILED);
    awaitGroup(List.of("one"), List.of());
    go("one");
    await(leader, "one", RunState.COMPLETED);
    assertEquals(List.of("one"), said());
  }
}
