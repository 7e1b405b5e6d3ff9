package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import epoch.api.calendar.Calendar;
import epoch.api.calendar.OnceWindow;
import epoch.api.json.Json;
import epoch.api.rest.BulkAnswer;
import epoch.api.rest.BulkRequest;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ExportDocument.Item;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportMode;
import epoch.api.rest.Role;
import epoch.api.rest.TopologyFilter;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.Await;
import epoch.server.leader.Installation.Member;
import epoch.server.operations.Caller;
import epoch.server.operations.Exchange.Options;
import epoch.server.operations.Refusal;
import epoch.server.operations.Terms;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many topologies at once: in bulk, and as documents. */
class ManyTest extends OneLeader {
  private static final String NEVER = "0 0 0 1 1 ? 2199";
  private static final String LATER = "0 0 3 1 1 ? 2199";
  private static final Options DRY = new Options(ImportMode.UPSERT, false, true, null);
  private static final Options UPSERT = new Options(ImportMode.UPSERT, false, false, null);

  private static Topology labelled(String name, String cron, @Nullable String team) {
    return topology(name, cron, "true").withLabels(team == null ? null : Map.of("team", team));
  }

  private static ExportDocument document(Topology... topologies) {
    return new ExportDocument(
        1, null, List.of(topologies).stream().map(topology -> new Item(null, topology)).toList());
  }

  private static BulkRequest bulk(String action, boolean dryRun, String... ids) {
    return new BulkRequest(action, List.of(ids), null, null, null, null, dryRun);
  }

  private BulkAnswer run(BulkRequest request) throws InterruptedException {
    return leader.bulk().run(request, SOMEONE);
  }

  private static List<String> told(BulkAnswer answer) {
    return answer.results().stream()
        .map(result -> result.id() + " " + result.ok() + " " + result.changed())
        .toList();
  }

  private static List<String> told(ImportAnswer answer) {
    return answer.results().stream().map(result -> result.id() + " " + result.action()).toList();
  }

  private List<String> there() {
    return leader.topologies().list().stream()
        .map(details -> details.id() + " " + details.state())
        .toList();
  }

  private static Caller once(String key) {
    return SOMEONE.on(new Terms(null, new Terms.Once(key, "f")));
  }

  @Test
  void eachOfManyGetsItsAnswerAndADryRunDoesNothing() throws Exception {
    leader.topologies().create(topology("a", NEVER, "true"), SOMEONE);
    leader.topologies().create(topology("b", NEVER, "true"), SOMEONE);
    leader.topologies().pause("b", SOMEONE);
    List<String> expected = List.of("a true true", "b true false", "nobody false false");
    assertEquals(expected, told(run(bulk("PAUSE", true, "a", "b", "nobody", "a"))));
    assertEquals(List.of("a ACTIVE", "b PAUSED"), there());
    assertEquals(expected, told(run(bulk("PAUSE", false, "a", "b", "nobody"))));
    assertEquals(List.of("a PAUSED", "b PAUSED"), there());
    run(new BulkRequest("UNPAUSE", null, TopologyFilter.ALL, null, null, null, false));
    assertEquals(List.of("a ACTIVE", "b ACTIVE"), there());

    BulkAnswer started = run(bulk("RUN", false, "a", "b"));
    for (BulkAnswer.Result result : started.results()) {
      assertEquals(
          result.message(),
          leader.runs().find(result.id(), String.valueOf(result.message())).runId());
    }
    run(bulk("DELETE", false, "a"));
    assertEquals(List.of("b ACTIVE"), there());
  }

  @Test
  void labelsAreSetAndRemovedAndNothingElse() throws Exception {
    Topology before = topology("a", NEVER, "true").withLabels(Map.of("old", "1", "kept", "2"));
    leader.topologies().create(before, SOMEONE);
    var labels = new HashMap<String, @Nullable String>();
    labels.put("old", null);
    labels.put("new", "3");
    var request = new BulkRequest("LABEL", List.of("a"), null, labels, null, null, false);
    assertEquals(List.of("a true true"), told(run(request)));
    assertEquals(List.of("a true false"), told(run(request)));
    assertEquals(
        before.withLabels(Map.of("kept", "2", "new", "3")),
        leader.topologies().find("a").topology());
  }

