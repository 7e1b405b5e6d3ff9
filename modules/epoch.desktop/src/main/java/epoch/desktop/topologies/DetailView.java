package epoch.desktop.topologies;

import epoch.desktop.window.Columns;
import epoch.desktop.window.Picture;
import epoch.desktop.window.StateCell;
import epoch.desktop.words.Look;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The pane below the table: the last runs beside the JSON. */
final class DetailView extends VBox {

  private final TopologiesViewModel topologies;
  private final DetailViewModel detail;

  DetailView(TopologiesViewModel topologies, DetailViewModel detail) {
    this.topologies = topologies;
    this.detail = detail;
    getStyleClass().add("detail");
    SplitPane halves = new SplitPane(part("Last runs", runs()), part("Topology", json()));
    halves.setDividerPositions(0.66);
    VBox.setVgrow(halves, Priority.ALWAYS);
    getChildren().addAll(header(), halves);
  }

  private Node header() {
    Label name = new Label();
    name.getStyleClass().add("heading");
    topologies
        .selectedProperty()
        .subscribe(row -> name.setText(row.map(it -> it.facts().name()).orElse("")));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button close = new Button("Close");
    close.setOnAction(_ -> detail.close());
    close.setMinWidth(USE_PREF_SIZE);
    HBox header = new HBox(8, name, gap, close);
    header.getStyleClass().add("detail-header");
    return header;
  }

  private static Node part(String title, Node content) {
    Label label = new Label(title);
    label.getStyleClass().add("part-title");
    VBox part = new VBox(label, content);
    VBox.setVgrow(content, Priority.ALWAYS);
    return part;
  }

  private Node json() {
    TextArea text = new TextArea();
    text.setId("json");
    text.setEditable(false);
    text.setAccessibleText("The topology as JSON");
    text.getStyleClass().add("json");
    text.textProperty().bind(detail.jsonProperty());
    return text;
  }

  private Node runs() {
    TableView<RunFacts> table = new TableView<>(detail.runs());
    table.setId("runs");
    table.setAccessibleText("Last runs");
    table.setFixedCellSize(32);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
    TableColumn<RunFacts, Look> state = new TableColumn<>("State");
    state.setCellValueFactory(run -> new ReadOnlyObjectWrapper<>(run.getValue().look()));
    state.setCellFactory(_ -> new StateCell<>());
    state.setPrefWidth(132);
    state.setMinWidth(132);
    state.getStyleClass().add("first-column");
    table.getColumns().add(state);
    TableColumn<RunFacts, String> started =
        Columns.text("Started", 140, run -> live(run, this::started));
    started.setMinWidth(140);
    TableColumn<RunFacts, String> took =
        Columns.text("Took", 96, run -> live(run, RunFacts::duration));
    took.setMinWidth(96);
    took.getStyleClass().add("number-column");
    table.getColumns().add(started);
    table.getColumns().add(took);
    table.getColumns().add(fixed("Reason", 220, RunFacts::reason));
    TableColumn<RunFacts, String> why = fixed("Why", 96, RunFacts::why);
    why.setMinWidth(96);
    table.getColumns().add(why);
    table.getColumns().add(fixed("Run", 120, RunFacts::id));
    table.getColumns().forEach(column -> column.setSortable(false));
    Label placeholder = new Label();
    placeholder.textProperty().bind(detail.pictureProperty().map(DetailView::nothing));
    table.setPlaceholder(placeholder);
    return table;
  }

  private static TableColumn<RunFacts, String> fixed(
      String title, double width, Function<RunFacts, String> words) {
    return Columns.text(title, width, run -> new ReadOnlyStringWrapper(words.apply(run)));
  }

  private String started(RunFacts run, Instant now) {
    TimeWords times = topologies.times();
    return times.past(run.run().created(), now);
  }

  private interface Words {
    String of(RunFacts run, Instant now);
  }

  private ObservableValue<String> live(RunFacts run, Words words) {
    return Bindings.createStringBinding(
        () -> words.of(run, topologies.nowProperty().get()), topologies.nowProperty());
  }

  private static String nothing(Picture picture) {
    return switch (picture) {
      case Picture.Loading _ -> "Asking for its runs …";
      case Picture.Live _ -> "It has not run yet";
      case Picture.Stale(_, String reason) -> reason;
      case Picture.Failed(String reason) -> "Its runs could not be read: " + reason;
    };
  }
}
