package epoch.desktop.runs;

import epoch.api.rest.RunEntry;
import epoch.desktop.window.Columns;
import epoch.desktop.window.Fit;
import epoch.desktop.window.StateCell;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

/** Runs, one a row. */
public final class RunTable extends TableView<RunEntry> {

  private Consumer<RunEntry> open = _ -> {};

  /**
   * Of these.
   *
   * @param named whether the topology is named
   */
  public RunTable(
      ObservableList<RunEntry> runs, ObservableValue<Instant> now, TimeWords times, boolean named) {
    setItems(runs);
    setAccessibleText("Runs");
    setFixedCellSize(32);
    Fit.of(this);
    TableColumn<RunEntry, Look> state = new TableColumn<>("State");
    state.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(RunWords.look(row.getValue())));
    state.setCellFactory(_ -> new StateCell<>());
    state.setPrefWidth(132);
    state.setMinWidth(132);
    state.getStyleClass().add("first-column");
    getColumns().add(state);
    if (named) {
      TableColumn<RunEntry, String> name =
          fixed("Topology", 240, entry -> Plain.line(entry.run().topologyId()));
      name.getStyleClass().add("name-column");
      name.setMinWidth(190);
      getColumns().add(name);
    }
    TableColumn<RunEntry, String> started =
        live("Started", 170, now, (entry, at) -> times.past(entry.run().created(), at));
    started.setMinWidth(176);
    getColumns().add(started);
    TableColumn<RunEntry, String> took =
        live("Took", 96, now, (entry, at) -> RunWords.duration(entry.run(), at));
    took.getStyleClass().add("number-column");
    getColumns().add(took);
    getColumns().add(fixed("Reason", 320, RunWords::reason));
    TableColumn<RunEntry, String> why = fixed("Why", 100, entry -> RunWords.why(entry.run()));
    why.setMinWidth(104);
    getColumns().add(why);
    getColumns().add(fixed("Run", 200, entry -> Plain.line(entry.run().runId())));
    getColumns().forEach(column -> column.setSortable(false));
    setRowFactory(_ -> {
      TableRow<RunEntry> row = new TableRow<>();
      row.setOnMouseClicked(click -> {
        if (click.getClickCount() == 2 && row.getItem() != null) {
          open.accept(row.getItem());
        }
      });
      return row;
    });
    setOnKeyPressed(key -> {
      RunEntry chosen = getSelectionModel().getSelectedItem();
      if (key.getCode() == KeyCode.ENTER && chosen != null) {
        key.consume();
        open.accept(chosen);
      }
    });
  }

  private static TableColumn<RunEntry, String> fixed(
      String title, double width, Function<RunEntry, String> words) {
    return Columns.text(title, width, entry -> new ReadOnlyStringWrapper(words.apply(entry)));
  }

  private static TableColumn<RunEntry, String> live(
      String title,
      double width,
      ObservableValue<Instant> now,
      BiFunction<RunEntry, Instant, String> words) {
    TableColumn<RunEntry, String> column =
        Columns.text(title, width, entry -> now.map(at -> words.apply(entry, at)));
    column.setMinWidth(Math.min(width, 96));
    return column;
  }

  /** What opening a run does. */
  public void onOpen(Consumer<RunEntry> newOpen) {
    open = newOpen;
  }
}
