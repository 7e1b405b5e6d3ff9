package epoch.desktop.window;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a view, each with what it does. Single characters are off while the operator types
 * text.
 */
public final class Keys {

  /**
   * A key.
   *
   * @param name as it is listed
   * @param does what it does
   * @param act does it
   * @param offered whether it is listed; whoever presses one that is not is told why it does
   *     nothing
   */
  public record Key(String name, String does, Runnable act, boolean offered) {}

  private final Map<String, Key> typed = new LinkedHashMap<>();
  private final Map<KeyCode, Key> pressed = new LinkedHashMap<>();
  private final Map<KeyCode, Key> shortcuts = new LinkedHashMap<>();

  /** No keys. */
  public Keys() {}

  /** Adds a key that writes a character, or two of them one after the other, as {@code g t}. */
  public Keys on(String characters, String does, Runnable act) {
    return on(true, characters, does, act);
  }

  /** The same, listed only for those who may do it. */
  public Keys on(boolean offered, String characters, String does, Runnable act) {
    typed.put(characters, new Key(characters, does, act, offered));
    return this;
  }

  /** Adds a key that writes none, such as Enter. */
  public Keys on(KeyCode code, String does, Runnable act) {
    return on(true, code, does, act);
  }

  /** The same, listed only for those who may do it. */
  public Keys on(boolean offered, KeyCode code, String does, Runnable act) {
    pressed.put(code, new Key(code.getName(), does, act, offered));
    return this;
  }

  /** Adds a key together with Ctrl, or ⌘ on macOS; it works while one types, too. */
  public Keys onShortcut(KeyCode code, String does, Runnable act) {
    String name = code.isWhitespaceKey() ? code.getName() : code.getChar();
    shortcuts.put(code, new Key("Ctrl " + name, does, act, true));
    return this;
  }

  /** All that are offered, as they were added. */
  public List<Key> all() {
    List<Key> all = new ArrayList<>(typed.values());
    all.addAll(pressed.values());
    all.addAll(shortcuts.values());
    all.removeIf(key -> !key.offered());
    return all;
  }

  /**
   * Listens to everything that is typed in a window, also while nothing in it has the focus.
   *
   * @param active the keys that are in force, the nearest first
   * @param resting whether all keys rest, because something else wants an answer first
   * @param lettersRest whether single characters do nothing
   */
  public static void listen(
      Scene scene,
      Supplier<List<Keys>> active,
      BooleanSupplier resting,
      BooleanSupplier lettersRest) {
    String[] begun = {""};
    scene.addEventFilter(
        KeyEvent.KEY_TYPED,
        event -> {
          if (resting.getAsBoolean()
              || lettersRest.getAsBoolean()
              || typing(scene)
              || event.isShortcutDown()
              || event.isControlDown()
              || event.isAltDown()) {
            begun[0] = "";
            return;
          }
          String character = event.getCharacter();
          String sequence = begun[0].isEmpty() ? character : begun[0] + " " + character;
          begun[0] = "";
          Optional<Key> key = find(active.get(), keys -> keys.typed.get(sequence));
          if (key.isPresent()) {
            event.consume();
            key.get().act().run();
          } else if (active.get().stream().anyMatch(keys -> keys.begins(sequence))) {
            event.consume();
            begun[0] = sequence;
          }
        });
    scene.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (!resting.getAsBoolean() && !event.isShortcutDown()) {
            find(active.get(), keys -> keys.pressed.get(event.getCode()))
                .filter(_ -> !typing(scene) || !typesWith(event.getCode()))
                .ifPresent(key -> {
                  event.consume();
                  key.act().run();
                });
          }
        });
    scene.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (!resting.getAsBoolean() && event.isShortcutDown()) {
            find(active.get(), keys -> keys.shortcuts.get(event.getCode()))
                .filter(_ -> !typing(scene) || !editing(event.getCode()))
                .ifPresent(key -> {
                  event.consume();
                  key.act().run();
                });
          }
        });
  }

  private interface Part {
    @Nullable Key of(Keys keys);
  }

  private static Optional<Key> find(List<Keys> active, Part part) {
    for (Keys keys : active) {
      Key key = part.of(keys);
      if (key != null) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  private boolean begins(String sequence) {
    return typed.keySet().stream().anyMatch(key -> key.startsWith(sequence + " "));
  }

  private static boolean typesWith(KeyCode code) {
    return code == KeyCode.DELETE || code == KeyCode.BACK_SPACE;
  }

  /** What a text field does with it itself. */
  private static boolean editing(KeyCode code) {
    return switch (code) {
      case A, C, V, X, Z, Y -> true;
      default -> false;
    };
  }

  private static boolean typing(Scene scene) {
    return scene.getFocusOwner() instanceof TextInputControl input && input.isEditable();
  }
}
