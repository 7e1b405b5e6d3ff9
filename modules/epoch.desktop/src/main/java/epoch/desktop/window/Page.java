package epoch.desktop.window;

import javafx.scene.layout.Region;

/** What fills the window beside the navigation. */
public interface Page {

  /** Its nodes; always the same. */
  Region node();

  /** Its keys. */
  Keys keys();

  /** It is seen from now on. */
  default void shown() {}

  /** It is no longer seen; what it does for being fresh may rest. */
  default void hidden() {}
}
