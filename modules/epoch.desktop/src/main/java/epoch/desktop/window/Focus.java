package epoch.desktop.window;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.util.Subscription;

/** Gives the focus to what is only about to be seen. */
public final class Focus {

  private Focus() {}

  /** As soon as the node is in a window; a split pane takes its parts in later than itself. */
  public static void on(Node node) {
    if (node.getScene() != null) {
      Platform.runLater(node::requestFocus);
      return;
    }
    Subscription[] once = new Subscription[1];
    once[0] =
        node.sceneProperty()
            .subscribe((_, scene) -> {
              if (scene != null) {
                once[0].unsubscribe();
                Platform.runLater(node::requestFocus);
              }
            });
  }
}
