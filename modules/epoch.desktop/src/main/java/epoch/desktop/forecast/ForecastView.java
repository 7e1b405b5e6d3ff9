package epoch.desktop.forecast;

import epoch.api.rest.Forecast;
import epoch.api.rest.Forecast.Bucket;
import epoch.api.rest.Forecast.Collision;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.forecast.ForecastViewModel.Window;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.window.Chart;
import epoch.desktop.window.Columns;
import epoch.desktop.window.Fit;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.window.Placeholder;
import epoch.desktop.window.Rows;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** How much will begin when, and what it asks for. */
public final class ForecastView extends VBox implements Page {

  private static final double GIBIBYTE = 1_024;

  private final ForecastViewModel model;
  private final Cluster cluster;
  private final Navigator navigator;
  private final TimeWords times;
  private final Label summary = new Label();
  private final Chart runs = chart(value -> "%,d".formatted(Math.round(value)));
  private final Chart cpus = chart(value -> "%,d".formatted(Math.round(value)));
  private final Chart memory = chart(ForecastView::gibibytes);
  private final TableView<Collision> table;

  /** Builds the nodes and binds them. */
  public ForecastView(
      ForecastViewModel model, Cluster cluster, Navigator navigator, TimeWords times) {
    this.model = model;
    this.cluster = cluster;
    this.navigator = navigator;
    this.times = times;
    this.table = new TableView<>(model.collisions());
    getStyleClass().add("page");
    HBox charts =
        new HBox(
            16,
            runs.card("Runs that begin"),
            cpus.card("Cores that they ask for"),
            memory.card("Memory that they ask for"));
    charts.getStyleClass().add("forecast-charts");
    Label title = new Label("When most begins at once");
    title.getStyleClass().add("heading");
    HBox head = new HBox(12, title);
    head.getStyleClass().add("detail-header");
    fill();
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(header(), charts, head, table);
    model.forecastProperty().subscribe(this::show);
  }

  private static Chart chart(DoubleFunction<String> words) {
    return new Chart(ForecastViewModel.BUCKETS, words);
  }

  private static String gibibytes(double megabytes) {
    return megabytes < GIBIBYTE
        ? "%,d MB".formatted(Math.round(megabytes))
        : "%,.0f GB".formatted(megabytes / GIBIBYTE);
  }

  private Node header() {
    Label title = new Label("Forecast");
    title.getStyleClass().add("page-title");
    title.setMinWidth(USE_PREF_SIZE);
    HBox windows = new HBox();
    for (Window window : Window.values()) {
      ToggleButton button = new ToggleButton(window.toString());
      button.setId("forecast-" + window.name().toLowerCase(Locale.ROOT));
      button
          .getStyleClass()
          .add(
              switch (window) {
                case HOURS -> "left-pill";
                case DAY, WEEK -> "center-pill";
                case MONTH -> "right-pill";
              });
      button.setMinWidth(USE_PREF_SIZE);
      model.windowProperty().subscribe(now -> button.setSelected(now == window));
      button.setOnAction(_ -> {
        button.setSelected(true);
        model.windowProperty().set(window);
      });
      windows.getChildren().add(button);
    }
    summary.setId("forecast-summary");
    summary.getStyleClass().add("muted");
    HBox header = new HBox(12, title, windows, summary);
    header.getStyleClass().add("page-header");
    return header;
  }

  private void fill() {
    table.setId("collisions");
    table.setAccessibleText("When most begins at once");
    table.setFixedCellSize(32);
    Fit.of(table);
    table.setPlaceholder(
        new Placeholder(
            model.pictureProperty(),
            () ->
                Placeholder.Nothing.of(
                    "Nothing begins at once",
                    "No two runs begin at the same moment within that time."),
            model::refresh));
    column("When", 200, it -> times.next(it.at(), now())).getStyleClass().add("first-column");
    column("Runs", 70, it -> "%,d".formatted(it.runs())).getStyleClass().add("number-column");
    column("Topologies", 700, ForecastView::names);
    table.getColumns().forEach(it -> it.setSortable(false));
    table.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ENTER) {
        key.consume();
        open();
      }
    });
    table.setOnMouseClicked(click -> {
      if (click.getClickCount() == 2) {
        open();
      }
    });
  }

  private Instant now() {
    return cluster.nowProperty().get();
  }

  private TableColumn<Collision, String> column(
      String title, double width, Function<Collision, String> words) {
    TableColumn<Collision, String> column =
        Columns.text(title, width, it -> new ReadOnlyStringWrapper(words.apply(it)));
    table.getColumns().add(column);
    return column;
  }

  private static String names(Collision collision) {
    int more = collision.runs() - collision.topologies().size();
    return Plain.line(
        String.join(", ", collision.topologies())
            + (more > 0 ? " and %,d more".formatted(more) : ""));
  }

  private void show(Optional<Forecast> forecast) {
    summary.setText(model.summary());
    show(forecast, runs, Bucket::runs, "");
    show(forecast, cpus, Bucket::cpus, " cores");
    show(forecast, memory, Bucket::memory, " MB");
  }

  private void show(
      Optional<Forecast> forecast, Chart chart, ToLongFunction<Bucket> part, String unit) {
    List<Chart.Value> values =
        forecast
            .map(it ->
                it.buckets().stream()
                    .map(bucket -> new Chart.Value(part.applyAsLong(bucket), false))
                    .toList())
            .orElse(List.of());
    chart.show(
        values,
        forecast.map(it -> times.point(it.from(), now())).orElse(""),
        forecast.map(it -> times.point(it.to(), now())).orElse(""),
        forecast.isEmpty() ? "" : model.most(part, unit) + ", each " + model.each());
  }

  private void open() {
    Collision chosen = table.getSelectionModel().getSelectedItem();
    if (chosen != null && !chosen.topologies().isEmpty()) {
      navigator.go(new Place.Topologies(chosen.topologies().getFirst()));
    }
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public void shown() {
    model.watch(true);
    Focus.on(table);
  }

  @Override
  public void hidden() {
    model.watch(false);
  }

  @Override
  public Keys keys() {
    Keys keys =
        new Keys()
            .on("j", "Next moment", () -> step(1))
            .on("k", "The one before", () -> step(-1))
            .on("R", "Ask again", model::refresh)
            .on(KeyCode.ENTER, "The first of its topologies", this::open)
            .on(KeyCode.ESCAPE, "Back", navigator::back);
    for (Window window : Window.values()) {
      keys.on(
          "" + (window.ordinal() + 1),
          "The next " + window,
          () -> model.windowProperty().set(window));
    }
    return keys;
  }

  private void step(int by) {
    Rows.step(table, by);
  }
}
