package epoch.desktop.topologies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.RunState;
import epoch.api.topology.TopologyState;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.window.Picture;
import epoch.desktop.words.Look;
import epoch.desktop.work.Runner;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetailViewModelTest {

  private final Fixture on = new Fixture("admin");

  @AfterEach
  void close() {
    on.close();
  }

  private void fill() {
    on.server.put("a", TopologyState.ACTIVE);
    on.server.put("b", TopologyState.ACTIVE);
    on.server.put(FakeEpoch.run("a", RunState.SUCCESSFUL, FakeEpoch.START, ""));
    on.server.put(
        FakeEpoch.run("a", RunState.FAILED, FakeEpoch.START.plusSeconds(900), "exit code 3"));
    on.topologies.refresh();
  }

  @Test
  void openingShowsTheJsonAndTheRunsNewestFirstWithTheirReason() {
    fill();
    on.select("a");
    on.detail.open();
    assertTrue(on.detail.jsonProperty().get().contains("\"timeSpec\" : \"0 0/15 * * * ?\""));
    assertEquals(2, on.detail.runs().size());
    RunFacts failed = on.detail.runs().getFirst();
    assertEquals(Look.FAILED, failed.look());
    assertEquals("main: exit code 3", failed.reason());
    assertEquals("4 min 12 s", failed.duration(on.clock.instant()));
  }

  @Test
  void aClosedPaneAsksForNoRuns() {
    fill();
    on.select("a");
    on.topologies.refresh();
    assertFalse(on.server.calls().stream().anyMatch(call -> call.endsWith("/runs")));
  }

  @Test
  void thePaneFollowsTheSelectionAndTheRefresh() {
    fill();
    on.select("a");
    on.detail.open();
    on.select("b");
    assertEquals(0, on.detail.runs().size());
    on.server.put(FakeEpoch.run("b", RunState.RUNNING, FakeEpoch.START, ""));
    on.topologies.refresh();
    assertEquals(Look.RUNNING, on.detail.runs().getFirst().look());
  }

  @Test
  void withoutTheServerTheRunsStay() {
    fill();
    on.select("a");
    on.detail.open();
    on.server.goAway();
    on.topologies.refresh();
    assertEquals(2, on.detail.runs().size());
    assertInstanceOf(Picture.Stale.class, on.detail.pictureProperty().get());
  }

  @Test
  void aLateAnswerForAnotherTopologyIsThrownAway() {
    Deque<Runnable> background = new ArrayDeque<>();
    try (Fixture slow = new Fixture("admin", new Runner(background::add, Runnable::run))) {
      slow.server.put("a", TopologyState.ACTIVE);
      slow.server.put("b", TopologyState.ACTIVE);
      slow.server.put(FakeEpoch.run("a", RunState.FAILED, FakeEpoch.START, "no"));
      slow.topologies.refresh();
      background.remove().run();
      slow.select("a");
      slow.detail.open();
      slow.select("b");
      Runnable forA = background.remove();
      background.remove().run();
      forA.run();
      assertEquals(0, slow.detail.runs().size());
      assertInstanceOf(Picture.Live.class, slow.detail.pictureProperty().get());
    }
  }
}
