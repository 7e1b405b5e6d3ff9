package epoch.desktop.calendars;

import epoch.api.rest.GroupState;
import epoch.desktop.window.Columns;
import epoch.desktop.window.Fit;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Concurrency groups, one a row: who is in, and who waits. */
final class GroupTable extends TableView<GroupState> {

  private static final int NAMED = 5;

  private final ObservableValue<Instant> now;

  GroupTable(ObservableList<GroupState> groups, ObservableValue<Instant> now, TimeWords times) {
    this.now = now;
    setItems(groups);
    setId("groups");
    setAccessibleText("Concurrency groups");
    setFixedCellSize(32);
    Fit.of(this);
    column("Group", 150, (row, _) -> Plain.line(row.name()))
        .getStyleClass()
        .addAll("first-column", "name-column");
    column("At once", 90, (row, _) -> atOnce(row)).getStyleClass().add("number-column");
    column("Running", 260, (row, _) -> names(row.running()));
    column("Waiting", 320, (row, at) -> waiting(row.waiting(), times, at));
    getColumns().forEach(it -> it.setSortable(false));
  }

  private TableColumn<GroupState, String> column(
      String title, double width, BiFunction<GroupState, Instant, String> words) {
    TableColumn<GroupState, String> column =
        Columns.text(title, width, row -> now.map(at -> words.apply(row, at)));
    getColumns().add(column);
    return column;
  }

  private static String atOnce(GroupState group) {
    return group.limited()
        ? "%,d".formatted(group.limit())
        : "not set: %,d".formatted(group.limit());
  }

  private static String names(List<GroupState.Place> places) {
    if (places.isEmpty()) {
      return "none";
    }
    String names =
        places.stream()
            .limit(NAMED)
            .map(GroupState.Place::topologyId)
            .collect(Collectors.joining(", "));
    int more = places.size() - NAMED;
    return Plain.line(names + (more > 0 ? " and %,d more".formatted(more) : ""));
  }

  /** Who goes first stands first; how long it has waited says whether that is enough. */
  private static String waiting(List<GroupState.Place> places, TimeWords times, Instant at) {
    return places.isEmpty()
        ? "none"
        : names(places) + " · the first since " + times.point(places.getFirst().since(), at);
  }
}