  @Test
  void aBulkRequestThatIsWrongDoesNothing() throws Exception {
    leader.topologies().create(topology("a", NEVER, "true"), SOMEONE);
    for (BulkRequest wrong :
        List.of(
            bulk("EXPLODE", false, "a"),
            new BulkRequest("PAUSE", null, null, null, null, null, false),
            new BulkRequest("PAUSE", List.of("a"), TopologyFilter.ALL, null, null, null, false),
            new BulkRequest("DELETE", null, TopologyFilter.ALL, null, null, null, false),
            new BulkRequest("DELETE", null, filter(" ", List.of(), null), null, null, null, false),
            new BulkRequest(
                "DELETE", null, filter(null, List.of(), false), null, null, null, false),
            new BulkRequest("PAUSE", null, filter("a", nothing(), null), null, null, null, false),
            new BulkRequest("LABEL", List.of("a"), null, null, null, null, false),
            new BulkRequest("LABEL", List.of("a"), null, Map.of("", "x"), null, null, false),
            bulk("RUN", false, many(501)),
            bulk("PAUSE", false, many(5_001)))) {
      assertFalse(assertThrows(Refusal.class, () -> run(wrong)).errors().isEmpty());
    }
    assertEquals(List.of("a ACTIVE"), there());
    assertTrue(leader.runs().list("a", Set.of()).isEmpty());
  }

  private static TopologyFilter filter(
      @Nullable String q, List<String> labels, @Nullable Boolean late) {
    return new TopologyFilter(q, List.of(), labels, List.of(), List.of(), late);
  }

  /** A list as a body may have it. */
  private static List<String> nothing() throws Exception {
    return Json.read("[null]", new TypeReference<>() {});
  }

