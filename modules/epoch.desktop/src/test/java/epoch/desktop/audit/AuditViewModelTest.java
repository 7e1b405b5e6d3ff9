package epoch.desktop.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.AuditEntry;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.words.Since;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditViewModelTest {

  private final Known known = new Known();
  private final AuditViewModel model = new AuditViewModel(known.session, known.runner, known.clock);

  @BeforeEach
  void fill() {
    for (int i = 0; i < 450; i++) {
      known.server.world.audit.add(
          new AuditEntry(
              "" + i,
              FakeEpoch.START.minus(Duration.ofMinutes(20L * i)),
              i % 2 == 0 ? "ann" : "bob",
              "10.0.0.1",
              "PAUSE",
              "a",
              null,
              "paused",
              null));
    }
  }

  @AfterEach
  void close() {
    known.close();
  }

  private List<String> ids() {
    return model.entries().stream().map(AuditEntry::id).toList();
  }

  @Test
  void pageByPageUntilThereAreNoMore() {
    model.refresh();
    assertEquals(AuditViewModel.PAGE, model.entries().size());
    model.more();
    model.more();
    assertEquals(450, ids().stream().distinct().count());
    assertFalse(model.moreProperty().get());
  }

  @Test
  void onlyWhatWasChangedSinceThenIsAskedForAsSoonAsThatIsChosen() {
    model.refresh();
    model.sinceProperty().set(Since.HOUR);
    assertEquals(List.of("0", "1", "2", "3"), ids());
    model.whoProperty().set("bob");
    model.refresh();
    assertEquals(List.of("1", "3"), ids());
    assertTrue(model.isFiltered());
    model.clear();
    assertFalse(model.isFiltered());
    assertEquals(AuditViewModel.PAGE, model.entries().size());
  }

  @Test
  void theNextPageIsOfTheSameTime() {
    model.sinceProperty().set(Since.WEEK);
    model.more();
    model.more();
    assertEquals(450, model.entries().size());
    model.sinceProperty().set(Since.DAY);
    assertEquals(73, model.entries().size());
    assertFalse(model.moreProperty().get());
  }
}
