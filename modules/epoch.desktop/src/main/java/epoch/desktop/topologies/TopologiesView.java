package epoch.desktop.topologies;

import epoch.api.rest.Role;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.form.DraftMenu;
import epoch.desktop.form.Unsaved;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.settings.Store;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.window.Placeholder;
import epoch.desktop.words.TimeWords;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The topologies: what to look for, the table, and the pane with one of them in detail. */
public final class TopologiesView extends VBox implements Page {

  /**
   * What the view can ask of others.
   *
   * @param bringIn imports a file
   * @param takeOut exports topologies
   * @param subscribe tells of failures, or no longer
   * @param unsaved what was written and not saved
   */
  public record Ways(
      Consumer<Path> bringIn,
      Consumer<List<String>> takeOut,
      Consumer<String> subscribe,
      Unsaved unsaved) {}

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
    getChildren()
        .addAll(
            new TopologyHeader(model, actions, deeds, this::edit, this::create, drafts(times)),
            new FilterBar(model, filter, store),
            split,
            selectionBar());
    DetailView pane = new DetailView(model, detail, deeds, navigator, times, actions::askRestore);
    detail.openProperty().subscribe(open -> show(pane, open));
    table.setOnMouseClicked(click -> {
      if (click.getClickCount() == 2) {
        detail.open();
      }
    });
    setOnDragOver(drag -> {
      if (drag.getDragboard().hasFiles() && deeds.may(Role.READ_WRITE).get()) {
        drag.acceptTransferModes(TransferMode.COPY);
      }
    });
    setOnDragDropped(drag -> {
      drag.setDropCompleted(true);
      dropped(drag.getDragboard().getFiles().stream().map(File::toPath).toList());
    });
  }

  private Node drafts(TimeWords times) {
    return new DraftMenu(
        ways.unsaved(),
        "topology",
        model.cluster().nowProperty(),
        times,
        id -> navigator.go(new Place.Editor(id, "")));
  }

  /** Files were dropped: each is asked about and shown by itself, so it is one at a time. */
  void dropped(List<Path> files) {
    if (files.size() == 1) {
      ways.bringIn().accept(files.getFirst());
    } else {
      deeds.problemProperty().set("Import: drop one file at a time");
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

  private Placeholder.Nothing nothing() {
    if (model.total() > 0) {
      return new Placeholder.Nothing(
          "Nothing matches",
          model.count() + " match the filter.",
          "Clear filter",
          () -> {
            model.filterProperty().set("");
            model.quickProperty().set(Quick.ALL);
          });
    }
    String what = "A topology says what runs when.";
    return deeds.may(Role.READ_WRITE).get()
        ? new Placeholder.Nothing("No topologies yet", what, "New topology", this::create)
        : Placeholder.Nothing.of("No topologies yet", what);
  }

  private void show(DetailView pane, boolean open) {
    if (open) {
      split.getItems().setAll(table, pane);
      split.setDividerPositions(0.5);
      // Once more when it was laid out: a window that was resized before has its own idea of it.
      Platform.runLater(() -> split.setDividerPositions(0.5));
    } else {
      split.getItems().setAll(table);
    }
  }

  private Node selectionBar() {
    return new SelectionBar(
        model,
        actions,
        deeds,
        new SelectionBar.Ways(
            () -> ways.takeOut().accept(ids()),
            () -> table.getSelectionModel().selectAll(),
            this::unmark));
  }

  private List<String> ids() {
    return model.meant().stream().map(TopologyRow::id).toList();
  }

  private void create() {
    navigator.go(new Place.Editor("", ""));
  }

  private void edit() {
    Optional<TopologyRow> row = model.selected();
    row.ifPresent(it -> navigator.go(new Place.Editor(it.id(), "")));
  }

  @Override
  public Keys keys() {
    boolean operates = deeds.may(Role.OPERATOR).get();
    boolean writes = deeds.may(Role.READ_WRITE).get();
    return new Keys()
        .on("/", "Filter", filter::requestFocus)
        .on("j", "Next topology", () -> step(1))
        .on("k", "Previous topology", () -> step(-1))
        .on("x", "Mark for an action on several", this::mark)
        .on(writes, "c", "New topology", this::create)
        .on(writes, "e", "Edit", this::edit)
        .on(operates, "r", "Run…", () -> actions.askRun(model.meant()))
        .on(operates, "p", "Pause… or resume…", () -> actions.askPauseOrResume(model.meant()))
        .on(writes, "b", "Label…", () -> actions.askLabel(model.meant()))
        .on("o", "Its newest run", this::newestRun)
        .on("w", "Why: its ledger", this::why)
        .on("s", "Tell me of its failures, or no longer", this::subscribe)
        .on(writes, KeyCode.DELETE, "Delete…", () -> actions.askDelete(model.meant()))
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
