package epoch.desktop.topologies;

import epoch.desktop.window.Columns;
import epoch.desktop.window.StateCell;
import epoch.desktop.words.Look;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** The table itself; its selection and that of the view model are one. */
final class TopologyTable extends TableView<TopologyRow> {

  private final TopologiesViewModel model;

  TopologyTable(TopologiesViewModel model) {
    this.model = model;
    setId("topologies");
    setAccessibleText("Topologies");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
    setFixedCellSize(36);

    TableColumn<TopologyRow, Look> state = new TableColumn<>("State");
    state.setCellValueFactory(row -> row.getValue().factsProperty().map(TopologyFacts::look));
    state.setCellFactory(_ -> new StateCell<>());
    state.getStyleClass().add("first-column");
    state.setMinWidth(124);
    state.setPrefWidth(124);
    state.setMaxWidth(160);
    TableColumn<TopologyRow, String> name =
        Columns.text("Name", 280, row -> fact(row, TopologyFacts::name));
    name.getStyleClass().add("name-column");
    name.setComparator(String.CASE_INSENSITIVE_ORDER);
    TableColumn<TopologyRow, String> schedule =
        Columns.text("Schedule", 200, row -> fact(row, TopologyFacts::schedule));
    schedule.getStyleClass().add("mono-column");
    TableColumn<TopologyRow, String> task =
        Columns.text("Task", 360, row -> fact(row, TopologyFacts::task));
    TableColumn<TopologyRow, TopologyRow> updated = updatedColumn();

    getColumns().add(state);
    getColumns().add(name);
    getColumns().add(schedule);
    getColumns().add(task);
    getColumns().add(updated);
    setItems(model.shown());
    model.shown().comparatorProperty().bind(comparatorProperty());
    getSortOrder().add(name);
    bindSelection();
  }

  private static ObservableValue<String> fact(
      TopologyRow row, Function<TopologyFacts, String> part) {
    return row.factsProperty().map(part);
  }

  private TableColumn<TopologyRow, TopologyRow> updatedColumn() {
    TableColumn<TopologyRow, TopologyRow> updated = new TableColumn<>("Updated");
    updated.setPrefWidth(200);
    updated.setCellValueFactory(row -> row.getValue().factsProperty().map(_ -> row.getValue()));
    updated.setComparator(Comparator.comparing(row -> row.facts().details().updated()));
    updated.setCellFactory(_ -> new AgeCell(model));
    return updated;
  }

  private void bindSelection() {
    getSelectionModel()
        .selectedItemProperty()
        .addListener((_, _, row) -> model.selectedProperty().set(Optional.ofNullable(row)));
    model
        .selectedProperty()
        .addListener((_, _, row) -> row.ifPresentOrElse(this::select, this::unselect));
  }

  private void unselect() {
    getSelectionModel().clearSelection();
  }

  private void select(TopologyRow row) {
    if (getSelectionModel().getSelectedItem() != row) {
      int at = getItems().indexOf(row);
      getSelectionModel().clearAndSelect(at);
      scrollTo(Math.max(0, at - 3));
    }
  }
}
