package epoch.desktop.topologies;

import epoch.api.rest.Role;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.settings.Store;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Offer;
import epoch.desktop.window.Page;
import epoch.desktop.window.Placeholder;
import epoch.desktop.words.TimeWords;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The topologies: what to look for, the table, and the pane with one of them in detail. */
public final class TopologiesView extends VBox implements Page {

  /**
   * What the view can ask of others.
   *
   * @param bringIn imports files
   * @param takeOut exports topologies
   * @param restore makes an earlier revision the newest
   * @param subscribe tells of failures, or no longer
   */
  public record Ways(
      Consumer<List<File>> bringIn,
      Consumer<List<String>> takeOut,
      BiConsumer<String, Integer> restore,
      Consumer<String> subscribe) {}

  private final TopologiesViewModel model;
  private final DetailViewModel detail;
  private final ActionsViewModel actions;
  private final Deeds deeds;
  private final Navigator navigator;
  private final Ways ways;
  private final TextField filter = new TextField();
  private final TopologyTable table;
  private final SplitPane split = new SplitPane();
  private boolean marking;

  /** Builds the nodes and binds them. */
  public TopologiesView(
      TopologiesViewModel model,
      DetailViewModel detail,
      ActionsViewModel actions,
      Deeds deeds,
      Navigator navigator,
      TimeWords times,
      Store store,
      Ways ways) {
    this.model = model;
    this.detail = detail;
    this.actions = actions;
    this.deeds = deeds;
    this.navigator = navigator;
    this.ways = ways;
    this.table = new TopologyTable(model, times, store);
    getStyleClass().add("page");
    Placeholder placeholder =
        new Placeholder(model.cluster().pictureProperty(), this::nothing, () -> {});
    model.arrangementsProperty().subscribe(placeholder::refresh);
    table.setPlaceholder(placeholder);
    split.setOrientation(Orientation.VERTICAL);
    split.getItems().add(table);
    VBox.setVgrow(split, Priority.ALWAYS);
    getChildren().addAll(header(), new FilterBar(model, filter, store), split, selectionBar());
    DetailView pane = new DetailView(model, detail, navigator, times, ways.restore());
    detail.openProperty().subscribe(open -> show(pane, open));
    table.setOnMouseClicked(click -> {
      if (click.getClickCount() == 2) {
        detail.open();
      }
    });
    setOnDragOver(drag -> {
      if (drag.getDragboard().hasFiles()) {
        drag.acceptTransferModes(TransferMode.COPY);
      }
    });
    setOnDragDropped(drag -> {
      drag.setDropCompleted(true);
      ways.bringIn().accept(drag.getDragboard().getFiles());
    });
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public void shown() {
    Focus.on(table);
  }

  private Placeholder.Nothing nothing() {
    return model.total() == 0
        ? new Placeholder.Nothing(
            "No topologies yet",
            "A topology says what runs when.",
            "New topology",
            () -> navigator.go(new Place.Editor("", "")))
        : new Placeholder.Nothing(
            "Nothing matches",
            model.count() + " match the filter.",
            "Clear filter",
            () -> {
              model.filterProperty().set("");
              model.quickProperty().set(Quick.ALL);
            });
  }

  private void show(DetailView pane, boolean open) {
    if (open) {
      split.getItems().setAll(table, pane);
      split.setDividerPositions(0.5);
    } else {
      split.getItems().setAll(table);
    }
  }

  private Node header() {
    Label title = new Label("Topologies");
    title.getStyleClass().add("page-title");
    title.setMinWidth(USE_PREF_SIZE);
    Label count = new Label();
    count.setId("count");
    count.getStyleClass().add("muted");
    count.setMinWidth(USE_PREF_SIZE);
    model.arrangementsProperty().subscribe(() -> count.setText(model.count()));
    Button waiting = new Button();
    waiting.setId("waiting");
    waiting.getStyleClass().add("accent");
    waiting.setMinWidth(USE_PREF_SIZE);
    model
        .waitingProperty()
        .subscribe(changes -> {
          waiting.setText(changes.intValue() == 1 ? "1 change" : changes.intValue() + " changes");
          waiting.setVisible(changes.intValue() > 0);
          waiting.setManaged(changes.intValue() > 0);
        });
    waiting.setOnAction(_ -> model.arrangeNow());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label why = new Label();
    why.setId("hindrance");
    why.getStyleClass().add("muted");
    why.textProperty().bind(deeds.hindrance());
    Button run = action("run", "Run…", Role.OPERATOR, () -> actions.askRun(model.meant()));
    Button pause =
        action("pause", "Pause…", Role.OPERATOR, () -> actions.askPauseOrResume(model.meant()));
    model.selectedProperty().subscribe(_ -> pause.setText(toggleWord()));
    model.arrangementsProperty().subscribe(() -> pause.setText(toggleWord()));
    Button edit = action("edit", "Edit", Role.READ_WRITE, this::edit);
    Button fresh = new Button("New topology");
    fresh.setId("new");
    fresh.setMinWidth(USE_PREF_SIZE);
    fresh.setOnAction(_ -> navigator.go(new Place.Editor("", "")));
    Offer.of(fresh, deeds, Role.READ_WRITE);
    HBox header = new HBox(8, title, count, waiting, gap, why, run, pause, edit, fresh);
    header.getStyleClass().add("page-header");
    return header;
  }

  private String toggleWord() {
    boolean paused =
        model.selected().map(row -> row.facts().look().word()).filter("Paused"::equals).isPresent();
    return paused ? "Resume…" : "Pause…";
  }

  private Button action(String id, String word, Role needed, Runnable press) {
    Button button = new Button(word);
    button.setId(id);
    button.setOnAction(_ -> press.run());
    button.setMinWidth(USE_PREF_SIZE);
    Offer.of(
        button,
        deeds,
        needed,
        Bindings.createBooleanBinding(
            () -> model.selected().isPresent(), model.selectedProperty()));
    return button;
  }

  private Node selectionBar() {
    Label count = new Label();
    count.setId("marked");
    HBox bar =
        new HBox(
            8,
            count,
            small("Pause…", Role.OPERATOR, () -> actions.askPauseOrResume(model.meant())),
            small("Run…", Role.OPERATOR, () -> actions.askRun(model.meant())),
            small("Label…", Role.READ_WRITE, () -> actions.askLabel(model.meant())),
            small("Export…", () -> ways.takeOut().accept(ids())),
            small("Delete…", Role.READ_WRITE, () -> actions.askDelete(model.meant())),
            small("Select all shown", () -> table.getSelectionModel().selectAll()),
            small("Clear", this::unmark));
    bar.getStyleClass().add("selection-bar");
    model
        .marked()
        .addListener(
            (ListChangeListener<TopologyRow>)
                _ -> {
                  int marked = model.marked().size();
                  count.setText("%,d selected".formatted(marked));
                  bar.setVisible(marked > 1);
                  bar.setManaged(marked > 1);
                });
    bar.setVisible(false);
    bar.setManaged(false);
    return bar;
  }

  private Button small(String word, Role needed, Runnable press) {
    Button button = small(word, press);
    Offer.of(button, deeds, needed);
    return button;
  }

  private static Button small(String word, Runnable press) {
    Button button = new Button(word);
    button.setOnAction(_ -> press.run());
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private List<String> ids() {
    return model.meant().stream().map(TopologyRow::id).toList();
  }

  private void edit() {
    Optional<TopologyRow> row = model.selected();
    row.ifPresent(it -> navigator.go(new Place.Editor(it.id(), "")));
  }

  @Override
  public Keys keys() {
    return new Keys()
        .on("/", "Filter", filter::requestFocus)
        .on("j", "Next topology", () -> step(1))
        .on("k", "Previous topology", () -> step(-1))
        .on("x", "Mark for an action on several", this::mark)
        .on("c", "New topology", () -> navigator.go(new Place.Editor("", "")))
        .on("e", "Edit", this::edit)
        .on("r", "Run…", () -> actions.askRun(model.meant()))
        .on("p", "Pause… or resume…", () -> actions.askPauseOrResume(model.meant()))
        .on("b", "Label…", () -> actions.askLabel(model.meant()))
        .on("o", "Its newest run", this::newestRun)
        .on("w", "Why: its ledger", this::why)
        .on("s", "Tell me of its failures, or no longer", this::subscribe)
        .on(KeyCode.DELETE, "Delete…", () -> actions.askDelete(model.meant()))
        .on(KeyCode.ENTER, "Open", this::enter)
        .on(KeyCode.ESCAPE, "Back", this::back)
        .onShortcut(KeyCode.A, "Select all shown", () -> table.getSelectionModel().selectAll());
  }

  private void subscribe() {
    model.selected().ifPresent(row -> ways.subscribe().accept(row.id()));
  }

  private void newestRun() {
    model
        .selected()
        .map(row -> row.facts().standing().lastRun())
        .ifPresent(run -> navigator.go(new Place.OneRun(model.selectedId(), run.runId())));
  }

  private void why() {
    model.selected().ifPresent(row -> navigator.go(new Place.Ledger(row.id(), Optional.empty())));
  }

  private void mark() {
    marking = true;
    table.requestFocus();
    table.toggleMark();
  }

  private void unmark() {
    marking = false;
    Optional<TopologyRow> row = model.selected();
    table.getSelectionModel().clearSelection();
    model.selectedProperty().set(row);
  }

  private void step(int by) {
    table.requestFocus();
    if (marking) {
      table.focusStep(by);
    } else {
      model.move(by);
    }
  }

  private void enter() {
    if (filter.isFocused()) {
      table.requestFocus();
      model.move(model.selected().isPresent() ? 0 : 1);
    } else if (detail.openProperty().get()) {
      newestRun();
    } else {
      detail.open();
    }
  }

  private void back() {
    if (filter.isFocused()) {
      table.requestFocus();
    } else if (marking || model.marked().size() > 1) {
      unmark();
    } else if (detail.openProperty().get()) {
      detail.close();
    } else {
      navigator.back();
    }
  }
}
