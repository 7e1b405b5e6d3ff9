package epoch.desktop.topologies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.RunState;
import epoch.desktop.cluster.Picture;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World;
import epoch.desktop.server.World.Entry;
import epoch.desktop.topologies.DetailViewModel.Content;
import epoch.desktop.topologies.DetailViewModel.Tab;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetailViewModelTest {

  private final Known known = new Known();
  private TopologiesViewModel topologies;
  private DetailViewModel detail;

  @BeforeEach
  void open() {
    known.server.world.put(Entry.of("a"));
    known.server.world.put(Entry.of("b"));
    known.server.world.put(World.run("a", RunState.FAILED, FakeEpoch.START, "exit code 3"));
    known.live();
    topologies = new TopologiesViewModel(known.cluster, known.runner);
    detail =
        new DetailViewModel(
            known.session, known.runner, known.clock, ZoneOffset.UTC, known.cluster, topologies);
    topologies.select("a");
  }

  @AfterEach
  void close() {
    known.close();
  }

  @Test
  void onlyWhatTheOpenTabShowsIsAskedFor() {
    assertFalse(detail.openProperty().get());
    int before = known.server.calls().size();
    topologies.select("b");
    assertFalse(
        known.server.calls().subList(before, known.server.calls().size()).stream()
            .anyMatch(call -> call.contains("/topologies/b")));
    topologies.select("a");
    detail.open(Tab.RUNS);
    assertEquals(
        1, assertInstanceOf(Content.Runs.class, detail.contentProperty().get()).runs().size());
    detail.tabProperty().set(Tab.FIRES);
    assertEquals(
        "Every 15 minutes",
        assertInstanceOf(Content.Fires.class, detail.contentProperty().get()).preview().words());
    detail.tabProperty().set(Tab.REVISIONS);
    assertInstanceOf(Content.Revisions.class, detail.contentProperty().get());
    detail.tabProperty().set(Tab.JSON);
    assertTrue(
        assertInstanceOf(Content.Text.class, detail.contentProperty().get())
            .text()
            .contains("timeSpec"));
  }

  @Test
  void itFollowsTheSelectionAndTheRunsOfIt() {
    detail.open(Tab.RUNS);
    topologies.select("b");
    assertEquals(
        0, assertInstanceOf(Content.Runs.class, detail.contentProperty().get()).runs().size());
    known.server.put(World.run("b", RunState.RUNNING, FakeEpoch.START, ""));
    known.until(() ->
        detail.contentProperty().get() instanceof Content.Runs runs && runs.runs().size() == 1);
    topologies.selectedProperty().set(Optional.empty());
    assertFalse(detail.openProperty().get());
  }

  @Test
  void whatAVersionSaidIsReadUntilAnotherTopologyIsLookedAt() {
    detail.open(Tab.REVISIONS);
    assertTrue(detail.revisionProperty().get().isEmpty());
    detail.look(1);
    assertEquals("a", detail.revisionProperty().get().orElseThrow().topology().name());
    topologies.select("b");
    assertTrue(detail.revisionProperty().get().isEmpty());
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    known.server.goAway();
    detail.open(Tab.RUNS);
    assertInstanceOf(Picture.Failed.class, detail.pictureProperty().get());
  }
}
