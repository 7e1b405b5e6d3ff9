package epoch.desktop.topologies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.topology.TopologyState;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.server.Known;
import epoch.desktop.server.World;
import epoch.desktop.server.World.Entry;
import epoch.desktop.work.Runner;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopologiesViewModelTest {

  private final Known known = new Known();
  private TopologiesViewModel model;

  @BeforeEach
  void open() {
    known.server.world.put(Entry.of("ledger-reconcile", "finance/ledger:3").with("FOOOO"));
    known.server.world.put(Entry.of("fx-rates").with("OOOOO"));
    known.server.world.put(Entry.of("warehouse").with("ROOO"));
    known.server.world.put(Entry.of("campaign").with("OO").in(TopologyState.PAUSED));
    known.live();
    model = new TopologiesViewModel(known.cluster, known.runner);
  }

  @AfterEach
  void close() {
    known.close();
  }

  private List<String> shown() {
    return model.shown().stream().map(TopologyRow::id).toList();
  }

  @Test
  void whatDeservesALookComesFirstThenWhatFiresNext() {
    assertEquals(List.of("ledger-reconcile", "warehouse", "fx-rates", "campaign"), shown());
    model.sort(Order.NAME, true);
    assertEquals(List.of("warehouse", "ledger-reconcile", "fx-rates", "campaign"), shown());
  }

  @Test
  void whatIsReadWhileTheTableIsArrangedIsShownAlsoWhereSomebodyPointsAtIt() {
    var later = new ArrayDeque<Runnable>();
    try (Known other = new Known()) {
      var empty = new TopologiesViewModel(other.cluster, new Runner(later::add, Runnable::run));
      empty.pointedProperty().set(true);
      other.server.world.put(Entry.of("fx-rates"));
      other.live();
      other.until(() -> other.cluster.topologyChanges().get() > 0);
      while (!later.isEmpty()) {
        later.remove().run();
      }
      assertEquals(List.of("fx-rates"), empty.shown().stream().map(TopologyRow::id).toList());
    }
  }

  @Test
  void everyWordOfTheFilterMustBeSomewhere() {
    model.filterProperty().set("  JOBS/fx active");
    assertEquals(List.of("fx-rates"), shown());
    assertEquals("1 of 4 topologies", model.count());
    model.filterProperty().set("fx paused");
    assertEquals(List.of(), shown());
  }

  @Test
  void theUsualQuestionsAreCountedAndAnswered() {
    assertEquals(1, model.countsProperty().get().get(Quick.FAILING));
    assertEquals(1, model.countsProperty().get().get(Quick.RUNNING));
    assertEquals(4, model.countsProperty().get().get(Quick.ALL));
    model.quickProperty().set(Quick.PAUSED);
    assertEquals(List.of("campaign"), shown());
  }

  @Test
  void theSelectionSurvivesWhateverChangesAroundIt() {
    model.selectedProperty().set(known.cluster.row("fx-rates"));
    known.server.put(Entry.of("aaa").with("F"));
    known.until(() -> shown().contains("aaa"));
    assertEquals("fx-rates", model.selectedId());
    known.server.remove("fx-rates");
    known.until(() -> !shown().contains("fx-rates"));
    assertEquals("", model.selectedId());
  }

  @Test
  void rowsDoNotJumpUnderThePointer() {
    model.pointedProperty().set(true);
    known.server.put(Entry.of("fx-rates").with("FO"));
    known.until(() -> model.waitingProperty().get() > 0);
    assertEquals("ledger-reconcile", shown().getFirst());
    assertTrue(known.cluster.row("fx-rates").orElseThrow().facts().attention().isPresent());
    model.arrangeNow();
    assertEquals("fx-rates", shown().getFirst());
    assertEquals(0, model.waitingProperty().get());
  }

  @Test
  void oneMovesByStepsAndSelectsByNameThroughTheFilter() {
    model.move(1);
    assertEquals("ledger-reconcile", model.selectedId());
    model.move(2);
    assertEquals("fx-rates", model.selectedId());
    model.move(9);
    assertEquals("campaign", model.selectedId());
    model.filterProperty().set("warehouse");
    model.select("campaign");
    assertEquals("campaign", model.selectedId());
    assertEquals(4, shown().size());
  }

  @Test
  void whatWasJustMadeIsSelectedAsSoonAsItIsKnown() {
    model.select("made");
    assertEquals("", model.selectedId());
    known.server.put(Entry.of("made"));
    known.until(() -> model.selectedId().equals("made"));
    known.server.put(Entry.of("another"));
    known.until(() -> shown().contains("another"));
    assertEquals("made", model.selectedId());
  }

  @Test
  void fiftyThousandAreFilteredInAMoment() {
    for (int i = 0; i < 50_000; i++) {
      known.server.world.put(World.Entry.of("topology-" + i).with(i % 50 == 0 ? "FO" : "OOOO"));
    }
    known.server.tell("reset", Map.of("reason", "many"));
    known.until(() -> model.total() == 50_004);
    model.filterProperty().set("topology-4999");
    assertEquals(11, shown().size());
    model.filterProperty().set("");
    model.quickProperty().set(Quick.FAILING);
    assertEquals(1_001, shown().size());
  }
}
