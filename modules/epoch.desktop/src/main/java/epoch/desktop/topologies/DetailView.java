package epoch.desktop.topologies;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.RevisionSummary;
import epoch.api.rest.RunEntry;
import epoch.api.rest.RunStatistics;
import epoch.api.rest.SchedulePreview;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.ledger.LedgerTable;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.runs.RunTable;
import epoch.desktop.topologies.DetailViewModel.Content;
import epoch.desktop.topologies.DetailViewModel.Tab;
import epoch.desktop.window.Placeholder;
import epoch.desktop.words.TimeWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The pane below the table: one topology, a tab at a time. */
final class DetailView extends VBox {

  private final TopologiesViewModel topologies;
  private final DetailViewModel detail;
  private final Cluster cluster;
  private final TimeWords times;
  private final StackPane body = new StackPane();
  private final ObservableList<RunEntry> runs = FXCollections.observableArrayList();
  private final ObservableList<LedgerEntry> ledger = FXCollections.observableArrayList();
  private final TextArea json = new TextArea();
  private final Label summary = new Label();
  private final Node runTable;
  private final Node ledgerTable;
  private final RevisionsPane revisions;
  private final Placeholder loading;

  DetailView(
      TopologiesViewModel topologies,
      DetailViewModel detail,
      Deeds deeds,
      Navigator navigator,
      TimeWords times,
      BiConsumer<String, Integer> restore) {
    this.topologies = topologies;
    this.detail = detail;
    this.cluster = topologies.cluster();
    this.times = times;
    getStyleClass().add("detail");
    loading =
        new Placeholder(
            detail.pictureProperty(),
            () -> Placeholder.Nothing.of("Nothing here yet", ""),
            detail::refresh);
    RunTable table = new RunTable(runs, cluster.nowProperty(), times, false);
    table.setId("topology-runs");
    table.setPlaceholder(new Label("It has not run yet"));
    table.onOpen(run -> navigator.go(new Place.OneRun(run.run().topologyId(), run.run().runId())));
    runTable = table;
    LedgerTable fires = new LedgerTable(ledger, cluster.nowProperty(), times);
    fires.setPlaceholder(new Label("No fire time in the last 24 hours"));
    fires.onOpen(entry ->
        navigator.go(
            entry.runId() == null
                ? new Place.Ledger(topologies.selectedId(), Optional.of(entry.time()))
                : new Place.OneRun(topologies.selectedId(), entry.runId())));
    ledgerTable = fires;
    revisions =
        new RevisionsPane(
            detail,
            deeds,
            cluster.nowProperty(),
            times,
            number -> topologies.selected().ifPresent(row -> restore.accept(row.id(), number)));
    json.setId("json");
    json.setEditable(false);
    json.setAccessibleText("The topology as JSON");
    json.getStyleClass().add("json");
    summary.getStyleClass().add("detail-summary");
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().addAll(header(), summary, body);
    detail.contentProperty().subscribe(this::show);
  }

  private Node header() {
    Label name = new Label();
    name.getStyleClass().addAll("heading", "long-name");
    topologies
        .selectedProperty()
        .subscribe(row -> name.setText(row.map(it -> it.facts().name()).orElse("")));
    HBox tabs = new HBox();
    ToggleGroup group = new ToggleGroup();
    Tab[] all = Tab.values();
    for (Tab tab : all) {
      ToggleButton button = new ToggleButton(tab.word());
      button.setId("tab-" + tab.name().toLowerCase(Locale.ROOT));
      button.setToggleGroup(group);
      button
          .getStyleClass()
          .add(
              tab == all[0]
                  ? "left-pill"
                  : tab == all[all.length - 1] ? "right-pill" : "center-pill");
      button.setMinWidth(USE_PREF_SIZE);
      button.setOnAction(_ -> {
        button.setSelected(true);
        detail.tabProperty().set(tab);
      });
      detail.tabProperty().subscribe(now -> button.setSelected(now == tab));
      tabs.getChildren().add(button);
    }
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button close = new Button("Close");
    close.setOnAction(_ -> detail.close());
    close.setMinWidth(USE_PREF_SIZE);
    HBox header = new HBox(12, name, tabs, gap, close);
    header.getStyleClass().add("detail-header");
    return header;
  }

  private void show(Content content) {
    summary.setText("");
    switch (content) {
      case Content.Nothing _ -> {
        loading.refresh();
        put(loading);
      }
      case Content.Fires(SchedulePreview preview) -> {
        summary.setText(preview.words());
        put(new FireList(preview, cluster.nowProperty().get(), times));
      }
      case Content.Runs(List<RunEntry> all, RunStatistics stats) -> {
        summary.setText(words(stats));
        if (!runs.equals(all)) {
          runs.setAll(all);
        }
        put(runTable);
      }
      case Content.Ledger(List<LedgerEntry> entries) -> {
        summary.setText("The last 24 hours");
        ledger.setAll(entries);
        put(ledgerTable);
      }
      case Content.Revisions(List<RevisionSummary> all) -> {
        revisions.show(all);
        put(revisions);
      }
      case Content.Text(String text) -> {
        json.setText(text);
        put(json);
      }
    }
    summary.setManaged(!summary.getText().isEmpty());
  }

  private void put(Node node) {
    if (body.getChildren().size() != 1 || !body.getChildren().getFirst().equals(node)) {
      body.getChildren().setAll(node);
    }
  }

  private static String words(RunStatistics stats) {
    if (stats.runs() == 0) {
      return "";
    }
    StringBuilder words =
        new StringBuilder(
            "%,d ended: %,d successful, %,d failed, %,d skipped"
                .formatted(stats.runs(), stats.successful(), stats.failed(), stats.skipped()));
    if (stats.median() != null && stats.p95() != null && stats.longest() != null) {
      words
          .append(" · usually ")
          .append(TimeWords.millis(stats.median()))
          .append(", 95 of 100 within ")
          .append(TimeWords.millis(stats.p95()))
          .append(", at most ")
          .append(TimeWords.millis(stats.longest()));
    }
    return words.toString();
  }
}
