package epoch.desktop.control;

import epoch.api.rest.ClusterState;
import epoch.api.rest.FailoverReport;
import epoch.api.rest.Role;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.place.Navigator;
import epoch.desktop.window.Columns;
import epoch.desktop.window.Fit;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Offer;
import epoch.desktop.window.Page;
import epoch.desktop.window.Placeholder;
import epoch.desktop.window.Wrapping;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The cluster itself: members, ZooKeeper, Drove, hold and release, failovers. */
public final class ControlView extends VBox implements Page {

  private final ControlViewModel model;
  private final Cluster cluster;
  private final Deeds deeds;
  private final Navigator navigator;
  private final TimeWords times;
  private final GridPane facts = new GridPane();
  private boolean seenNow;

  /** Builds the nodes and binds them. */
  public ControlView(
      ControlViewModel model, Cluster cluster, Deeds deeds, Navigator navigator, TimeWords times) {
    this.model = model;
    this.cluster = cluster;
    this.deeds = deeds;
    this.navigator = navigator;
    this.times = times;
    getStyleClass().addAll("page", "overview");
    facts.setHgap(24);
    facts.setVgap(8);
    // A cluster may have more members than fit beside its failovers.
    ScrollPane seen = new ScrollPane(facts);
    seen.setFitToWidth(true);
    seen.setAccessibleText("How the cluster is");
    seen.getStyleClass().addAll("form-scroll", "panel-flat");
    Label title = new Label("Failovers");
    title.getStyleClass().add("heading");
    TableView<FailoverReport> table = table();
    VBox reports = new VBox(8, title, table);
    reports.getStyleClass().add("panel-flat");
    table.setMinHeight(120);
    VBox.setVgrow(table, Priority.ALWAYS);
    VBox.setVgrow(reports, Priority.ALWAYS);
    getChildren().addAll(header(), seen, reports);
    cluster
        .stateProperty()
        .subscribe(state -> {
          if (seenNow) {
            show(state);
          }
        });
  }

  private Node header() {
    Label title = new Label("Cluster");
    title.getStyleClass().add("page-title");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button hold = new Button();
    hold.setId("control-hold");
    hold.setOnAction(_ -> model.askHoldOrRelease());
    cluster.holdProperty().subscribe(state -> hold.setText(state.held() ? "Release…" : "Hold…"));
    Button down = new Button("Step down…");
    down.setId("step-down");
    down.setOnAction(_ -> model.askStepDown());
    for (Button button : new Button[] {hold, down}) {
      button.setMinWidth(USE_PREF_SIZE);
      Offer.of(button, deeds, Role.ADMIN);
    }
    HBox header = new HBox(8, title, gap, hold, down);
    header.getStyleClass().add("flat-header");
    return header;
  }

  private void show(Optional<ClusterState> known) {
    facts.getChildren().clear();
    if (known.isEmpty()) {
      facts.add(new Label("Asking how it is …"), 0, 0);
      return;
    }
    ClusterState state = known.get();
    Instant now = cluster.nowProperty().get();
    int row = 0;
    row =
        fact(
            row,
            "Leader",
            state.leader() == null
                ? "nobody"
                : Plain.line(state.leader())
                    + (state.leaderSince() == null
                        ? ""
                        : ", since " + times.past(state.leaderSince(), now)));
    for (ClusterState.Member member : state.members()) {
      row =
          fact(
              row,
              "Member",
              Plain.line(member.id())
                  + (member.version() == null ? "" : ", " + Plain.line(member.version()))
                  + (member.leader() ? ", leads" : ""));
    }
    ClusterState.ZooKeeper keeper = state.zookeeper();
    row =
        fact(
            row,
            "ZooKeeper",
            (keeper.connected() ? "connected" : "not connected")
                + (keeper.latencyMillis() == null
                    ? ""
                    : ", a small write takes %.1f ms".formatted(keeper.latencyMillis()))
                + (keeper.clockDifferenceMillis() == null
                    ? ""
                    : ", clocks differ by %,d ms".formatted(keeper.clockDifferenceMillis())));
    ClusterState.Drove drove = state.drove();
    row =
        fact(
            row,
            "Drove",
            (drove.available() ? "answers" : "does not answer")
                + (drove.endpoint() == null ? "" : ", " + Plain.line(drove.endpoint()))
                + (drove.reason() == null ? "" : ": " + Plain.line(drove.reason())));
    row = fact(row, "Hold", hold(state, now));
    row =
        fact(
            row,
            "Versions",
            "Epoch "
                + Plain.line(state.versions().epoch())
                + " on Java "
                + Plain.line(state.versions().java()));
    row =
        fact(
            row,
            "Door",
            state.authEnabled()
                ? state.defaultPasswords()
                    ? "locked, but with a password that everybody knows"
                    : "locked"
                : "open: whoever reaches it may do everything");
    fact(row, "Zone of triggers that name none", Plain.line(state.timeZone()));
  }

