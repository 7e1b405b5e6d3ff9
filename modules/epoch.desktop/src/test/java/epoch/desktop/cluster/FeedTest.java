package epoch.desktop.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.HoldState;
import epoch.api.run.RunState;
import epoch.api.topology.TopologyState;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World;
import epoch.desktop.words.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedTest {

  private final Known known = new Known();

  @AfterEach
  void close() {
    known.close();
  }

  @Test
  void allPagesAreReadAndEventsChangeTheSameRows() {
    for (int i = 0; i < 2_345; i++) {
      known.server.world.put(World.Entry.of("t-%04d".formatted(i)));
    }
    known.live();
    assertEquals(2_345, known.cluster.rows().size());
    TopologyRow row = known.cluster.row("t-0007").orElseThrow();
    assertEquals(Look.ACTIVE, row.facts().look());
    known.server.put(World.Entry.of("t-0007").with("FFOOO").in(TopologyState.PAUSED));
    known.until(() -> row.facts().look() == Look.PAUSED);
    assertSame(row, known.cluster.row("t-0007").orElseThrow());
    assertEquals(2, row.facts().outcomes().failedInARow());
    known.server.remove("t-0008");
    known.until(() -> known.cluster.row("t-0008").isEmpty());
    known.server.put(World.Entry.of("new"));
    known.until(() -> known.cluster.row("new").isPresent());
  }

  @Test
  void whereTheStreamBrokeOffBeforeItSaidAnythingAllIsReadAgain() {
    known.server.muteNextStream();
    known.follow();
    // Nobody hears of this by an event.
    known.server.world.put(World.Entry.of("missed"));
    known.until(() -> known.cluster.row("missed").isPresent());
  }

  @Test
  void whatWasReadWhileTheScreenWasBusyIsThereWhenTheViewsAreTold() {
    known.server.world.put(World.Entry.of("a"));
    var seen = new ArrayList<Integer>();
    known.cluster.topologyChanges().subscribe(_ -> seen.add(known.cluster.rows().size()));
    known.start();
    awaitReading();
    known.until(() -> known.cluster.pictureProperty().get() instanceof Picture.Live);
    assertEquals(List.of(0, 1), seen);
  }

  /**
   * Waits until all was read and the cluster was asked some times since; the screen does nothing.
   */
  private void awaitReading() {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (countsSinceReading() < 3) {
      assertTrue(System.nanoTime() < end, "it is not read");
      Thread.onSpinWait();
    }
  }

  private long countsSinceReading() {
    List<String> calls = List.copyOf(known.server.calls());
    int read = calls.lastIndexOf("GET /apis/v1/topologies");
    return read < 0
        ? 0
        : calls.subList(read, calls.size()).stream().filter("GET /apis/v1/cluster"::equals).count();
  }

  @Test
  void whatIsReadAgainIsKeptOnceAndWhatIsGoneGoes() {
    known.server.world.put(World.Entry.of("a"));
    known.server.world.put(World.Entry.of("b"));
    known.live();
    TopologyFacts before = known.cluster.row("a").orElseThrow().facts();
    known.server.world.topologies.remove("b");
    known.server.tell("reset", Map.of("reason", "another leads"));
    known.until(() -> known.cluster.row("b").isEmpty());
    assertSame(before, known.cluster.row("a").orElseThrow().facts());
  }

  @Test
  void whatHappensIsToldNewestFirstAndCounted() {
    known.server.world.put(World.Entry.of("a"));
    known.live();
    known.server.put(World.run("a", RunState.FAILED, FakeEpoch.START, "exit code 3"));
    known.server.tell(
        "fire",
        Map.of(
            "topologyId",
            "a",
            "fireTime",
            1,
            "verdict",
            "CAUGHT_UP",
            "lateness",
            6_000,
            "count",
            1));
    known.until(() ->
        known.cluster.samples().all().stream().anyMatch(sample -> sample.lateness() == 6_000));
    var newest = known.cluster.happenings().all().getFirst();
    assertEquals(Happenings.Kind.FIRE, newest.kind());
    assertEquals(Look.CAUGHT_UP, newest.look().orElseThrow());
    assertTrue(
        known.cluster.happenings().all().stream()
            .anyMatch(it -> it.kind() == Happenings.Kind.RUN && it.name().equals("a")));
  }

  @Test
  void awayTheLastPictureStaysAndBackItIsLiveAgain() {
    known.server.world.put(World.Entry.of("a"));
    known.live();
    known.server.goAway();
    known.clock.advance(Duration.ofSeconds(34));
    known.until(() -> known.cluster.pictureProperty().get() instanceof Picture.Stale);
    assertEquals(1, known.cluster.rows().size());
    assertFalse(known.deeds.hindrance().get().isEmpty());
    known.until(() -> !known.cluster.doingProperty().get().isEmpty());
    known.server.world.put(World.Entry.of("b"));
    known.server.comeBack();
    known.until(() -> known.cluster.pictureProperty().get() instanceof Picture.Live);
    known.server.tell("reset", Map.of("reason", "another leads"));
    known.until(() -> known.cluster.row("b").isPresent());
    assertEquals("", known.deeds.hindrance().get());
  }

  @Test
  void theWorldIsHeldForEveryViewAtOnce() {
    known.live();
    known.server.world.hold = new HoldState(true, "ann", FakeEpoch.START, "a migration");
    known.server.tell("hold", known.server.world.hold);
    known.until(() -> known.cluster.holdProperty().get().held());
    assertEquals("ann", known.cluster.holdProperty().get().by());
  }

  @Test
  void whoIsRefusedIsToldAndAskedForNothingElse() {
    Session stranger =
        new Session(
            new Connection("x", List.of(known.server.url()), "admin", "wrong", Identity.OTHER));
    Cluster cluster = new Cluster(known.clock);
    BlockingQueue<Runnable> screen = new LinkedBlockingQueue<>();
    try (Feed feed = new Feed(stranger, cluster, screen::add, Feed.Pace.HUMAN)) {
      feed.start();
      known.until(() -> {
        Runnable work = screen.poll();
        if (work != null) {
          work.run();
        }
        return cluster.pictureProperty().get() instanceof Picture.Failed;
      });
    }
    assertInstanceOf(Picture.Failed.class, cluster.pictureProperty().get());
    stranger.close();
  }

  @Test
  void whereOnlyTheStreamBrokeOffItSaysSoNoLongerThanUntilThereIsAnotherOne() {
    known.live();
    known.server.hangUp();
    known.until(() -> !known.cluster.doingProperty().get().isEmpty());
    known.until(() -> known.cluster.doingProperty().get().isEmpty());
    known.until(() -> known.cluster.pictureProperty().get() instanceof Picture.Live);
  }
}