  private static String[] many(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "t" + i).toArray(String[]::new);
  }

  @Test
  void aRepeatedBulkRunDoublesNoneAlsoAfterAFailover() throws Exception {
    for (String id : List.of("a", "b", "c")) {
      leader.topologies().create(topology(id, NEVER, "true"), SOMEONE);
    }
    var all = new BulkRequest("RUN", null, TopologyFilter.ALL, null, "note", null, false);
    BulkAnswer first = leader.bulk().run(all, once("k"));
    leader.topologies().create(topology("d", NEVER, "true"), SOMEONE);
    assertEquals(first, leader.bulk().run(all, once("k")));
    Member next = installation.member();
    member.crash();
    leader = next.leading();
    assertEquals(first, leader.bulk().run(all, once("k")));
    for (String id : List.of("a", "b", "c")) {
      assertEquals(1, leader.runs().list(id, Set.of()).size());
    }
    assertTrue(leader.runs().list("d", Set.of()).isEmpty(), "it was not meant");
  }

  @Test
  void anImportCreatesAndEditsAndTellsTheDifferenceBefore() throws Exception {
    leader.topologies().create(labelled("a", NEVER, null), SOMEONE);
    leader.topologies().create(labelled("b", NEVER, null), SOMEONE);
    ExportDocument document =
        document(
            labelled("a", NEVER, null), labelled("b", LATER, null), labelled("c", NEVER, null));
    List<String> expected = List.of("a UNCHANGED", "b UPDATE", "c CREATE");
    ImportAnswer dry = leader.exchange().bringIn(document, DRY, SOMEONE);
    assertEquals(expected, told(dry));
    assertEquals("trigger.timeSpec", dry.results().get(1).difference().getFirst().path());
    assertEquals(List.of("a ACTIVE", "b ACTIVE"), there());
    ImportAnswer done = leader.exchange().bringIn(document, UPSERT, SOMEONE);
    assertEquals(dry.results(), done.results(), "it did what it had told");
    assertEquals(
        List.of("a UNCHANGED", "b UNCHANGED", "c UNCHANGED"),
        told(leader.exchange().bringIn(document, UPSERT, SOMEONE)));
    assertEquals(1, leader.revisions().list("a").size(), "what is unchanged gets no revision");
    assertEquals(
        List.of("a REFUSED", "b REFUSED", "c REFUSED"),
        told(
            leader
                .exchange()
                .bringIn(document, new Options(ImportMode.CREATE, false, false, null), SOMEONE)));
  }

  @Test
  void newOnesCanBeMadePausedAndNeverFire() throws Exception {
    ExportDocument document = document(labelled("a", "* * * * * ?", null));
    leader.exchange().bringIn(document, new Options(ImportMode.CREATE, true, false, null), SOMEONE);
    assertEquals(List.of("a PAUSED"), there());
    Await.until(
        "its fire times are told to be paused",
        () ->
            leader.ledgers().read("a", null, null, null).entries().stream()
                .anyMatch(entry -> String.valueOf(entry.reason()).contains("imported as paused")));
    assertTrue(leader.runs().list("a", Set.of()).isEmpty());
    // Without a state in the document it stays paused; with one it does not.
    leader.exchange().bringIn(document, UPSERT, SOMEONE);
    assertEquals(List.of("a PAUSED"), there());
    var active =
        new ExportDocument(
            1,
            null,
            List.of(new Item(TopologyState.ACTIVE, document.topologies().getFirst().topology())));
    assertEquals(List.of("a UPDATE"), told(leader.exchange().bringIn(active, UPSERT, SOMEONE)));
    assertEquals(List.of("a ACTIVE"), there());
  }

  @Test
  void aSyncDeletesOnlyWhatItManagesAndOnlyIfAllOfItIsGood() throws Exception {
    leader.topologies().create(labelled("mine", NEVER, "x"), SOMEONE);
    leader.topologies().create(labelled("old", NEVER, "x"), SOMEONE);
    leader.topologies().create(labelled("others", NEVER, null), SOMEONE);
    var sync = new Options(ImportMode.SYNC, false, false, "team");
    Topology bad = labelled("bad", "nonsense", "x");
    assertEquals(
        List.of("mine UNCHANGED", "bad REFUSED", "old REFUSED"),
        told(
            leader.exchange().bringIn(document(labelled("mine", NEVER, "x"), bad), sync, SOMEONE)));
    assertEquals(3, there().size());
    assertEquals(
        List.of("mine REFUSED", "old REFUSED"),
        told(leader.exchange().bringIn(document(labelled("mine", NEVER, null)), sync, SOMEONE)),
        "what does not carry the label could never be deleted again");
    assertEquals(
        List.of("mine UNCHANGED", "old DELETE"),
        told(leader.exchange().bringIn(document(labelled("mine", NEVER, "x")), sync, SOMEONE)));
    assertEquals(List.of("mine ACTIVE", "others ACTIVE"), there());
    assertThrows(Refusal.class, () -> leader.exchange().bringIn(document(), sync, SOMEONE));
    assertThrows(
        Refusal.class,
        () ->
            leader
                .exchange()
                .bringIn(document(bad), new Options(ImportMode.SYNC, false, false, null), SOMEONE));
  }

  @Test
  void maskedSecretsAndDuplicatesAreRefused() throws Exception {
    Topology plain = topology("secret", NEVER, "true");
    ContainerTask task = (ContainerTask) plain.task();
    Topology masked =
        plain.withTask(
            task.with(
                task.executable(), task.resources(), null, Map.of("PASSWORD", "***", "A", "a*")));
    ImportAnswer answer = leader.exchange().bringIn(document(masked), UPSERT, SOMEONE);
    assertEquals(
        List.of("task.env.PASSWORD: is a masked secret, not the secret itself"),
        answer.results().getFirst().problems());
    assertTrue(there().isEmpty());
    Refusal twice =
        assertThrows(
            Refusal.class, () -> leader.exchange().bringIn(document(plain, plain), DRY, SOMEONE));
    assertEquals(List.of("topologies[1].name: is there twice: secret"), twice.errors());
  }

  @Test
  void whatIsExportedCanBeImportedElsewhere() throws Exception {
    leader.topologies().create(labelled("a", NEVER, "x"), SOMEONE);
    leader.topologies().create(labelled("b", NEVER, null), SOMEONE);
    leader.topologies().pause("b", SOMEONE);
    ExportDocument all = leader.exchange().export(TopologyFilter.ALL);
    List<TopologyDetails> before = leader.topologies().list();
    run(bulk("DELETE", false, "a", "b"));
    Await.until(
        "the names are free",
        () ->
            told(leader.exchange().bringIn(all, DRY, SOMEONE))
                .equals(List.of("a CREATE", "b CREATE")));
    leader.exchange().bringIn(all, UPSERT, SOMEONE);
    assertEquals(List.of("a ACTIVE", "b PAUSED"), there());
    assertEquals(
        before.stream().map(TopologyDetails::topology).toList(),
        leader.topologies().list().stream().map(TopologyDetails::topology).toList());
  }

  @Test
  void calendarsComeWithTheTopologiesThatNameThemFromWhoMayChangeThem() throws Exception {
    Caller boss = new Caller("boss", Role.ADMIN, "127.0.0.1");
    Calendar freeze = Calendar.of("freeze", "UTC");
    Calendar other = Calendar.of("other", "UTC");
    Topology user =
        labelled("user", NEVER, null)
            .withPolicy(Policy.standard().withCalendars(List.of("freeze"), null));
    var both = new ExportDocument(1, null, List.of(freeze, other), List.of(new Item(null, user)));
    List<String> created = List.of("freeze CREATE", "other CREATE", "user CREATE");
    assertEquals(created, told(leader.exchange().bringIn(both, DRY, boss)));
    assertEquals(List.of(), leader.calendars().list());
    ImportAnswer refused = leader.exchange().bringIn(both, UPSERT, SOMEONE);
    assertEquals(List.of("freeze REFUSED", "other REFUSED", "user REFUSED"), told(refused));
    assertEquals(
        List.of("Changing calendars needs the role ADMIN"),
        refused.results().getFirst().problems());
    assertEquals(
        List.of("policy.calendars[0]: there is no calendar freeze"),
        refused.results().getLast().problems());
    assertEquals(created, told(leader.exchange().bringIn(both, UPSERT, boss)));
    ExportDocument all = leader.exchange().export(TopologyFilter.ALL);
    assertEquals(List.of(freeze, other), all.calendars());
    assertEquals(
        List.of("freeze UNCHANGED", "other UNCHANGED", "user UNCHANGED"),
        told(leader.exchange().bringIn(all, UPSERT, SOMEONE)));
    var some = new TopologyFilter("user", List.of(), List.of(), List.of(), List.of());
    assertEquals(List.of(freeze), leader.exchange().export(some).calendars());

    Calendar closed =
        freeze.withWindows(
            List.of(OnceWindow.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), null)));
    var changed = new ExportDocument(1, null, List.of(closed), List.of());
    assertEquals(
        List.of("freeze REFUSED"),
        told(
            leader
                .exchange()
                .bringIn(changed, new Options(ImportMode.CREATE, false, false, null), boss)));
    ImportAnswer answer = leader.exchange().bringIn(changed, UPSERT, boss);
    assertEquals(List.of("freeze UPDATE"), told(answer));
    assertEquals("windows[0].type", answer.results().getFirst().difference().getFirst().path());
    assertEquals(2, leader.calendars().find("freeze").revision());
    var twice = new ExportDocument(1, null, List.of(closed, closed), List.of());
    Refusal refusal =
        assertThrows(Refusal.class, () -> leader.exchange().bringIn(twice, DRY, boss));
    assertEquals(List.of("calendars[1].name: is there twice: freeze"), refusal.errors());
  }

  @Test
  void aRepeatedImportAnswersWhatItDidAlsoWhenTheLeaderDiedInTheMiddle() throws Exception {
    Caller key = once("half");
    // What a leader had done before it died.
    leader.topologies().create(labelled("c", NEVER, null), key.part("c"));
    Member next = installation.member();
    member.crash();
    leader = next.leading();
    Options create = new Options(ImportMode.CREATE, false, false, null);
    ExportDocument both = document(labelled("c", NEVER, null), labelled("d", NEVER, null));
    List<String> expected = List.of("c CREATE", "d CREATE");
    assertEquals(expected, told(leader.exchange().bringIn(both, create, key)));
    assertEquals(expected, told(leader.exchange().bringIn(both, create, key)));
    assertEquals(
        List.of("c REFUSED", "d REFUSED"),
        told(leader.exchange().bringIn(both, create, once("another"))));
  }
}
