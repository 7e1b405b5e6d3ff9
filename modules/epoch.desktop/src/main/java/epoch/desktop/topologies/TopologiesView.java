package epoch.desktop.topologies;

import epoch.desktop.window.Banner;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Picture;
import epoch.desktop.words.Look;
import epoch.desktop.words.TimeWords;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The topologies: what to look for, the table, and the pane with one of them in detail. */
public final class TopologiesView extends VBox {

  private final TopologiesViewModel model;
  private final DetailViewModel detail;
  private final ActionsViewModel actions;
  private final TextField filter = new TextField();
  private final TopologyTable table;
  private final SplitPane split = new SplitPane();

  /** Builds the nodes and binds them. */
  public TopologiesView(
      TopologiesViewModel model, DetailViewModel detail, ActionsViewModel actions) {
    this.model = model;
    this.detail = detail;
    this.actions = actions;
    this.table = new TopologyTable(model);
    table.setPlaceholder(new TopologyPlaceholder(model));
    getStyleClass().add("page");
    StringBinding stale =
        Bindings.createStringBinding(this::stale, model.pictureProperty(), model.nowProperty());
    // One banner at a time, the worst first.
    StringBinding problem =
        Bindings.createStringBinding(
            () -> stale.get().isEmpty() ? actions.problemProperty().get() : "",
            stale,
            actions.problemProperty());
    split.setOrientation(Orientation.VERTICAL);
    split.getItems().add(table);
    VBox.setVgrow(split, Priority.ALWAYS);
    getChildren()
        .addAll(
            new Banner("stale", stale, "Try now", model::refresh),
            new Banner("bad", problem, "Understood", () -> actions.problemProperty().set("")),
            header(),
            split);
    DetailView pane = new DetailView(model, detail);
    detail.openProperty().subscribe(open -> show(pane, open));
    // The split pane takes its parts in later than it is taken in itself.
    table.sceneProperty().addListener((_, _, _) -> Platform.runLater(this::focusFirst));
  }

  private void focusFirst() {
    if (table.getScene() != null && !detail.openProperty().get()) {
      table.requestFocus();
    }
  }

  private void show(DetailView pane, boolean open) {
    if (open) {
      split.getItems().setAll(table, pane);
      split.setDividerPositions(0.55);
    } else {
      split.getItems().setAll(table);
    }
  }

  private String stale() {
    if (!(model.pictureProperty().get() instanceof Picture.Stale(var since, String reason))) {
      return "";
    }
    return "Stale since %s (%s): %s. The last picture stays, actions wait."
        .formatted(
            model.times().clock(since), TimeWords.ago(since, model.nowProperty().get()), reason);
  }

  private Node header() {
    Label title = new Label("Topologies");
    title.getStyleClass().add("page-title");
    title.setMinWidth(USE_PREF_SIZE);
    Label count = new Label();
    count.getStyleClass().add("muted");
    count.setMinWidth(USE_PREF_SIZE);
    model.shown().addListener((ListChangeListener<TopologyRow>) _ -> count.setText(model.count()));
    filter.setId("filter");
    filter.setPromptText("Filter by name, image, label or state   ( / )");
    filter.setAccessibleText("Filter");
    filter.setPrefColumnCount(26);
    filter.textProperty().bindBidirectional(model.filterProperty());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label readOnly = new Label("Look only");
    readOnly.getStyleClass().add("chip");
    readOnly.setTooltip(new Tooltip("The server lets this user change nothing"));
    readOnly.visibleProperty().bind(actions.offered().not());
    readOnly.managedProperty().bind(readOnly.visibleProperty());
    Button run = action("run", actions::askRun);
    run.setText("Run…");
    Button pause = action("pause", actions::askPauseOrResume);
    model.selectedProperty().subscribe(_ -> pause.setText(toggleWord()));
    model.refreshesProperty().subscribe(_ -> pause.setText(toggleWord()));
    HBox header = new HBox(12, title, count, filter, gap, readOnly, hindrance(), run, pause);
    header.getStyleClass().add("page-header");
    return header;
  }

  private String toggleWord() {
    return model.selected().map(row -> row.facts().look()).filter(Look.PAUSED::equals).isPresent()
        ? "Resume…"
        : "Pause…";
  }

  /** Why the buttons beside it are disabled. */
  private Label hindrance() {
    Label why = new Label();
    why.setId("hindrance");
    why.getStyleClass().add("muted");
    why.textProperty().bind(actions.hindrance());
    why.visibleProperty().bind(actions.offered().and(actions.hindrance().isNotEmpty()));
    why.managedProperty().bind(why.visibleProperty());
    return why;
  }

  private Button action(String id, Runnable press) {
    Button button = new Button();
    button.setId(id);
    button.setOnAction(_ -> press.run());
    button.setMinWidth(USE_PREF_SIZE);
    button.disableProperty().bind(actions.hindrance().isNotEmpty());
    button.visibleProperty().bind(actions.offered());
    button.managedProperty().bind(actions.offered());
    return button;
  }

  /** The keys of this view. */
  public Keys keys() {
    return new Keys()
        .on("/", "Filter", filter::requestFocus)
        .on("j", "Next topology", () -> step(1))
        .on("k", "Previous topology", () -> step(-1))
        .on("r", "Run…", actions::askRun)
        .on("p", "Pause… or resume…", actions::askPauseOrResume)
        .on(KeyCode.ENTER, "Open", this::enter)
        .on(KeyCode.ESCAPE, "Back", this::back);
  }

  private void step(int by) {
    table.requestFocus();
    model.move(by);
  }

  private void enter() {
    if (filter.isFocused()) {
      step(0);
    } else {
      detail.open();
    }
  }

  private void back() {
    if (filter.isFocused()) {
      table.requestFocus();
    } else {
      detail.close();
    }
  }
}
