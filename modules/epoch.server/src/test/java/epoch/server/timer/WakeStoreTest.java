package epoch.server.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WakeStoreTest {
  private final WakeStore store = new WakeStore();

  @Test
  void whatIsStoredNextDoesNotHideWhatIsDueBeforeIt() {
    assertEquals(500, store.soonest(500));
    assertEquals(500, store.soonest(900));
    assertEquals(400, store.soonest(400));
  }

  @Test
  void whatWasSeenIsToldNoMore() {
    store.soonest(500);
    assertEquals(List.of(), store.acquireNextTriggers(1_000, 10, 0));
    assertEquals(900, store.soonest(900));
  }
}
