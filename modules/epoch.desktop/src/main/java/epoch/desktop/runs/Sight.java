package epoch.desktop.runs;

import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.control.ScrollPane;
import javafx.util.Subscription;

/** What is seen of something that is larger than its pane. */
final class Sight {

  private Sight() {}

  /** Brings a point into the middle, as soon as it is known how much is seen. */
  static void on(ScrollPane pane, double x, double y) {
    Subscription[] once = {Subscription.EMPTY};
    once[0] =
        pane.viewportBoundsProperty()
            .subscribe((_, seen) -> {
              if (seen.getWidth() > 1 && seen.getHeight() > 1) {
                once[0].unsubscribe();
                // Once more is laid out before it is as large as it will be.
                Platform.runLater(() -> centre(pane, x, y));
              }
            });
  }

  private static void centre(ScrollPane pane, double x, double y) {
    pane.layout();
    Bounds seen = pane.getViewportBounds();
    Bounds whole = pane.getContent().getLayoutBounds();
    pane.setHvalue(part(x, seen.getWidth(), whole.getWidth()));
    pane.setVvalue(part(y, seen.getHeight(), whole.getHeight()));
  }

  private static double part(double at, double seen, double whole) {
    return whole <= seen ? 0 : Math.clamp((at - seen / 2) / (whole - seen), 0, 1);
  }
}
