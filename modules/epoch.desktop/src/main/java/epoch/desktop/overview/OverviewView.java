package epoch.desktop.overview;

import epoch.api.rest.Role;
import epoch.api.rest.Standing.Attention;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Samples;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.overview.OverviewViewModel.Headline;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.window.Chart;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Offer;
import epoch.desktop.window.Page;
import epoch.desktop.window.StateIcon;
import epoch.desktop.window.Wrapping;
import epoch.desktop.words.Look;
import epoch.desktop.words.TimeWords;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How a cluster is, at one look. */
public final class OverviewView extends VBox implements Page {

  private final OverviewViewModel model;
  private final Navigator navigator;
  private final Label headline = new Label();
  private final StateIcon icon = new StateIcon();
  private final HBox head;
  private final Figures figures = new Figures();
  private final VBox seen = new VBox(2);
  private final Chart lateness =
      new Chart(Samples.MOST, value -> TimeWords.millis(Math.round(value)));
  private final Chart running =
      new Chart(Samples.MOST, value -> "%,d".formatted(Math.round(value)));
  private final ObservableList<TopologyRow> rows = FXCollections.observableArrayList();
  private final ListView<TopologyRow> list = new ListView<>(rows);
  private final Label nothing = new Label();
  private boolean seenNow;
  private @Nullable Look shownLook;

  /**
   * Builds the nodes.
   *
   * @param hold asks whether to hold or to release
   */
  public OverviewView(
      Cluster cluster, Deeds deeds, Navigator navigator, TimeWords times, Runnable hold) {
    this.model = new OverviewViewModel(cluster, times);
    this.navigator = navigator;
    getStyleClass().addAll("page", "overview");
    headline.setId("headline");
    headline.getStyleClass().add("headline");
    Wrapping.of(headline);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button holds = new Button();
    holds.setId("hold");
    holds.setMinWidth(USE_PREF_SIZE);
    holds.setOnAction(_ -> hold.run());
    Offer.of(holds, deeds, Role.ADMIN);
    cluster.holdProperty().subscribe(state -> holds.setText(state.held() ? "Release…" : "Hold…"));
    head = new HBox(10, icon, headline, gap, holds);
    head.getStyleClass().add("overview-head");
    seen.getStyleClass().add("seen");
    HBox charts =
        new HBox(16, lateness.card("Lateness, the worst of each 10 s"), running.card("Running"));
    Label title = new Label("What deserves a look");
    title.getStyleClass().add("heading");
    list.setId("attention");
    list.setAccessibleText("What deserves a look");
    list.setFixedCellSize(36);
    list.setCellFactory(it -> new AttentionCell(it, cluster.nowProperty(), times));
    list.setPlaceholder(nothing);
    // The list itself takes Enter for the edit of a cell, so it never reaches the window's keys.
    list.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ENTER) {
        key.consume();
        open();
      }
    });
    list.setOnMouseClicked(click -> {
      if (click.getClickCount() == 2) {
        open();
      }
    });
    VBox attention = new VBox(8, title, list);
    attention.getStyleClass().add("panel-flat");
    VBox.setVgrow(list, Priority.ALWAYS);
    VBox.setVgrow(attention, Priority.ALWAYS);
    getChildren().addAll(head, figures, seen, charts, attention);
    // Each second only what ages; charts and figures are drawn when they change.
    cluster.nowProperty().subscribe(_ -> headline());
    cluster.stateProperty().subscribe(_ -> whenSeen(this::figures));
    cluster.holdProperty().subscribe(_ -> whenSeen(this::figures));
    cluster.topologyChanges().subscribe(_ -> whenSeen(this::attention));
    cluster.samples().changes().subscribe(_ -> whenSeen(this::charts));
  }

  private void headline() {
    if (!seenNow) {
      return;
    }
    Headline now = model.headline();
    headline.setText(now.words());
    if (now.look() != shownLook) {
      shownLook = now.look();
      icon.show(now.look());
      head.getStyleClass().setAll("overview-head", now.look().tone().styleClass());
    }
  }

  private void whenSeen(Runnable show) {
    if (seenNow) {
      show.run();
    }
  }

  private void show() {
    figures();
    charts();
    attention();
  }

  private void figures() {
    headline();
    nothing.setText(model.nothing());
    figures.show(model.figures());
    say(model.seen());
  }

  /** Labels are kept: a new one costs ten times what a new text does. */
  private void say(List<String> lines) {
    while (seen.getChildren().size() > lines.size()) {
      seen.getChildren().removeLast();
    }
    for (int i = 0; i < lines.size(); i++) {
      if (i == seen.getChildren().size()) {
        Label label = new Label();
        label.getStyleClass().add("muted");
        seen.getChildren().add(label);
      }
      ((Label) seen.getChildren().get(i)).setText(lines.get(i));
    }
  }

  private void charts() {
    lateness.show(model.lateness(), model.begin(), "now", "Lateness of what fired");
    running.show(model.running(), model.begin(), "now", "How many runs were active");
  }

  private void attention() {
    List<TopologyRow> newer = model.attention();
    if (!newer.equals(rows)) {
      TopologyRow chosen = list.getSelectionModel().getSelectedItem();
      rows.setAll(newer);
      list.getSelectionModel().select(chosen);
    }
  }

  private void open() {
    TopologyRow row = list.getSelectionModel().getSelectedItem();
    if (row == null) {
      return;
    }
    var last = row.facts().standing().lastRun();
    if (last != null && row.facts().attention().filter(Attention.LATE::equals).isEmpty()) {
      navigator.go(new Place.OneRun(row.id(), last.runId()));
    } else {
      navigator.go(new Place.Topologies(row.id()));
    }
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public void shown() {
    seenNow = true;
    show();
    Focus.on(list);
  }

  @Override
  public void hidden() {
    seenNow = false;
  }

  @Override
  public Keys keys() {
    return new Keys()
        .on("j", "Next that deserves a look", () -> step(1))
        .on("k", "The one before", () -> step(-1))
        .on(KeyCode.ENTER, "Its run", this::open)
        .on(KeyCode.ESCAPE, "Back", navigator::back);
  }

  private void step(int by) {
    list.requestFocus();
    if (!rows.isEmpty()) {
      int at = list.getSelectionModel().getSelectedIndex();
      list.getSelectionModel().clearAndSelect(Math.clamp(at + (long) by, 0, rows.size() - 1));
    }
  }
}
