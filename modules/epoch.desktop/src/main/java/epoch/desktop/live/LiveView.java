package epoch.desktop.live;

import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Happenings.Happening;
import epoch.desktop.cluster.Happenings.Kind;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.window.Columns;
import epoch.desktop.window.Fit;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.window.StateCell;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What happens now, the newest first. */
public final class LiveView extends VBox implements Page {

  private final FilteredList<Happening> shown;
  private final Navigator navigator;
  private final TableView<Happening> table = new TableView<>();
  private final TextField filter = new TextField();
  private final Set<Kind> kinds = EnumSet.allOf(Kind.class);

  /** Builds the nodes and binds them. */
  public LiveView(Cluster cluster, Navigator navigator, TimeWords times) {
    this.shown = new FilteredList<>(cluster.happenings().all());
    this.navigator = navigator;
    getStyleClass().add("page");
    table.setItems(shown);
    table.setId("live");
    table.setAccessibleText("What happens");
    table.setFixedCellSize(30);
    Fit.of(table);
    table.setPlaceholder(new Label("Nothing has happened since this window was opened"));
    TableColumn<Happening, String> when = column("When", 90, it -> times.clock(it.at()));
    when.getStyleClass().add("first-column");
    when.setMinWidth(100);
    column("What", 100, it -> word(it.kind()));
    TableColumn<Happening, Look> state = new TableColumn<>("State");
    state.setCellValueFactory(
        row -> new ReadOnlyObjectWrapper<>(row.getValue().look().orElse(null)));
    state.setCellFactory(_ -> new StateCell<>());
    state.setPrefWidth(130);
    table.getColumns().add(state);
    column("Name", 240, Happening::name).getStyleClass().add("name-column");
    column("Words", 420, Happening::words);
    column("Run", 200, Happening::runId);
    table.getColumns().forEach(column -> column.setSortable(false));
    table.setOnMouseClicked(click -> {
      if (click.getClickCount() == 2) {
        open();
      }
    });
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(header(), table);
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case RUN -> "Run";
      case FIRE -> "Fire time";
      case TOPOLOGY -> "Topology";
      case CALENDAR -> "Calendar";
      case CLUSTER -> "Cluster";
    };
  }

  private TableColumn<Happening, String> column(
      String title, double width, Function<Happening, String> part) {
    TableColumn<Happening, String> column =
        Columns.text(title, width, it -> new ReadOnlyStringWrapper(Plain.line(part.apply(it))));
    table.getColumns().add(column);
    return column;
  }

  private Node header() {
    Label title = new Label("Live");
    title.getStyleClass().add("page-title");
    filter.setId("live-filter");
    filter.setPromptText("Name or words   ( / )");
    filter.setAccessibleText("Filter");
    filter.setPrefColumnCount(20);
    filter.textProperty().addListener((_, _, _) -> apply());
    HBox header = new HBox(8, title, filter);
    for (Kind kind : Kind.values()) {
      ToggleButton button = new ToggleButton(word(kind));
      button.getStyleClass().add("quick");
      button.setSelected(true);
      button.setOnAction(_ -> {
        if (button.isSelected()) {
          kinds.add(kind);
        } else {
          kinds.remove(kind);
        }
        apply();
      });
      header.getChildren().add(button);
    }
    Label count = new Label();
    count.getStyleClass().add("muted");
    shown.addListener(
        (ListChangeListener<Happening>) _ -> count.setText("%,d".formatted(shown.size())));
    header.getChildren().add(count);
    header.getStyleClass().add("page-header");
    return header;
  }

  private void apply() {
    String text = filter.getText().toLowerCase(Locale.ROOT).strip();
    Set<Kind> wanted = Set.copyOf(kinds);
    shown.setPredicate(it ->
        wanted.contains(it.kind())
            && (text.isEmpty()
                || it.name().toLowerCase(Locale.ROOT).contains(text)
                || it.words().toLowerCase(Locale.ROOT).contains(text)));
  }

  private void open() {
    Happening chosen = table.getSelectionModel().getSelectedItem();
    if (chosen == null) {
      return;
    }
    switch (chosen.kind()) {
      case CALENDAR -> navigator.go(new Place.Calendars(chosen.name()));
      case CLUSTER -> navigator.go(new Place.Control());
      case RUN, FIRE, TOPOLOGY ->
          navigator.go(
              chosen.runId().isEmpty()
                  ? new Place.Topologies(chosen.name())
                  : new Place.OneRun(chosen.name(), chosen.runId()));
    }
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public void shown() {
    Focus.on(table);
  }

  @Override
  public Keys keys() {
    return new Keys()
        .on("/", "Filter", filter::requestFocus)
        .on(KeyCode.ENTER, "Its run, topology or calendar", this::open)
        .on(
            KeyCode.ESCAPE,
            "Back",
            () -> {
              if (filter.isFocused()) {
                table.requestFocus();
              } else {
                navigator.back();
              }
            });
  }
}
