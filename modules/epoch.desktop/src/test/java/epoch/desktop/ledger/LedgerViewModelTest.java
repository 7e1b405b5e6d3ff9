package epoch.desktop.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.desktop.cluster.Picture;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World.Entry;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerViewModelTest {

  private final Known known = new Known();

  @AfterEach
  void close() {
    known.close();
  }

  @Test
  void whatDidNotRunIsFoundAndExplained() {
    known.server.world.put(Entry.of("a"));
    known.server.world.ledger.add(new LedgerEntry(FakeEpoch.START, "RAN", null, "r", 200L));
    known.server.world.ledger.add(
        new LedgerEntry(FakeEpoch.START.plusSeconds(60), "MISSED", "HELD", null, null));
    LedgerViewModel model = new LedgerViewModel(known.session, known.runner, known.clock);
    model.topologyProperty().set("a");
    assertEquals("1 ran, 1 missed", model.summary());
    assertEquals("MISSED", model.entries().getFirst().verdict());
    model.exceptionsProperty().set(true);
    assertEquals(1, model.entries().size());
    model.explain(Optional.of(FakeEpoch.START.plusSeconds(60)));
    assertTrue(model.whyProperty().get().contains("because the cluster was held"));
  }

  @Test
  void aTopologyThatIsNoneSaysSo() {
    LedgerViewModel model = new LedgerViewModel(known.session, known.runner, known.clock);
    model.topologyProperty().set("nobody");
    assertInstanceOf(Picture.Failed.class, model.pictureProperty().get());
  }
}
