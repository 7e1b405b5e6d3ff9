package epoch.desktop.topologies;

import epoch.desktop.cluster.TopologyFacts;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.settings.Store;
import epoch.desktop.window.ColumnMemory;
import epoch.desktop.window.Fit;
import epoch.desktop.words.TimeWords;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** The table itself; its selection and that of the view model are one. */
final class TopologyTable extends TableView<TopologyRow> {

  private final TopologiesViewModel model;
  private final Map<TableColumn<?, ?>, Order> orders = new HashMap<>();
  private boolean following;

  TopologyTable(TopologiesViewModel model, TimeWords times, Store store) {
    this.model = model;
    setId("topologies");
    setAccessibleText("Topologies");
    Fit.of(this);
    setTableMenuButtonVisible(true);
    fixedCellSizeProperty()
        .bind(store.settingsProperty().map(settings -> settings.compact() ? 28 : 36));
    TopologyCells cells = new TopologyCells(model.cluster().nowProperty(), times);
    column("Name", 270, 200, Order.NAME, cells::name, "first-column", "name-column");
    column("Schedule", 180, 110, Order.SCHEDULE, cells::schedule);
    column("Next fire", 190, 170, Order.NEXT, cells::next);
    column("Last 20 runs", 160, 160, Order.ATTENTION, cells::strip);
    column("Usually", 90, 86, Order.USUAL, cells::usual, "number-column");
    column("Last run", 210, 200, Order.LAST, cells::last);
    column("Owner", 110, 40, Order.OWNER, () -> cells.text(TopologyFacts::owner));
    column("Runs what", 220, 80, Order.WHAT, () -> cells.text(TopologyFacts::what))
        .setVisible(false);
    column("Labels", 160, 60, Order.LABELS, () -> cells.text(TopologyFacts::labels))
        .setVisible(false);
    setItems(model.shown());
    setSortPolicy(_ -> {
      sortAsAsked();
      return true;
    });
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    ColumnMemory.of(this, "topologies", store);
    bindSelection();
    hoverProperty().subscribe(there -> model.pointedProperty().set(there));
  }

  private TableColumn<TopologyRow, TopologyFacts> column(
      String title,
      double width,
      double least,
      Order order,
      Supplier<FactCell> cell,
      String... styles) {
    TableColumn<TopologyRow, TopologyFacts> column = new TableColumn<>(title);
    column.setCellValueFactory(row -> row.getValue().factsProperty());
    column.setCellFactory(_ -> cell.get());
    column.setPrefWidth(width);
    column.setMinWidth(least);
    column.getStyleClass().addAll(List.of(styles));
    orders.put(column, order);
    getColumns().add(column);
    return column;
  }

  private void sortAsAsked() {
    if (getSortOrder().isEmpty()) {
      model.sort(Order.ATTENTION, false);
      return;
    }
    TableColumn<TopologyRow, ?> first = getSortOrder().getFirst();
    model.sort(
        orders.getOrDefault(first, Order.ATTENTION),
        first.getSortType() == TableColumn.SortType.DESCENDING);
  }

  private void bindSelection() {
    getSelectionModel()
        .selectedItemProperty()
        .addListener((_, _, row) -> {
          if (!following && !model.moving()) {
            model.selectedProperty().set(Optional.ofNullable(row));
          }
        });
    getSelectionModel()
        .getSelectedItems()
        .addListener(
            (ListChangeListener<TopologyRow>)
                _ -> {
                  if (!following && !model.moving()) {
                    model.marked().setAll(getSelectionModel().getSelectedItems());
                  }
                });
    model.selectedProperty().addListener((_, _, _) -> follow(true));
    model.arrangementsProperty().subscribe(() -> follow(false));
  }

  /** Makes the selection of the table that of the view model. */
  private void follow(boolean scroll) {
    TopologyRow row = model.selected().orElse(null);
    boolean several = model.marked().size() > 1;
    if (getSelectionModel().getSelectedItem() == row
        && getSelectionModel().getSelectedItems().size()
            == (several ? model.marked().size() : row == null ? 0 : 1)) {
      return;
    }
    following = true;
    getSelectionModel().clearSelection();
    if (several) {
      selectAllOf(model.marked());
    }
    if (row != null) {
      int at = getItems().indexOf(row);
      if (at >= 0) {
        getSelectionModel().select(at);
        getFocusModel().focus(at);
        if (scroll) {
          scrollTo(Math.max(0, at - 3));
        }
      }
    }
    following = false;
    model.marked().setAll(getSelectionModel().getSelectedItems());
  }

  private void selectAllOf(List<TopologyRow> rows) {
    // By index: to be asked for the place of each of fifty thousand rows takes minutes.
    Set<TopologyRow> wanted = new HashSet<>(rows);
    int[] found =
        IntStream.range(0, getItems().size())
            .filter(i -> wanted.contains(getItems().get(i)))
            .toArray();
    if (found.length > 0) {
      getSelectionModel().selectIndices(found[0], found);
    }
  }

  /** Marks or unmarks the selected row for an action on several. */
  void toggleMark() {
    int at = getFocusModel().getFocusedIndex();
    if (at < 0) {
      return;
    }
    if (getSelectionModel().isSelected(at) && model.marked().size() > 1) {
      getSelectionModel().clearSelection(at);
    } else {
      getSelectionModel().select(at);
    }
  }

  /** Moves the focus without the selection, so that several can be marked. */
  void focusStep(int by) {
    int to = Math.clamp(getFocusModel().getFocusedIndex() + (long) by, 0, getItems().size() - 1);
    getFocusModel().focus(to);
  }
}
