package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.RunEntry;
import epoch.api.rest.TopologyFilter;
import epoch.api.rest.Why;
import epoch.api.run.RunState;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.operations.PageRequest;
import epoch.server.operations.Part;
import epoch.server.operations.Refusal;
import epoch.server.operations.RunFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs of all topologies, statistics, previews, forecasts and explanations of a real leader. */
class SearchTest extends OneLeader {
  private static final String EVERY_SECOND = "* * * * * ?";
  private static final String YEARLY = "0 0 0 1 1 ?";
  private static final RunFilter ANY =
      new RunFilter(Set.of(), Set.of(), TopologyFilter.ALL, null, Set.of(), null, null);

  private static List<RunEntry> runs(Part part) throws Exception {
    var runs = new ArrayList<RunEntry>();
    for (byte[] json : part.items()) {
      runs.add(Json.read(json, RunEntry.class));
    }
    return runs;
  }

  private Why awaitWhy(String id, String words) throws Exception {
    return Await.found(
        words,
        () ->
            Optional.of(leader.schedules().why(id, null))
                .filter(why -> why.sentence().contains(words)));
  }

  @Test
  void runsOfAllTopologiesAreFoundActiveAndEndedNewestFirst() throws Exception {
    leader.topologies().create(topology("quick", YEARLY, "true"), SOMEONE);
    leader.topologies().create(topology("bad", YEARLY, "exit 3"), SOMEONE);
    leader.topologies().create(topology("slow", YEARLY, "sleep 600"), SOMEONE);
    for (int i = 0; i < 3; i++) {
      leader.runs().start("quick", SOMEONE);
      leader.runs().start("bad", SOMEONE);
    }
    leader.runs().start("slow", SOMEONE);
    var done =
        new RunFilter(
            Set.of(RunState.COMPLETED, RunState.FAILED),
            Set.of(),
            TopologyFilter.ALL,
            null,
            Set.of(),
            null,
            null);
    Await.until("six ended", () -> leader.search().runs(done, PageRequest.ALL).total() == 6);

    List<RunEntry> all = runs(leader.search().runs(ANY, PageRequest.ALL));
    assertEquals(7, all.size());
    List<String> times = all.stream().map(run -> run.run().runId().substring(4)).toList();
    assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    List<RunEntry> active =
        all.stream().filter(run -> run.run().state() == RunState.RUNNING).toList();
    assertEquals(List.of("slow"), active.stream().map(run -> run.run().topologyId()).toList());
    assertTrue(
        all.stream().noneMatch(run -> run.run().tasks().isEmpty()), "with the details of each");

    var paged = new ArrayList<RunEntry>();
    Optional<String> next = Optional.empty();
    do {
      Part page = leader.search().runs(ANY, new PageRequest(null, 3, next.orElse(null)));
      assertEquals(7, page.total());
      paged.addAll(runs(page));
      next = page.next();
    } while (next.isPresent());
    assertEquals(
        all.stream().map(entry -> entry.run().runId()).toList(),
        paged.stream().map(entry -> entry.run().runId()).toList());

    var bad =
        new RunFilter(
            Set.of(RunState.FAILED), Set.of(), TopologyFilter.ALL, "BAD", Set.of(), null, null);
    assertEquals(3, leader.search().runs(bad, PageRequest.ALL).total());
    var old =
        new RunFilter(Set.of(), Set.of(), TopologyFilter.ALL, null, Set.of(), null, Instant.EPOCH);
    assertEquals(0, leader.search().runs(old, PageRequest.ALL).total());

    Part two = leader.search().runsOf("bad", Set.of(), new PageRequest(null, 2, null));
    assertEquals(3, two.total());
    Part rest =
        leader.search().runsOf("bad", Set.of(), new PageRequest(null, 2, two.next().orElseThrow()));
    var ids = new HashSet<String>();
    runs(two).forEach(entry -> ids.add(entry.run().runId()));
    runs(rest).forEach(entry -> ids.add(entry.run().runId()));
    assertEquals(3, ids.size());

    var stats = leader.search().stats("bad");
    assertEquals(3, stats.runs());
    assertEquals(3, stats.failed());
    assertNotNull(leader.search().stats("quick").median());
  }

  @Test
  void aRunThatWaitsForRoomSaysSo() throws Exception {
    leader.control().hold("maintenance", SOMEONE);
    leader.topologies().create(topology("t", YEARLY, "true"), SOMEONE);
    leader.runs().start("t", SOMEONE);
    RunEntry waiting =
        Await.found(
            "it waits",
            () ->
                runs(leader.search().runs(ANY, PageRequest.ALL)).stream()
                    .filter(entry -> entry.waitingFor() != null)
                    .findFirst());
    assertEquals("held by someone: maintenance", waiting.waitingFor());
    assertEquals(waiting.waitingFor(), leader.search().topology("t").standing().waitingFor());
    leader.control().release("RUN", SOMEONE);
    Installation.await(leader, "t", RunState.COMPLETED);
  }

  @Test
  void itSaysWhyAFireTimeDidNotRun() throws Exception {
    leader.topologies().create(topology("slow", EVERY_SECOND, "sleep 600"), SOMEONE);
    String overlap = awaitWhy("slow", "because the run before it, ESR-").sentence();
    assertTrue(overlap.endsWith(", had not ended yet."), overlap);
    Instant began = leader.runs().list("slow", Set.of(RunState.RUNNING)).getFirst().fireTime();
    assertTrue(leader.schedules().why("slow", began).sentence().contains(" and is running."));

    leader.topologies().pause("slow", new PauseRequest("maintenance", null), SOMEONE);
    Why paused = awaitWhy("slow", "has paused it since ");
    assertTrue(paused.sentence().endsWith(" (maintenance)."), paused.sentence());
    assertEquals("SKIPPED", paused.verdict());
    leader.topologies().unpause("slow", SOMEONE);
    String past = leader.schedules().why("slow", paused.at()).sentence();
    assertTrue(
        past.matches(
            "It did not run at \\d\\d:\\d\\d(:\\d\\d)? because the user someone had paused it"
                + " from \\d\\d:\\d\\d to \\d\\d:\\d\\d \\(maintenance\\)\\."),
        past);
  }

