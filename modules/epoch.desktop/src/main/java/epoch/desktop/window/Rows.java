package epoch.desktop.window;

import javafx.scene.control.TableView;

/** Passing through the rows of a table by keyboard. */
public final class Rows {

  private static final int SEEN_BEFORE = 3;

  private Rows() {}

  /** Selects the row that is so many further on, and brings it into sight. */
  public static void step(TableView<?> table, int by) {
    table.requestFocus();
    int size = table.getItems().size();
    if (size > 0) {
      int to = Math.clamp(table.getSelectionModel().getSelectedIndex() + (long) by, 0, size - 1);
      table.getSelectionModel().clearAndSelect(to);
      table.scrollTo(Math.max(0, to - SEEN_BEFORE));
    }
  }
}
