package epoch.desktop.calendars;

import epoch.api.rest.CalendarDetails;
import epoch.desktop.window.Columns;
import epoch.desktop.window.Fit;
import epoch.desktop.window.StateCell;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.function.BiFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Calendars, one a row: whether they are closed, and when next. */
final class CalendarTable extends TableView<CalendarDetails> {

  private final ObservableValue<Instant> now;

  CalendarTable(
      ObservableList<CalendarDetails> calendars, ObservableValue<Instant> now, TimeWords times) {
    this.now = now;
    setItems(calendars);
    setId("calendars");
    setAccessibleText("Calendars");
    setFixedCellSize(32);
    Fit.of(this);
    TableColumn<CalendarDetails, String> name =
        column("Name", 150, (row, _) -> Plain.line(row.calendar().name()));
    name.getStyleClass().addAll("first-column", "name-column");
    TableColumn<CalendarDetails, Look> state = new TableColumn<>("Now");
    state.setCellValueFactory(
        row -> new ReadOnlyObjectWrapper<>(row.getValue().now() == null ? Look.OPEN : Look.CLOSED));
    state.setCellFactory(_ -> new StateCell<>());
    state.setPrefWidth(86);
    state.setMinWidth(86);
    getColumns().add(state);
    column("Until, or closed next", 270, (row, at) -> coming(row, times, at));
    column("Used by", 70, (row, _) -> "%,d".formatted(row.users()))
        .getStyleClass()
        .add("number-column");
    column("Changed", 90, (row, at) -> TimeWords.ago(row.updated(), at));
    getColumns().forEach(it -> it.setSortable(false));
  }

  private static String coming(CalendarDetails row, TimeWords times, Instant at) {
    return row.now() == null
        ? CalendarWords.next(row.next(), times, at)
        : CalendarWords.until(row.now(), times, at);
  }

  private TableColumn<CalendarDetails, String> column(
      String title, double width, BiFunction<CalendarDetails, Instant, String> words) {
    TableColumn<CalendarDetails, String> column =
        Columns.text(title, width, row -> now.map(at -> words.apply(row, at)));
    getColumns().add(column);
    return column;
  }
}
