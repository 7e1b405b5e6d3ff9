package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.await;
import static epoch.server.leader.Installation.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.Standing.PauseState;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import epoch.api.topology.UnknownTrigger;
import epoch.server.Await;
import epoch.server.run.Jitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Policies about when a fire begins, and whether. */
class FirePoliciesTest extends OneLeader {
  private static Topology topology(String name, String policy, String script, Instant... times)
      throws Exception {
    return Topology.of(name, command(TASK, script), UnknownTrigger.missing())
        .withTriggers(Stream.of(times).<Trigger>map(AtTrigger::of).toList())
        .withPolicy(Json.read(policy.replace('\'', '"'), Policy.class));
  }

  /** Late enough that whatever is to fire then has been created before, on a slow machine too. */
  private static Instant soon() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(4);
  }

  private List<LedgerEntry> ledger(String name) throws Exception {
    return leader.ledgers().read(name, null, null, null).entries();
  }

  private long runs(Instant from, Instant to) {
    return leader.schedules().forecast(from, to, Duration.between(from, to)).buckets().stream()
        .mapToLong(bucket -> bucket.runs())
        .sum();
  }

  private static String runAt(Instant time) {
    return new RunId(RunType.SCHEDULED, time).toString();
  }

  private PauseState awaitPause() throws Exception {
    return Await.found(
        "it is paused",
        () ->
            Optional.ofNullable(leader.search().topology("broken").standing().pause())
                .filter(
                    pause -> leader.topologies().find("broken").state() == TopologyState.PAUSED));
  }

  @Test
  void jitterPutsAFireOffButNotItsFireTime() throws Exception {
    // By 37 % of what it allows: that is where the name's hash lies.
    Instant time = soon();
    leader.topologies().create(topology("nightly", "{'jitter':'4s'}", "true", time), SOMEONE);
    Run run = await(leader, "nightly", RunState.COMPLETED);
    assertEquals(runAt(time), run.runId());
    assertEquals(time, run.fireTime());
    assertFalse(run.created().isBefore(time.plusMillis(1_498)), run.toString());
    assertEquals("RAN", ledger("nightly").getFirst().verdict());
  }

  @Test
  void whatJitterPutsOffBeginsAtOnceWhenItsTimesAreChangedAndOnlyThen() throws Exception {
    Instant time = soon();
    Topology topology = topology("nightly", "{'jitter':'1d'}", "true", time);
    leader.topologies().create(topology, SOMEONE);
    assertEquals(
        time.plus(Duration.ofMillis(32_361_613)),
        leader.search().topology("nightly").standing().nextFire());
    Await.until("its time has come", () -> Instant.now().isAfter(time));
    leader.topologies().update(topology.withDescription("changed"), SOMEONE);
    assertEquals(List.of(), leader.runs().list("nightly", Set.of()));
    assertEquals("DUE", ledger("nightly").getFirst().verdict());
    leader.topologies().update(topology.withTriggers(List.of(EveryTrigger.of("3660d"))), SOMEONE);
    Run run = await(leader, "nightly", RunState.COMPLETED);
    assertEquals(runAt(time), run.runId());
    assertEquals("RAN", ledger("nightly").getFirst().verdict());
  }

  @Test
  void whatIsToComeIsToldAsJitterPutsItOff() throws Exception {
    Instant time = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(2));
    Topology spread = topology("nightly", "{'jitter':'1d'}", "true", time);
    Topology plain = topology("plain", "{}", "true", time);
    leader.topologies().create(spread, SOMEONE);
    leader.topologies().create(plain, SOMEONE);
    // By 8 h 59 min: that is where the name's hash lies.
    Instant begins = time.plus(Duration.ofMillis(32_361_613));
    assertEquals(1, runs(time, time.plusMillis(1)));
    assertEquals(1, runs(begins, begins.plusMillis(1)));
    assertEquals(2, runs(time, begins.plusMillis(1)));
    assertEquals(List.of(begins), leader.topologies().validate(spread).schedule().next());
    LedgerEntry planned =
        leader.ledgers().read("nightly", time.minusMillis(1), time, null).entries().getFirst();
    assertEquals("put off by its jitter, 32361s", planned.reason());
    String why = leader.schedules().why("nightly", time).sentence();
    assertTrue(why.contains("put off by its jitter"), why);
  }

  @Test
  void whatJitterPutsOffIsSkippedByAPause() throws Exception {
    Instant time = soon();
    leader.topologies().create(topology("nightly", "{'jitter':'1d'}", "true", time), SOMEONE);
    Await.until("its time has come", () -> Instant.now().isAfter(time));
    leader.topologies().pause("nightly", SOMEONE);
    leader.topologies().unpause("nightly", SOMEONE);
    assertEquals(List.of(), leader.runs().list("nightly", Set.of()));
    LedgerEntry entry = ledger("nightly").getFirst();
    assertEquals("SKIPPED", entry.verdict());
    assertEquals("paused by someone", entry.reason());
  }

  @Test
  void whoeverReleasesDecidesAboutWhatWasToBeginInTheHoldHoweverFarItIsPutOff() throws Exception {
    Topology often =
        Topology.of("nightly", command(TASK, "true"), CronTrigger.of("* * * * * ?"))
            .withPolicy(Json.read("{\"jitter\":\"8s\",\"overlap\":\"ALLOW\"}", Policy.class));
    Duration jitter = Jitter.of(often);
    assertEquals(2, jitter.toSeconds());
    leader.topologies().create(often, SOMEONE);
    await(leader, "nightly", RunState.SUCCESSFUL);
    leader.control().hold("a look", SOMEONE);
    Instant held = Instant.now();
    Await.until("some are held back", () -> Instant.now().isAfter(held.plusSeconds(3)));
    Instant released = Instant.now();
    leader.control().release("SKIP", SOMEONE);
    Await.until(
        "it fires again",
        () -> {
          LedgerEntry last = lastAccounted("nightly");
          return last.time().plus(jitter).isAfter(released) && last.verdict().equals("RAN");
        });
    int skipped = 0;
    for (LedgerEntry entry : ledger("nightly")) {
      Instant begins = entry.time().plus(jitter);
      if (begins.isAfter(held) && !begins.isAfter(released)) {
        assertEquals("SKIPPED", entry.verdict(), entry.toString());
        assertEquals("held by someone: a look", entry.reason());
        skipped++;
      }
    }
    assertTrue(skipped >= 2, ledger("nightly").toString());
  }

  private LedgerEntry lastAccounted(String name) throws Exception {
    return ledger(name).stream()
        .filter(entry -> !entry.verdict().equals("DUE"))
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  @Test
  void soManyFailuresInARowPauseTheTopology() throws Exception {
    Instant time = soon();
    Instant later = time.plusSeconds(3_600);
    Topology topology =
        topology(
            "broken",
            "{'pauseAfterFailures':2,'overlap':'ALLOW'}",
            "exit 3",
            time,
            time.plusSeconds(1),
            later);
    leader.topologies().create(topology, SOMEONE);
    PauseState pause = awaitPause();
    assertEquals("Epoch", pause.by());
    assertEquals("2 runs failed in a row", pause.reason());
    assertEquals(2, leader.runs().list("broken", Set.of(RunState.FAILED)).size());

    leader.topologies().unpause("broken", SOMEONE);
    assertEquals(TopologyState.ACTIVE, leader.topologies().find("broken").state());
    assertEquals(later, leader.search().topology("broken").standing().nextFire());
  }

  @Test
  void failuresInARowAreCountedAcrossLeaders() throws Exception {
    Instant time = soon();
    leader
        .topologies()
        .create(
            topology("broken", "{'pauseAfterFailures':2}", "exit 3", time, time.plusSeconds(4)),
            SOMEONE);
    await(leader, "broken", RunState.FAILED);
    member.crash();
    leader = installation.member().leading();
    assertEquals("2 runs failed in a row", awaitPause().reason());
    assertEquals(2, leader.runs().list("broken", Set.of(RunState.FAILED)).size());
  }

  @Test
  void whoWritesATopologyAgainAsItIsChangesNoCountOfFailures() throws Exception {
    Instant time = soon();
    leader
        .topologies()
        .create(
            topology("broken", "{'pauseAfterFailures':2}", "exit 3", time, time.plusSeconds(2)),
            SOMEONE);
    await(leader, "broken", RunState.FAILED);
    try (var hand = new ForeignHand(installation.zooKeeperPort())) {
      hand.rewrite("/epoch/topologies/broken");
    }
    assertEquals("2 runs failed in a row", awaitPause().reason());
  }

  @Test
  void whoWritesATopologyAgainAsItIsGivesUpNothingThatIsPutOff() throws Exception {
    Instant time = soon();
    Topology topology = topology("nightly", "{'jitter':'1d'}", "true", time);
    leader.topologies().create(topology, SOMEONE);
    Await.until("its time has come", () -> Instant.now().isAfter(time));
    try (var hand = new ForeignHand(installation.zooKeeperPort())) {
      hand.rewrite("/epoch/topologies/nightly");
      leader.topologies().update(topology.withDescription("changed"), SOMEONE);
      String kept = hand.read("/epoch/topologies/nightly");
      assertTrue(kept.contains("changed"), kept);
    }
    assertEquals(List.of(), leader.runs().list("nightly", Set.of()));
    assertEquals("DUE", ledger("nightly").getFirst().verdict());
  }

  @Test
  void aFireThatIsLaterThanItsStartDeadlineIsMissed() throws Exception {
    Instant time = soon().plusSeconds(4);
    leader.topologies().create(topology("stale", "{'startDeadline':'1s'}", "true", time), SOMEONE);
    leader.topologies().create(topology("fresh", "{'startDeadline':'1h'}", "true", time), SOMEONE);
    member.close();
    Await.until("it is late", () -> Instant.now().isAfter(time.plusSeconds(2)));
    leader = installation.member().leading();
    await(leader, "fresh", RunState.COMPLETED);
    Await.until(
        "the other is accounted for", () -> "MISSED".equals(ledger("stale").getFirst().verdict()));
    assertEquals(
        "it could not begin within its startDeadline of 1s", ledger("stale").getFirst().reason());
    assertEquals(List.of(), leader.runs().list("stale", Set.of()));
  }

  @Test
  void aRunThatIsHeldLongerThanItsStartDeadlineIsSkipped() throws Exception {
    Instant time = soon();
    leader
        .topologies()
        .create(
            topology("held", "{'group':'one','startDeadline':'3s'}", "sleep 60", time), SOMEONE);
    leader
        .topologies()
        .create(
            topology("behind", "{'group':'one','startDeadline':'3s'}", "true", time.plusSeconds(1)),
            SOMEONE);
    Run run = await(leader, "behind", RunState.SKIPPED);
    assertEquals("It could not begin within its startDeadline of 3s", run.message());
    LedgerEntry entry = ledger("behind").getFirst();
    assertEquals("SKIPPED", entry.verdict());
    assertEquals(run.message(), entry.reason());
    Await.until("it has left the group", () -> leader.groups().find("one").waiting().isEmpty());
  }

  @Test
  void aContainerIsToldWhenItsTopologyLastSucceeded() throws Exception {
    Instant first = soon();
    Path told = directory.resolve("told");
    String script =
        "test -e %1$s && echo $EPOCH_LAST_SUCCESS > %1$s-last; touch %1$s".formatted(told);
    leader
        .topologies()
        .create(
            topology("twice", "{'overlap':'QUEUE'}", script, first, first.plusSeconds(1)), SOMEONE);
    Await.until(
        "both succeeded",
        () -> leader.runs().list("twice", Set.of(RunState.SUCCESSFUL)).size() == 2);
    assertEquals(first.toString(), Files.readString(directory.resolve("told-last")).strip());
  }
}