  @Test
  void itSaysThatItRanIsHeldOrWasNotDue() throws Exception {
    // It has to end before the next fire time, about which one would be told then.
    leader.topologies().create(topology("often", "0/5 * * * * ?", "true"), SOMEONE);
    Why ran = awaitWhy("often", "succeeded after");
    assertNotNull(ran.runId());
    leader.control().hold("an audit", SOMEONE);
    String held = awaitWhy("often", "the user someone holds everything since").sentence();
    assertTrue(held.contains("(an audit); what becomes of it is decided at the release."), held);

    leader.topologies().create(topology("yearly", YEARLY, "true"), SOMEONE);
    Why never = leader.schedules().why("yearly", null);
    assertEquals("NO_FIRE_TIME", never.verdict());
    assertTrue(never.sentence().contains("its next fire time is 00:00 on "), never.sentence());
    Instant odd = Instant.parse("2026-11-25T12:00:00.5Z");
    assertTrue(
        leader.schedules().why("yearly", odd).sentence().startsWith("Its schedule did not name"));
    assertThrows(Refusal.class, () -> leader.schedules().why("nothing", null));
  }

  @Test
  void aForecastAddsUpWhatActiveTopologiesAskFor() throws Exception {
    leader.topologies().create(topology("one", "0 0 * * * ?", "true"), SOMEONE);
    leader.topologies().create(topology("two", "0 0 0 * * ?", "true"), SOMEONE);
    leader.topologies().create(topology("paused", "0 0 * * * ?", "true"), SOMEONE);
    leader.topologies().pause("paused", PauseRequest.PLAIN, SOMEONE);
    Instant from = Instant.parse("2027-01-01T00:00:00Z");

    var forecast =
        leader.schedules().forecast(from, from.plus(Duration.ofDays(1)), Duration.ofHours(1));

    assertEquals(24, forecast.buckets().size());
    assertEquals(2, forecast.buckets().getFirst().runs());
    assertEquals(2, forecast.buckets().getFirst().cpus());
    assertEquals(32, forecast.buckets().getFirst().memory());
    assertEquals(25, forecast.buckets().stream().mapToLong(bucket -> bucket.runs()).sum());
    assertEquals(1, forecast.collisions().size());
    assertEquals(List.of("one", "two"), forecast.collisions().getFirst().topologies());
    assertThrows(
        Refusal.class,
        () -> leader.schedules().forecast(from, from.plusSeconds(86_400), Duration.ofMillis(1)));
    assertThrows(Refusal.class, () -> leader.schedules().forecast(from, from, null));
  }

  @Test
  void aPreviewTellsTimesInTwoZonesAndWhatClocksDo() {
    var berlin = CronTrigger.of("0 30 2 * * ?", "Europe/Berlin");
    var preview =
        leader
            .schedules()
            .preview(
                new PreviewRequest(
                    berlin, Instant.parse("2027-03-27T00:00:00Z"), 3, "Asia/Kolkata"));

    assertEquals("Every day at 02:30 in Europe/Berlin", preview.words());
    assertEquals("2027-03-27T02:30:00+01:00", preview.fires().get(0).local());
    assertEquals("2027-03-27T07:00:00+05:30", preview.fires().get(0).other());
    assertEquals("2027-03-28T03:00:00+02:00", preview.fires().get(1).local());
    assertEquals(1, preview.warnings().size());
    assertEquals(preview.fires().get(1).time(), preview.warnings().getFirst().time());
    assertEquals(
        "Clocks go forward from 02:00 to 03:00 on Sun 28 Mar 2027: 02:30 does not exist, so it"
            + " fires at 03:00",
        preview.warnings().getFirst().message());

    Refusal refusal =
        assertThrows(
            Refusal.class,
            () ->
                leader
                    .schedules()
                    .preview(
                        new PreviewRequest(
                            CronTrigger.of("0 0"), Instant.EPOCH.minusSeconds(1), 101, "Mars")));
    assertEquals(4, refusal.errors().size(), refusal.errors()::toString);
  }

  @Test
  void labelsOwnerAndDescriptionAreCheckedAndFound() throws Exception {
    var plain = topology("named", YEARLY, "true");
    var named =
        new Topology(
            plain.name(),
            plain.task(),
            plain.trigger(),
            null,
            null,
            Map.of("team", "räder"),
            "Ann",
            "weekly\nclean-up",
            null,
            Map.of());
    leader.topologies().create(named, SOMEONE);
    assertEquals(
        List.of("named"),
        leader
            .search()
            .ids(new TopologyFilter("RÄDER", List.of(), List.of(), List.of(), List.of())));
    var wrong =
        new Topology(
            "wrong",
            plain.task(),
            plain.trigger(),
            null,
            null,
            Map.of("a b", "x\u0000"),
            "two\nlines",
            "\u0007",
            null,
            Map.of());
    Refusal refusal = assertThrows(Refusal.class, () -> leader.topologies().create(wrong, SOMEONE));
    assertEquals(4, refusal.errors().size(), refusal.errors()::toString);
  }
}
