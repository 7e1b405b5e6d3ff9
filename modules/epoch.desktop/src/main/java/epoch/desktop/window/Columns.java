package epoch.desktop.window;

import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** Makes the columns of tables. */
public final class Columns {

  private Columns() {}

  /** A column of plain text. */
  public static <S> TableColumn<S, String> text(
      String title, double width, Function<S, ObservableValue<String>> value) {
    TableColumn<S, String> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setCellValueFactory(row -> value.apply(row.getValue()));
    column.setCellFactory(_ -> new TextCell<>());
    return column;
  }

  /** Plain text with the whole of it as tooltip, because a column may be narrow. */
  private static final class TextCell<S> extends TableCell<S, String> {
    private @Nullable Tooltip tooltip;

    @Override
    protected void updateItem(@Nullable String text, boolean empty) {
      super.updateItem(text, empty);
      setText(empty ? null : text);
      if (empty || text == null || text.isEmpty()) {
        setTooltip(null);
        return;
      }
      if (tooltip == null) {
        tooltip = new Tooltip();
        Wrapping.of(tooltip);
        tooltip.setMaxWidth(600);
      }
      tooltip.setText(text);
      setTooltip(tooltip);
    }
  }
}