  private String hold(ClusterState state, Instant now) {
    if (!state.hold().held()) {
      return "not held";
    }
    return "held"
        + (state.hold().by() == null ? "" : " by " + Plain.line(state.hold().by()))
        + (state.hold().since() == null ? "" : ", " + times.past(state.hold().since(), now))
        + (state.hold().reason() == null ? "" : ": " + Plain.line(state.hold().reason()));
  }

  private int fact(int row, String name, String words) {
    Label label = new Label(name);
    label.getStyleClass().add("muted");
    label.setMinWidth(USE_PREF_SIZE);
    Label value = new Label(words);
    Wrapping.of(value);
    facts.addRow(row, label, value);
    return row + 1;
  }

  private TableView<FailoverReport> table() {
    TableView<FailoverReport> table = new TableView<>(model.failovers());
    table.setId("failovers");
    table.setAccessibleText("Failovers");
    table.setFixedCellSize(32);
    Fit.of(table);
    table.setPlaceholder(
        new Placeholder(
            model.pictureProperty(),
            () -> Placeholder.Nothing.of("No change of leadership is known", ""),
            model::refresh));
    column(table, "When", 210, (it, now) -> times.past(it.at(), now))
        .getStyleClass()
        .add("first-column");
    column(table, "From", 190, (it, _) -> it.from() == null ? "–" : Plain.line(it.from()));
    column(table, "To", 190, (it, _) -> Plain.line(it.to()));
    number(table, "Gap", (it, _) -> TimeWords.millis(it.gap()));
    number(table, "Caught up", (it, _) -> "%,d".formatted(it.caughtUp()));
    number(table, "Skipped", (it, _) -> "%,d".formatted(it.skipped()));
    number(table, "Missed", (it, _) -> "%,d".formatted(it.missed()));
    number(table, "Adopted", (it, _) -> "%,d".formatted(it.runsAdopted()));
    number(table, "Orphans", (it, _) -> "%,d".formatted(it.orphans()));
    return table;
  }

  private TableColumn<FailoverReport, String> column(
      TableView<FailoverReport> table,
      String title,
      double width,
      BiFunction<FailoverReport, Instant, String> words) {
    TableColumn<FailoverReport, String> column =
        Columns.text(title, width, it -> cluster.nowProperty().map(now -> words.apply(it, now)));
    table.getColumns().add(column);
    return column;
  }

  private void number(
      TableView<FailoverReport> table,
      String title,
      BiFunction<FailoverReport, Instant, String> words) {
    column(table, title, 90, words).getStyleClass().add("number-column");
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public void shown() {
    seenNow = true;
    show(cluster.stateProperty().get());
    model.refresh();
  }

  @Override
  public void hidden() {
    seenNow = false;
  }

  @Override
  public Keys keys() {
    return new Keys()
        .on(deeds.may(Role.ADMIN).get(), "h", "Hold… or release…", model::askHoldOrRelease)
        .on(KeyCode.ESCAPE, "Back", navigator::back);
  }
}
