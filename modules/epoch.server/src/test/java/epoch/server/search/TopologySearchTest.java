package epoch.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.rest.Standing.Attention;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.TopologyFilter;
import epoch.api.rest.TopologySummary;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.operations.PageRequest;
import epoch.server.operations.Part;
import epoch.server.operations.Refusal;
import epoch.server.run.Activity;
import epoch.server.store.Schedule;
import epoch.server.store.Versioned;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologySearchTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final int MANY = 50_000;

  private final Catalog catalog = new Catalog(ZoneOffset.UTC);
  private final Rows rows = new Rows(catalog, new Calendars(ZoneOffset.UTC));
  private final Map<String, Activity> activity = new HashMap<>();
  private boolean held;
  private final TopologySearch search =
      new TopologySearch(
          catalog, rows, id -> Optional.ofNullable(activity.get(id)), () -> held, () -> NOW);

  private Entry add(String name, String cron) {
    return add(name, cron, null, Map.of());
  }

  private Entry add(String name, String cron, String owner, Map<String, String> labels) {
    var topology =
        new Topology(
            name,
            ContainerTask.of("task", "registry.example/" + name + ":1", 1, 128),
            CronTrigger.of(cron),
            null,
            null,
            labels,
            owner,
            null,
            null,
            Map.of());
    var details = new TopologyDetails(name, topology, TopologyState.ACTIVE, NOW, NOW, Map.of());
    return catalog.add(
        new Versioned<>(details, 0), new Versioned<>(Schedule.startingAt(NOW, NOW, 1, 0), 0));
  }

  private static Run run(String topologyId, RunState state, Instant time, long seconds) {
    return new Run(
        topologyId,
        new RunId(RunType.SCHEDULED, time).toString(),
        state,
        null,
        Map.of(),
        RunType.SCHEDULED,
        time,
        time.plusSeconds(seconds),
        time,
        Map.of());
  }

  /** One whose fire time an hour ago is not accounted for. */
  private Entry late(String name) throws Exception {
    Entry entry = add(name, "0 0 11 * * ?");
    try (var _ = entry.hold()) {
      entry.put(new Versioned<>(Schedule.startingAt(NOW, NOW.minusSeconds(7_200), 1, 0), 1));
    }
    return entry;
  }

  private static void ended(Entry entry, RunState state, long seconds) throws Exception {
    try (var _ = entry.hold()) {
      Schedule next = entry.schedule().value().ended(run(entry.id(), state, NOW, seconds));
      entry.put(entry.schedule().next(next));
    }
  }

  private static List<String> ids(Part part) throws Exception {
    var ids = new ArrayList<String>();
    for (byte[] json : part.items()) {
      ids.add(Json.read(json, TopologySummary.class).id());
    }
    return ids;
  }

  private List<String> sorted(String sort) throws Exception {
    return ids(search.find(TopologyFilter.ALL, new PageRequest(sort, null, null), true));
  }

  private List<String> found(TopologyFilter filter) throws Exception {
    return ids(search.find(filter, PageRequest.ALL, true));
  }

  private static TopologyFilter text(String q) {
    return new TopologyFilter(q, List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void aPageOfManyLooksAtItsOwnTopologiesAlone() throws Exception {
    for (int i = 0; i < MANY; i++) {
      add("job-%05d".formatted(i), "0 0 0 * * ?");
    }
    var page = new PageRequest(null, 100, null);
    assertTrue(search.isShort(TopologyFilter.ALL, page));
    Part first = search.find(TopologyFilter.ALL, page, true);
    assertEquals(100, ids(first).size());
    assertEquals(MANY, first.total());
    assertEquals(101, rows.made(), "those of the page, and one to know that there are more");

    Part middle =
        search.find(
            TopologyFilter.ALL,
            new PageRequest(null, 100, Cursor.write("name", Key.ofText("job-40000", "job-40000"))),
            true);
    assertEquals("job-40001", ids(middle).getFirst());
    assertEquals(202, rows.made());
  }

  @Test
  void aSearchMakesARowOnceAndThenOnlyForWhatChanged() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      add("job-%04d".formatted(i), "0 0 0 * * ?");
    }
    assertEquals(List.of("job-1234"), found(text("JOB-1234")));
    assertEquals(5_000, rows.made());
    ended(catalog.find("job-0007").orElseThrow(), RunState.FAILED, 3);
    assertEquals("job-0007", sorted("attention").getFirst());
    assertEquals(5_001, rows.made());
  }

  @Test
  void whatHasNoOwnerIsNobodys() throws Exception {
    add("a", "0 0 0 * * ?");
    var billing = new TopologyFilter(null, List.of(), List.of(), List.of("billing"), List.of());
    assertEquals(List.of(), found(billing));
  }

  @Test
  void aRowIsWrittenOnceForAsLongAsNothingChanges() {
    add("a", "0 0 0 * * ?");
    byte[] first = only();
    assertSame(first, only());
    activity.put("a", new Activity(1, run("a", RunState.RUNNING, NOW, 0), false));
    assertFalse(first == only());
  }

  private byte[] only() {
    return search.find(TopologyFilter.ALL, PageRequest.ALL, true).items().iterator().next();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "-name",
        "next",
        "-next",
        "last",
        "-last",
        "updated",
        "attention",
        "-attention",
        "owner",
        "-owner",
        "duration",
        "-duration"
      })
  void pagesPutTogetherAreTheWholeListEachOnce(String sort) throws Exception {
    for (int i = 0; i < 57; i++) {
      Entry entry =
          add(
              "job-" + i,
              "0 " + i % 7 + " 0 * * ?",
              i % 3 == 0 ? null : "owner-" + i % 5,
              Map.of());
      if (i % 4 > 0) {
        ended(entry, i % 4 == 1 ? RunState.FAILED : RunState.SUCCESSFUL, i % 6);
      }
    }
    List<String> whole = sorted(sort);
    assertEquals(57, new HashSet<>(whole).size());
    var pages = new ArrayList<String>();
    Optional<String> next = Optional.empty();
    do {
      Part page =
          search.find(TopologyFilter.ALL, new PageRequest(sort, 10, next.orElse(null)), true);
      assertEquals(57, page.total());
      pages.addAll(ids(page));
      next = page.next();
    } while (next.isPresent());
    assertEquals(whole, pages);
  }

  @Test
  void aCursorStaysWhereItIsWhenTopologiesComeAndGo() throws Exception {
    for (int i = 0; i < 10; i++) {
      add("job-" + i, "0 0 0 * * ?");
    }
    Part first = search.find(TopologyFilter.ALL, new PageRequest("-name", 3, null), true);
    assertEquals(List.of("job-9", "job-8", "job-7"), ids(first));
    catalog.remove(catalog.find("job-7").orElseThrow());
    add("job-75", "0 0 0 * * ?");
    add("job-99", "0 0 0 * * ?");
    Part second =
        search.find(
            TopologyFilter.ALL, new PageRequest("-name", 3, first.next().orElseThrow()), true);
    assertEquals(List.of("job-6", "job-5", "job-4"), ids(second));
  }

  @Test
  void whatDeservesAttentionComesFirstThenWhatFiresNext() throws Exception {
    add("quiet-later", "0 0 23 * * ?");
    add("quiet-sooner", "0 0 13 * * ?");
    add("running", "0 0 22 * * ?");
    activity.put("running", new Activity(2, run("running", RunState.RUNNING, NOW, 0), false));
    add("unknown", "0 0 22 * * ?");
    activity.put("unknown", new Activity(1, run("unknown", RunState.RUNNING, NOW, 0), true));
    ended(add("failed", "0 0 22 * * ?"), RunState.FAILED, 1);
    Entry overdue = late("late");
    ended(late("failed-late"), RunState.FAILED, 1);

    assertEquals(
        List.of(
            "failed-late", "failed", "unknown", "late", "running", "quiet-sooner", "quiet-later"),
        sorted("attention"));
    var late = new TopologyFilter(null, List.of(), List.of(), List.of(), List.of(), true);
    assertEquals(
        List.of("failed-late", "late"), found(late), "whatever else there is to say of it");
    held = true;
    assertEquals(List.of(), found(late), "what is held is not late");
    TopologyEntry entry = search.entry(overdue);
    assertEquals(null, entry.standing().attention(), "what is held is not late");
    assertEquals(Instant.parse("2026-11-26T11:00:00Z"), entry.standing().nextFire());
    assertEquals(true, entry.standing().held());
    assertEquals(
        Attention.FAILED,
        search.entry(catalog.find("failed").orElseThrow()).standing().attention());
  }

  @Test
  void filtersNarrowByEverythingThatTheySay() throws Exception {
    add("a", "0 0 0 * * ?", "Ann", Map.of("team", "red", "tier", "1"));
    add("b", "0 0 0 * * ?", "Bob", Map.of("team", "red"));
    add("c", "0 0 0 * * ?", "Bob", Map.of("team", "blue", "tier", "1"));
    ended(catalog.find("c").orElseThrow(), RunState.FAILED, 1);
    activity.put("b", new Activity(1, run("b", RunState.RUNNING, NOW, 0), false));

    assertEquals(List.of("b", "c"), found(text("bOB")));
    assertEquals(List.of("a", "b"), found(text("team=red")));
    assertEquals(List.of("c"), found(text("registry.example/c:1")));
    assertEquals(List.of(), found(text("a\nann".repeat(1_000))));
    var none = List.<String>of();
    assertEquals(
        List.of("a", "c"), found(new TopologyFilter(null, none, List.of("tier"), none, none)));
    assertEquals(
        List.of("a"),
        found(new TopologyFilter(null, none, List.of("tier", "team=red"), none, none)));
    assertEquals(
        List.of("b", "c"), found(new TopologyFilter("", none, none, List.of("Bob"), none)));
    assertEquals(
        List.of("b", "c"),
        found(new TopologyFilter(null, none, none, none, List.of("RUNNING", "FAILED"))));
    assertEquals(List.of(), found(new TopologyFilter(null, List.of("PAUSED"), none, none, none)));
    assertEquals(List.of("b", "c"), search.ids(text("bob")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "%00",
        "e30",
        "bnVsbA",
        "W10",
        "eyJzIjoibmFtZSJ9",
        "eyJzIjoibmFtZSIsInIiOjAsImEiOmZhbHNlLCJuIjoxZTk5LCJ0IjoiIiwiaSI6IiJ9"
      })
  void whatIsNoCursorIsRefused(String text) {
    Refusal refusal =
        assertThrows(
            Refusal.class,
            () -> search.find(TopologyFilter.ALL, new PageRequest(null, 10, text), true));
    assertTrue(refusal.errors().getFirst().startsWith("after: "));
  }

  @Test
  void aCursorOfAnotherOrderAndUnknownWordsAreRefused() {
    String cursor = Cursor.write("next", Key.ofNumber(1, "a"));
    refused("after: ", TopologyFilter.ALL, new PageRequest("name", 10, cursor));
    refused("sort: ", TopologyFilter.ALL, new PageRequest("--name", 10, null));
    refused("sort: ", TopologyFilter.ALL, new PageRequest("", 10, null));
    var none = List.<String>of();
    refused(
        "state: ", new TopologyFilter(null, List.of("active"), none, none, none), PageRequest.ALL);
    refused("last: ", new TopologyFilter(null, none, none, none, List.of("")), PageRequest.ALL);
  }

  private void refused(String field, TopologyFilter filter, PageRequest page) {
    Refusal refusal = assertThrows(Refusal.class, () -> search.find(filter, page, true));
    assertTrue(refusal.errors().getFirst().startsWith(field), refusal.errors()::toString);
  }

  @Test
  void usualIsTheMedianOfTheSuccessfulAndTopologiesOnTheirWayOutAreNotShown() throws Exception {
    Entry entry = add("a", "0 0 0 * * ?");
    for (long seconds : new long[] {5, 1, 3}) {
      ended(entry, RunState.SUCCESSFUL, seconds);
    }
    ended(entry, RunState.FAILED, 900);
    assertEquals(3_000L, search.entry(entry).standing().usual());
    assertEquals(4, search.entry(entry).standing().outcomes().size());
    try (var _ = entry.hold()) {
      entry.put(
          entry.details().next(entry.details().value().withState(TopologyState.DELETED, NOW)),
          entry.fireTimes());
    }
    Part empty = search.find(TopologyFilter.ALL, new PageRequest(null, 10, null), true);
    assertEquals(List.of(), ids(empty));
    assertEquals(0, empty.total());
  }
}
