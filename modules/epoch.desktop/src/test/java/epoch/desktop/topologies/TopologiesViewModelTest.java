package epoch.desktop.topologies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.topology.TopologyState;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.window.Picture;
import epoch.desktop.words.Look;
import epoch.desktop.work.Runner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopologiesViewModelTest {

  private final Fixture on = new Fixture("admin");

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void beforeTheFirstAnswerItLoads() {
    assertInstanceOf(Picture.Loading.class, on.topologies.pictureProperty().get());
  }

  @Test
  void anEmptyClusterIsLiveAndEmpty() {
    on.topologies.refresh();
    assertInstanceOf(Picture.Live.class, on.topologies.pictureProperty().get());
    assertEquals("0 topologies", on.topologies.count());
  }

  @Test
  void aRowSaysStateScheduleAndTask() {
    on.server.put("ledger", TopologyState.PAUSED);
    on.topologies.refresh();
    TopologyFacts facts = on.topologies.row("ledger").orElseThrow().facts();
    assertEquals(Look.PAUSED, facts.look());
    assertEquals("0 0/15 * * * ?", facts.schedule());
    assertEquals("registry:5000/jobs/ledger:1.0 · 2 CPU · 512 MB", facts.task());
  }

  @Test
  void aRefreshKeepsTheRowAndTheSelectionAndShowsWhatChanged() {
    on.server.put("a", TopologyState.ACTIVE);
    on.server.put("b", TopologyState.ACTIVE);
    on.topologies.refresh();
    TopologyRow b = on.topologies.row("b").orElseThrow();
    on.select("b");
    on.server.put("b", TopologyState.PAUSED);
    on.server.put("aa", TopologyState.ACTIVE);
    on.topologies.refresh();
    assertSame(b, on.topologies.selected().orElseThrow());
    assertEquals(Look.PAUSED, b.facts().look());
  }

  @Test
  void whatIsGoneIsNeitherShownNorSelected() {
    on.server.put("a", TopologyState.ACTIVE);
    on.server.put("b", TopologyState.ACTIVE);
    on.topologies.refresh();
    on.select("b");
    on.server.remove("b");
    on.topologies.refresh();
    assertEquals(List.of("a"), on.shown());
    assertTrue(on.topologies.selected().isEmpty());
  }

  @Test
  void everyWordOfTheFilterMustBeSomewhere() {
    on.server.put("ledger-nightly", TopologyState.ACTIVE);
    on.server.put("ledger-hourly", TopologyState.PAUSED);
    on.server.put("fx-rates", TopologyState.PAUSED);
    on.topologies.refresh();
    on.topologies.filterProperty().set("  PAUSED ledger ");
    assertEquals(List.of("ledger-hourly"), on.shown());
    assertEquals("1 of 3 topologies", on.topologies.count());
    on.topologies.filterProperty().set("");
    assertEquals(3, on.shown().size());
  }

  @Test
  void aTopologyThatBeginsToMatchAppearsWithTheNextRefresh() {
    on.server.put("a", TopologyState.ACTIVE);
    on.topologies.refresh();
    on.topologies.filterProperty().set("paused");
    assertEquals(List.of(), on.shown());
    on.server.put("a", TopologyState.PAUSED);
    on.topologies.refresh();
    assertEquals(List.of("a"), on.shown());
  }

  @Test
  void sortedRowsMoveWhenTheirStateChanges() {
    on.topologies
        .shown()
        .setComparator(Comparator.comparing((TopologyRow row) -> row.facts().look()));
    on.server.put("a", TopologyState.PAUSED);
    on.server.put("b", TopologyState.PAUSED);
    on.topologies.refresh();
    on.server.put("b", TopologyState.ACTIVE);
    on.topologies.refresh();
    assertEquals(List.of("b", "a"), on.shown());
  }

  @Test
  void withoutTheServerTheLastPictureStaysWithItsAgeAndHealsItself() {
    on.server.put("a", TopologyState.ACTIVE);
    on.topologies.refresh();
    on.server.goAway();
    on.clock.advance(Duration.ofSeconds(30));
    on.topologies.refresh();
    on.clock.advance(Duration.ofSeconds(30));
    on.topologies.refresh();
    Picture.Stale stale =
        assertInstanceOf(Picture.Stale.class, on.topologies.pictureProperty().get());
    assertEquals(FakeEpoch.START, stale.since());
    assertEquals(List.of("a"), on.shown());
    on.server.comeBack();
    on.topologies.refresh();
    assertInstanceOf(Picture.Live.class, on.topologies.pictureProperty().get());
  }

  @Test
  void aServerThatNeverAnsweredIsAnErrorWithItsReason() {
    on.server.goAway();
    on.topologies.refresh();
    assertEquals(new Picture.Failed("Nobody answers there"), on.topologies.pictureProperty().get());
  }

  @Test
  void aSecondRefreshWaitsForTheFirst() {
    Deque<Runnable> background = new ArrayDeque<>();
    try (Fixture slow = new Fixture("admin", new Runner(background::add, Runnable::run))) {
      slow.topologies.refresh();
      slow.topologies.refresh();
      assertEquals(1, background.size());
      background.remove().run();
      slow.topologies.refresh();
      assertEquals(1, background.size());
    }
  }

  @Test
  void movingStopsAtBothEnds() {
    on.server.put("a", TopologyState.ACTIVE);
    on.server.put("b", TopologyState.ACTIVE);
    on.topologies.refresh();
    on.topologies.move(1);
    assertEquals("a", on.topologies.selected().orElseThrow().id());
    on.topologies.move(5);
    assertEquals("b", on.topologies.selected().orElseThrow().id());
    on.topologies.move(-9);
    assertEquals("a", on.topologies.selected().orElseThrow().id());
  }

  @Test
  void hostileNamesStayOnOneLineAndAreFound() {
    String hostile = "<b>x</b>\n\u202Eevil\u0000" + "y".repeat(5_000);
    on.server.put(FakeEpoch.container(hostile, "i", TopologyState.ACTIVE, FakeEpoch.START));
    on.topologies.refresh();
    TopologyFacts facts = on.topologies.row(hostile).orElseThrow().facts();
    assertTrue(facts.name().startsWith("<b>x</b>\uFFFD\uFFFDevil\uFFFDyyy"), facts.name());
    assertEquals(401, facts.name().length());
    on.topologies.filterProperty().set("<B>X");
    assertEquals(1, on.shown().size());
  }

  @Test
  void tenThousandTopologiesAreTakenInAndComparedWithoutChange() {
    for (int i = 0; i < 10_000; i++) {
      on.server.put("topology-" + i, TopologyState.ACTIVE);
    }
    on.topologies.refresh();
    on.select("topology-77");
    TopologyRow row = on.topologies.selected().orElseThrow();
    on.topologies.refresh();
    assertSame(row, on.topologies.selected().orElseThrow());
    assertEquals("10,000 topologies", on.topologies.count());
  }
}
