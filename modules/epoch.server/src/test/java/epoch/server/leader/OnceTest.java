package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import epoch.api.rest.ExportDocument;
import epoch.api.rest.ExportDocument.Item;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportAnswer.Action;
import epoch.api.rest.ImportMode;
import epoch.api.rest.Role;
import epoch.api.run.RunState;
import epoch.server.Await;
import epoch.server.leader.Installation.Member;
import epoch.server.operations.Caller;
import epoch.server.operations.Exchange;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Revised;
import epoch.server.operations.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A request with a key is carried out once, however often it comes. */
class OnceTest extends OneLeader {
  private static final String NEVER = "0 0 0 1 1 ? 2199";

  private static Caller once(Caller caller, String key, String fingerprint) {
    return caller.on(new Terms(null, new Terms.Once(key, fingerprint)));
  }

  private int runs(String id) throws InterruptedException {
    return leader.runs().list(id, Set.of()).size();
  }

  @Test
  void aRepeatedRunIsOneRunAlsoAfterAFailover() throws Exception {
    leader.topologies().create(topology("once", NEVER, "true"), SOMEONE);
    Caller key = once(SOMEONE, "k", "f");
    String id = leader.runs().start("once", key).runId();
    assertEquals(id, leader.runs().start("once", key).runId());
    Member next = installation.member();
    member.crash();
    leader = next.leading();
    assertEquals(id, leader.runs().start("once", key).runId());
    assertEquals(1, runs("once"));
    Installation.await(leader, "once", id, RunState.COMPLETED);
    assertNotEquals(id, leader.runs().start("once", once(SOMEONE, "k2", "f")).runId());
    Caller other = new Caller("other", Role.READ_WRITE, "127.0.0.1");
    assertNotEquals(id, leader.runs().start("once", once(other, "k", "f")).runId(), "theirs");
  }

  @Test
  void aRepeatedCreateAnswersWhatItDidAndAnotherBodyIsRefused() throws Exception {
    Caller key = once(SOMEONE, "create", "f");
    Revised made = leader.topologies().create(topology("made", NEVER, "true"), key);
    assertEquals(made, leader.topologies().create(topology("made", NEVER, "true"), key));
    leader.topologies().update(topology("made", NEVER, "false"), SOMEONE);
    assertEquals(made, leader.topologies().create(topology("made", NEVER, "true"), key));
    Refusal another =
        assertThrows(
            Refusal.class,
            () ->
                leader
                    .topologies()
                    .create(topology("else", NEVER, "true"), once(SOMEONE, "create", "g")));
    assertEquals(Kind.ANOTHER, another.kind());
    assertEquals(1, leader.topologies().list().size());
  }

  @Test
  void whatWasRefusedIsNotRemembered() throws Exception {
    Caller key = once(SOMEONE, "early", "f");
    assertThrows(Refusal.class, () -> leader.runs().start("later", key));
    leader.topologies().create(topology("later", NEVER, "true"), SOMEONE);
    leader.runs().start("later", key);
    assertEquals(1, runs("later"));
  }

  @Test
  void aReceiptIsKeptForADayAndThenRemoved() throws Exception {
    leader.topologies().create(topology("once", NEVER, "true"), SOMEONE);
    Caller key = once(SOMEONE, "k", "f");
    String id = leader.runs().start("once", key).runId();
    try (var hand = new ForeignHand(installation.zooKeeperPort())) {
      leadLater(Duration.ofHours(23));
      assertEquals(id, leader.runs().start("once", key).runId(), "23 hours later");
      assertEquals(1, receipts(hand));

      leadLater(Duration.ofHours(26));
      Await.until("it is removed", () -> receipts(hand) == 0);
      assertNotEquals(id, leader.runs().start("once", key).runId(), "a day and more later");
      assertEquals(1, receipts(hand));
    }
  }

  @Test
  void aReceiptIsFoundAlsoByALeaderWhoseClockHasNotReachedItsHour() throws Exception {
    Instant now = Instant.now();
    Duration next = Duration.between(now, now.truncatedTo(ChronoUnit.HOURS)).plusHours(1);
    leadLater(next.plusMinutes(5));
    leader.topologies().create(topology("once", NEVER, "true"), SOMEONE);
    Caller key = once(SOMEONE, "k", "f");
    String id = leader.runs().start("once", key).runId();
    leadLater(next.minusMinutes(5));
    assertEquals(id, leader.runs().start("once", key).runId());
  }

  /** Lets another node lead, at a later time of day. */
  private void leadLater(Duration later) throws Exception {
    installation.clock = InstantSource.offset(InstantSource.system(), later);
    Member next = installation.member();
    member.close();
    member = next;
    leader = next.leading();
  }

  private static int receipts(ForeignHand hand) throws Exception {
    String parent = "/epoch/cluster/idempotency";
    int count = 0;
    for (String hour : hand.children(parent)) {
      count += hand.children(parent + "/" + hour).size();
    }
    return count;
  }

  @Test
  void manyAtOnceAreOneRun() throws Exception {
    leader.topologies().create(topology("many", NEVER, "true"), SOMEONE);
    Set<String> ids = ConcurrentHashMap.newKeySet();
    var refused = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        threads.submit(() -> {
          try {
            return ids.add(leader.runs().start("many", once(SOMEONE, "same", "f")).runId());
          } catch (Refusal underWay) {
            assertEquals(Kind.CONFLICT, underWay.kind());
            return refused.incrementAndGet() > 0;
          }
        });
      }
    }
    assertEquals(1, ids.size());
    assertEquals(1, runs("many"));
  }

  /** Receipts of others, in this hour and the next. */
  private void receipts(int count) throws Exception {
    String parent = "/epoch/cluster/idempotency";
    long hour = Instant.now().getEpochSecond() / 3_600;
    try (var hand = new ForeignHand(installation.zooKeeperPort())) {
      if (!hand.exists(parent)) {
        hand.create(parent, "");
      }
      for (long each : List.of(hour, hour + 1)) {
        hand.create(parent + "/" + each, "");
        for (int i = 0; i < count; i++) {
          hand.create(parent + "/" + each + "/other-" + i, "");
        }
      }
    }
  }

  @Test
  void whatIsRefusedTakesNoRoomFromOthers() throws Exception {
    leader.topologies().create(topology("job", NEVER, "true"), SOMEONE);
    receipts(4_999);
    for (String key : List.of("a", "b")) {
      assertThrows(Refusal.class, () -> leader.runs().start("nope", once(SOMEONE, key, "f")));
    }
    leader.runs().start("job", once(SOMEONE, "c", "f"));
    Refusal full =
        assertThrows(Refusal.class, () -> leader.runs().start("job", once(SOMEONE, "d", "f")));
    assertEquals(Kind.NOT_NOW, full.kind());
  }

  @Test
  void anImportIsNotCutShortByTheReceiptsOfTheHourAndLeavesRoom() throws Exception {
    receipts(4_998);
    List<Item> items =
        Stream.of("one", "two", "three")
            .map(name -> new Item(null, topology(name, NEVER, "true")))
            .toList();
    var document = new ExportDocument(ExportDocument.VERSION, null, List.of(), items);
    var options = new Exchange.Options(ImportMode.UPSERT, false, false, null);
    ImportAnswer answer = leader.exchange().bringIn(document, options, once(SOMEONE, "k", "f"));
    assertEquals(
        List.of(Action.CREATE, Action.CREATE, Action.CREATE),
        answer.results().stream().map(ImportAnswer.Result::action).toList());
    leader.runs().start("three", once(SOMEONE, "run", "f"));
  }
}
