package epoch.desktop.window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a view, each with what it does. Single characters are off while the operator types
 * text.
 */
public final class Keys {

  private record Key(String does, Runnable act) {}

  private final Map<String, Key> typed = new LinkedHashMap<>();
  private final Map<KeyCode, Key> pressed = new LinkedHashMap<>();

  /** Adds a key that writes a character. */
  public Keys on(String character, String does, Runnable act) {
    typed.put(character, new Key(does, act));
    return this;
  }

  /** Adds a key that writes none, such as Enter. */
  public Keys on(KeyCode code, String does, Runnable act) {
    pressed.put(code, new Key(does, act));
    return this;
  }

  /** One line for each key. */
  public List<String> lines() {
    LinkedHashMap<String, String> lines = new LinkedHashMap<>();
    typed.forEach((character, key) -> lines.put(character, key.does()));
    pressed.forEach((code, key) -> lines.put(code.getName(), key.does()));
    return lines.entrySet().stream().map(key -> key.getKey() + "   " + key.getValue()).toList();
  }

  /**
   * Listens to everything that is typed within the node.
   *
   * @param resting whether all keys rest, because something else wants an answer first
   */
  public void listen(Node node, BooleanSupplier resting) {
    node.addEventFilter(
        KeyEvent.KEY_TYPED,
        event -> {
          if (!resting.getAsBoolean()
              && !typing(node)
              && !event.isControlDown()
              && !event.isMetaDown()
              && !event.isAltDown()) {
            act(typed.get(event.getCharacter()), event);
          }
        });
    node.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (!resting.getAsBoolean()) {
            act(pressed.get(event.getCode()), event);
          }
        });
  }

  private static void act(@Nullable Key key, KeyEvent event) {
    if (key != null) {
      event.consume();
      key.act().run();
    }
  }

  private static boolean typing(Node node) {
    return node.getScene().getFocusOwner() instanceof TextInputControl input && input.isEditable();
  }
}
