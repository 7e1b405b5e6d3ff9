package epoch.desktop.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NavigatorTest {

  @Test
  void oneGoesBackTheWayOneCame() {
    Navigator navigator = new Navigator();
    navigator.go(new Place.Topologies("a"));
    navigator.go(new Place.OneRun("a", "r"));
    navigator.go(new Place.OneRun("a", "r"));
    navigator.back();
    assertEquals(new Place.Topologies("a"), navigator.currentProperty().get());
    navigator.back();
    navigator.back();
    assertEquals(new Place.Overview(), navigator.currentProperty().get());
  }

  @Test
  void whatWantsToBeAskedHoldsOneOnce() {
    Navigator navigator = new Navigator();
    navigator.guard(() -> false);
    navigator.go(new Place.Live());
    assertEquals(new Place.Overview(), navigator.currentProperty().get());
    navigator.release();
    navigator.go(new Place.Live());
    assertEquals(new Place.Live(), navigator.currentProperty().get());
  }
}
