package epoch.desktop.ledger;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.desktop.window.Columns;
import epoch.desktop.window.Fit;
import epoch.desktop.window.StateCell;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

/** Fire times and what became of them. */
public final class LedgerTable extends TableView<LedgerEntry> {

  private Consumer<LedgerEntry> open = _ -> {};

  /** Of these. */
  public LedgerTable(
      ObservableList<LedgerEntry> entries, ObservableValue<Instant> now, TimeWords times) {
    setItems(entries);
    setId("ledger");
    setAccessibleText("Fire times");
    setFixedCellSize(32);
    Fit.of(this);
    TableColumn<LedgerEntry, Look> verdict = new TableColumn<>("Verdict");
    verdict.setCellValueFactory(
        row -> new ReadOnlyObjectWrapper<>(Look.ofVerdict(row.getValue().verdict())));
    verdict.setCellFactory(_ -> new StateCell<>());
    verdict.setPrefWidth(130);
    verdict.setMinWidth(120);
    verdict.getStyleClass().add("first-column");
    getColumns().add(verdict);
    getColumns()
        .add(
            Columns.text("Fire time", 190, entry -> now.map(at -> times.around(entry.time(), at))));
    TableColumn<LedgerEntry, String> late =
        Columns.text(
            "Lateness",
            90,
            entry ->
                new ReadOnlyStringWrapper(
                    entry.lateness() == null ? "" : TimeWords.millis(entry.lateness())));
    late.getStyleClass().add("number-column");
    getColumns().add(late);
    getColumns()
        .add(
            Columns.text(
                "Reason",
                360,
                entry ->
                    new ReadOnlyStringWrapper(
                        entry.reason() == null ? "" : Plain.line(entry.reason()))));
    getColumns()
        .add(
            Columns.text(
                "Run",
                220,
                entry ->
                    new ReadOnlyStringWrapper(
                        entry.runId() == null ? "" : Plain.line(entry.runId()))));
    getColumns().forEach(column -> column.setSortable(false));
    setRowFactory(_ -> {
      TableRow<LedgerEntry> row = new TableRow<>();
      row.setOnMouseClicked(click -> {
        if (click.getClickCount() == 2 && row.getItem() != null) {
          open.accept(row.getItem());
        }
      });
      return row;
    });
    setOnKeyPressed(key -> {
      LedgerEntry chosen = getSelectionModel().getSelectedItem();
      if (key.getCode() == KeyCode.ENTER && chosen != null) {
        key.consume();
        open.accept(chosen);
      }
    });
  }

  /** What opening an entry does. */
  public void onOpen(Consumer<LedgerEntry> newOpen) {
    open = newOpen;
  }
}
