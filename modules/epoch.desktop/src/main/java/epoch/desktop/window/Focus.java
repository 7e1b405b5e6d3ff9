package epoch.desktop.window;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Subscription;

/** Gives the focus to what is only about to be seen. */
public final class Focus {

  private Focus() {}

  /**
   * Has Tab lead out of an area of text, as it does everywhere else: an operator without a mouse
   * would not get out of it.
   */
  public static void leaveByTab(TextArea area) {
    area.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.TAB && !event.isShortcutDown() && !event.isAltDown()) {
            event.consume();
            area.requestFocusTraversal(
                event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
          }
        });
  }

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
