package epoch.desktop.window;

import epoch.desktop.settings.Store;
import java.util.HashMap;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.util.Duration;

/** Keeps how wide columns are and which are hidden. */
public final class ColumnMemory {

  private static final Duration REST = Duration.millis(800);

  private ColumnMemory() {}

  /** Restores the columns of a table, and keeps what becomes of them. */
  public static void of(TableView<?> table, String name, Store store) {
    PauseTransition rest = new PauseTransition(REST);
    rest.setOnFinished(_ -> keep(table, name, store));
    Map<String, Double> kept = store.settings().columns();
    for (TableColumn<?, ?> column : table.getColumns()) {
      Double width = kept.get(key(name, column));
      if (width != null) {
        column.setVisible(width >= 0);
        column.setPrefWidth(Math.abs(width));
      }
      column.widthProperty().subscribe((_, _) -> rest.playFromStart());
      column.visibleProperty().subscribe((_, _) -> rest.playFromStart());
    }
  }

  private static void keep(TableView<?> table, String name, Store store) {
    store.change(settings -> {
      Map<String, Double> columns = new HashMap<>(settings.columns());
      for (TableColumn<?, ?> column : table.getColumns()) {
        columns.put(
            key(name, column), column.isVisible() ? column.getWidth() : -column.getPrefWidth());
      }
      return settings.withColumns(columns);
    });
  }

  private static String key(String name, TableColumn<?, ?> column) {
    return name + "/" + column.getText();
  }
}
