package epoch.desktop.window;

import java.text.Bidi;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/**
 * Words that go on in the next line.
 *
 * <p>JavaFX 26 throws wherever it breaks a line that is written from right to left, and then lays
 * out nothing of the window any more. Such words are broken here, at so many characters, and not by
 * it.
 */
public final class Wrapping {

  private static final int LINE = 44;

  private Wrapping() {}

  /** Has a label wrap. */
  public static void of(Labeled label) {
    follow(label.textProperty(), label.wrapTextProperty());
  }

  /** Has a tooltip wrap. */
  public static void of(Tooltip tooltip) {
    follow(tooltip.textProperty(), tooltip.wrapTextProperty());
  }

  private static void follow(StringProperty text, BooleanProperty wrap) {
    text.subscribe(words -> {
      boolean turns = turns(words);
      wrap.set(!turns);
      if (turns && !text.isBound()) {
        text.set(broken(words));
      }
    });
  }

  /** Whether any of it is written from right to left. */
  public static boolean turns(@Nullable String text) {
    return text != null && Bidi.requiresBidi(text.toCharArray(), 0, text.length());
  }

  /** The same in lines that are short enough, and as they are if they are so already. */
  static String broken(String text) {
    StringBuilder broken = new StringBuilder(text.length() + 16);
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      broken.append(c);
      if (c == '\n') {
        begin = i + 1;
      } else if (i - begin >= LINE && c == ' ') {
        broken.setCharAt(broken.length() - 1, '\n');
        begin = i + 1;
      }
    }
    return broken.toString();
  }
}
