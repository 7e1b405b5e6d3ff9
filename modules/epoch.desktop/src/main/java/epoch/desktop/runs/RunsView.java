package epoch.desktop.runs;

import epoch.api.rest.Role;
import epoch.api.rest.RunEntry;
import epoch.api.run.Run;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.runs.RunsViewModel.Part;
import epoch.desktop.settings.Store;
import epoch.desktop.window.ColumnMemory;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Offer;
import epoch.desktop.window.Page;
import epoch.desktop.window.Placeholder;
import epoch.desktop.window.Rows;
import epoch.desktop.words.Since;
import epoch.desktop.words.TimeWords;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Runs of all topologies. */
public final class RunsView extends VBox implements Page {

  private final RunsViewModel model;
  private final RunActions actions;
  private final Deeds deeds;
  private final Navigator navigator;
  private final RunTable table;
  private final TextField filter = new TextField();

  /** Builds the nodes and binds them. */
  public RunsView(
      RunsViewModel model,
      Cluster cluster,
      RunActions actions,
      Deeds deeds,
      Navigator navigator,
      TimeWords times,
      Store store) {
    this.model = model;
    this.actions = actions;
    this.deeds = deeds;
    this.navigator = navigator;
    this.table = new RunTable(model.runs(), cluster.nowProperty(), times, true);
    getStyleClass().add("page");
    table.setId("all-runs");
    table.onOpen(run -> navigator.go(new Place.OneRun(run.run().topologyId(), run.run().runId())));
    Placeholder placeholder =
        new Placeholder(model.pictureProperty(), this::nothing, model::refresh);
    table.setPlaceholder(placeholder);
    ColumnMemory.of(table, "runs", store);
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(header(), table, foot());
  }

  private Placeholder.Nothing nothing() {
    if (!model.filterProperty().get().isBlank() || model.sinceProperty().get() != Since.EVER) {
      return new Placeholder.Nothing(
          "Nothing matches",
          "",
          "Clear filter",
          () -> {
            model.filterProperty().set("");
            model.sinceProperty().set(Since.EVER);
          });
    }
    return switch (model.partProperty().get()) {
      case ACTIVE -> Placeholder.Nothing.of("Nothing runs at the moment", "");
      case FAILED -> Placeholder.Nothing.of("No run has failed", "of those that are kept");
      case ALL -> Placeholder.Nothing.of("No run yet", "");
    };
  }

  private Node header() {
    Label title = new Label("Runs");
    title.getStyleClass().add("page-title");
    title.setMinWidth(USE_PREF_SIZE);
    HBox parts = new HBox();
    for (Part part : Part.values()) {
      ToggleButton button = new ToggleButton(part.word());
      button.setId("runs-" + part.name().toLowerCase(Locale.ROOT));
      button
          .getStyleClass()
          .add(
              switch (part) {
                case ACTIVE -> "left-pill";
                case FAILED -> "center-pill";
                case ALL -> "right-pill";
              });
      button.setMinWidth(USE_PREF_SIZE);
      model.partProperty().subscribe(now -> button.setSelected(now == part));
      button.setOnAction(_ -> {
        button.setSelected(true);
        model.partProperty().set(part);
      });
      parts.getChildren().add(button);
    }
    filter.setId("runs-filter");
    filter.setPromptText("Run, topology, image, label   ( / )");
    filter.setAccessibleText("Filter");
    filter.setPrefColumnCount(24);
    filter.textProperty().bindBidirectional(model.filterProperty());
    ChoiceBox<Since> since = new ChoiceBox<>();
    since.setId("runs-since");
    since.getItems().setAll(Since.values());
    since.setAccessibleText("How far back");
    since.valueProperty().bindBidirectional(model.sinceProperty());
    ToggleButton longest = new ToggleButton("Longest first");
    longest.setId("runs-longest");
    longest.setMinWidth(USE_PREF_SIZE);
    longest.selectedProperty().bindBidirectional(model.longestFirstProperty());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button retry = action("retry-run", "Retry failed…", actions::askRetry);
    Button kill = action("kill-run", "Kill…", actions::askKill);
    HBox header = new HBox(12, title, parts, filter, since, longest, gap, retry, kill);
    header.getStyleClass().add("page-header");
    return header;
  }

  private Button action(String id, String word, Consumer<Run> act) {
    Button button = new Button(word);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    Offer.of(
        button, deeds, Role.OPERATOR, table.getSelectionModel().selectedItemProperty().isNotNull());
    button.setOnAction(_ -> with(act));
    return button;
  }

  private Node foot() {
    Label count = new Label();
    count.setId("runs-count");
    count.getStyleClass().add("muted");
    Button more = new Button("Show more");
    more.setOnAction(_ -> model.more());
    HBox foot = new HBox(12, count, more);
    foot.getStyleClass().add("page-foot");
    Runnable say =
        () -> {
          count.setText("%,d of %,d".formatted(model.runs().size(), model.totalProperty().get()));
          more.setVisible(model.hasMore());
        };
    model.totalProperty().subscribe(say);
    model.runs().addListener((ListChangeListener<RunEntry>) _ -> say.run());
    say.run();
    return foot;
  }

  private void with(Consumer<Run> act) {
    RunEntry chosen = table.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      act.accept(chosen.run());
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
    boolean operates = deeds.may(Role.OPERATOR).get();
    return new Keys()
        .on("/", "Filter", filter::requestFocus)
        .on("j", "Next run", () -> step(1))
        .on("k", "Previous run", () -> step(-1))
        .on("1", "Active runs", () -> model.partProperty().set(Part.ACTIVE))
        .on("2", "Failed runs", () -> model.partProperty().set(Part.FAILED))
        .on("3", "All runs", () -> model.partProperty().set(Part.ALL))
        .on(
            "d",
            "The longest first, or the newest",
            () -> model.longestFirstProperty().set(!model.longestFirstProperty().get()))
        .on(operates, "t", "Retry what failed…", () -> with(actions::askRetry))
        .on(operates, "K", "Kill…", () -> with(actions::askKill))
        .on(KeyCode.ENTER, "Open", this::enter)
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

  private void enter() {
    if (filter.isFocused()) {
      step(0);
    } else {
      with(run -> navigator.go(new Place.OneRun(run.topologyId(), run.runId())));
    }
  }

  private void step(int by) {
    Rows.step(table, by);
  }
}
