package epoch.desktop.window;

import epoch.desktop.words.Look;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** A state in a table: its shape and its word in its tone. */
public final class StateCell<S> extends TableCell<S, Look> {

  private final StateIcon icon = new StateIcon();
  private String worn = "";

  /** An empty cell. */
  public StateCell() {
    getStyleClass().add("state-cell");
  }

  @Override
  protected void updateItem(@Nullable Look look, boolean empty) {
    super.updateItem(look, empty);
    if (empty || look == null) {
      setText(null);
      setGraphic(null);
      setAccessibleText(null);
      dress("");
      return;
    }
    icon.show(look);
    setText(look.word());
    setGraphic(icon);
    setAccessibleText(look.word());
    dress(look.tone().styleClass());
  }

  private void dress(String tone) {
    if (!tone.equals(worn)) {
      getStyleClass().remove(worn);
      if (!tone.isEmpty()) {
        getStyleClass().add(tone);
      }
      worn = tone;
    }
  }
}
