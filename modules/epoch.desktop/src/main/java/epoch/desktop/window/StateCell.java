package epoch.desktop.window;

import epoch.desktop.words.Look;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** A state in a table: its shape and its word in its tone. */
public final class StateCell<S> extends TableCell<S, Look> {

  private final StateIcon icon = new StateIcon();

  @Override
  protected void updateItem(@Nullable Look look, boolean empty) {
    super.updateItem(look, empty);
    if (empty || look == null) {
      setText(null);
      setGraphic(null);
      setAccessibleText(null);
      getStyleClass().setAll("cell", "table-cell", "table-column");
      return;
    }
    icon.show(look);
    setText(look.word());
    setGraphic(icon);
    setAccessibleText(look.word());
    getStyleClass()
        .setAll("cell", "table-cell", "table-column", "state-cell", look.tone().styleClass());
  }
}
