package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.rest.RevisionDetails;
import epoch.api.rest.RevisionSummary;
import epoch.api.rest.Role;
import epoch.api.rest.SimpleTopology;
import epoch.api.rest.StaleEdit;
import epoch.api.rest.ValidationReport;
import epoch.api.topology.Topology;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Revised;
import epoch.server.operations.Terms;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Edits: none is lost, none drops what it does not name, and each can be taken back. */
class EditsTest extends OneLeader {
  private static final String NEVER = "0 0 0 1 1 ? 2199";
  private static final Caller OTHER = new Caller("other", Role.READ_WRITE, "127.0.0.1");

  private static Caller on(Caller caller, int revision) {
    return caller.on(new Terms(Set.of(revision), null));
  }

  @Test
  void ofTwoOperatorsWhoEditTheSameRevisionTheSecondIsToldWhatTheFirstDid() throws Exception {
    int seen = leader.topologies().create(topology("shared", NEVER, "true"), SOMEONE).revision();
    Revised first =
        leader.topologies().update(topology("shared", NEVER, "echo first"), on(SOMEONE, seen));
    assertEquals(seen + 1, first.revision());

    Topology mine = topology("shared", NEVER, "echo second");
    Refusal refusal =
        assertThrows(Refusal.class, () -> leader.topologies().update(mine, on(OTHER, seen)));
    assertEquals(Kind.STALE, refusal.kind());
    StaleEdit sides = assertInstanceOf(StaleEdit.class, refusal.data().orElseThrow());
    assertEquals(first.details(), sides.current());
    assertEquals(mine, sides.yours());
    assertEquals(first.revision(), sides.revision());
    assertEquals(first.details(), leader.topologies().find("shared"), "nothing changed");

    for (Callable<?> change :
        List.<Callable<?>>of(
            () -> leader.topologies().pause("shared", on(OTHER, seen)),
            () -> leader.topologies().unpause("shared", on(OTHER, seen)),
            () -> leader.revisions().restore("shared", seen, on(OTHER, seen)),
            () -> leader.runs().start("shared", on(OTHER, seen)),
            () -> {
              leader.topologies().delete("shared", on(OTHER, seen));
              return true;
            })) {
      assertEquals(Kind.STALE, assertThrows(Refusal.class, change::call).kind());
    }
    leader.topologies().update(mine, on(OTHER, sides.revision()));
    assertEquals(mine, leader.topologies().find("shared").topology());
  }

  @Test
  void whoeverCountsOnTheRevisionTheySawLosesNoIncrement() throws Exception {
    leader.topologies().create(topology("counter", NEVER, "0"), SOMEONE);
    Set<String> won = ConcurrentHashMap.newKeySet();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int editor : IntStream.range(0, 8).toArray()) {
        threads.submit(() -> {
          for (int i = 0; i < 5; ) {
            // Looks at what there is, adds to it, and begins again if somebody was quicker.
            RevisionDetails seen =
                leader
                    .revisions()
                    .find("counter", leader.revisions().list("counter").getFirst().number());
            Topology next =
                seen.topology()
                    .withDescription(String.valueOf(seen.topology().description()) + "+");
            try {
              leader.topologies().update(next, on(SOMEONE, seen.number()));
              won.add(editor + "/" + i++);
            } catch (Refusal stale) {
              assertEquals(Kind.STALE, stale.kind());
            }
          }
          return true;
        });
      }
    }
    assertEquals(40, won.size());
    assertEquals(
        "null" + "+".repeat(40), leader.topologies().find("counter").topology().description());
  }

  @Test
  void revisionsTellWhoChangedWhatAndCanBeRestored() throws Exception {
    leader.topologies().create(topology("told", NEVER, "one"), SOMEONE);
    leader.topologies().update(topology("told", "0 0 3 1 1 ? 2199", "two"), OTHER);
    List<RevisionSummary> all = leader.revisions().list("told");
    assertEquals(List.of(2, 1), all.stream().map(RevisionSummary::number).toList());
    assertEquals("other", all.getFirst().author());
    assertEquals(
        List.of(
            "task.executable.command[2]: one → two",
            "trigger.timeSpec: 0 0 0 1 1 ? 2199 → 0 0 3 1 1 ? 2199"),
        all.getFirst().changes());
    RevisionDetails first = leader.revisions().find("told", 1);
    assertEquals(topology("told", NEVER, "one"), first.topology());
    assertTrue(first.difference().isEmpty());
    assertEquals(2, leader.revisions().find("told", 2).difference().size());

    Revised restored = leader.revisions().restore("told", 1, SOMEONE);
    assertEquals(3, restored.revision(), "to restore is to edit");
    assertEquals(first.topology(), leader.topologies().find("told").topology());
    Refusal unknown =
        assertThrows(Refusal.class, () -> leader.revisions().restore("told", 9, SOMEONE));
    assertEquals(Kind.NOT_FOUND, unknown.kind());
    assertThrows(Refusal.class, () -> leader.revisions().list("nobody"));
  }

  @Test
  void aSimpleEditDropsNothing() throws Exception {
    String whole =
        """
        {"name":"whole","owner":"me","description":"d","labels":{"a":"b"},
         "task":{"type":"CONTAINER_EXECUTION","taskName":"t",
           "executable":{"type":"DOCKER","url":"example.com/a:1","dockerPullTimeout":"3 m"},
           "resources":[{"type":"CPU","count":1},{"type":"MEMORY","sizeInMB":128}],
           "volumes":[{"pathInContainer":"/v","pathOnHost":"/v","mode":"READ_ONLY"}],
           "configs":[{"type":"INLINE","localFilename":"/c","data":"YQ=="}],
           "logging":{"type":"LOCAL","maxSize":"10m","maxFiles":3,"compress":true},
           "placementPolicy":{"type":"MATCH_TAG","tag":"gpu"},
           "tags":{"t":"1"},"env":{"E":"1"},"args":["x"],"devices":[{"d":1}],
           "userSpec":{"u":1},"strange":{"kept":true}},
         "trigger":{"type":"CRON","timeSpec":"0 0 0 1 1 ? 2199","timeZone":"Europe/Berlin"},
         "notify":{"type":"MAIL","emails":["a@example.com"]},
         "policy":{"catchUp":"NONE","catchUpWindow":"2h"}, "stranger":1}
        """;
    Topology topology = Json.read(whole, Topology.class);
    leader.topologies().create(topology, SOMEONE);
    var cpus = new SimpleTopology(null, null, null, 4L, null, null, null, null);
    Topology edited = leader.topologies().edit("whole", cpus, SOMEONE).details().topology();
    var expected = Json.tree(topology).deepCopy();
    ((com.fasterxml.jackson.databind.node.ObjectNode) expected.at("/task/resources/0"))
        .put("count", 4);
    assertEquals(Json.text(expected), Json.text(edited));
  }

  @Test
  void validationTellsEverythingAndStoresNothing() throws Exception {
    ValidationReport good = leader.topologies().validate(topology("fine", "0 0 12 * * ?", "true"));
    assertTrue(good.valid());
    assertEquals(5, good.schedule().next().size());
    assertTrue(good.schedule().words().contains("12:00"), good.schedule().words());
    ValidationReport bad = leader.topologies().validate(topology("not fine", "nonsense", "true"));
    assertFalse(bad.valid());
    assertEquals(
        List.of("name", "trigger.timeSpec"),
        bad.problems().stream().map(ValidationReport.Problem::field).toList());
    assertTrue(leader.topologies().list().isEmpty());
  }
}
