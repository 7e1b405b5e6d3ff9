package epoch.desktop.ledger;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.ledger.LedgerViewModel.Window;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.window.Placeholder;
import epoch.desktop.window.Rows;
import epoch.desktop.window.Wrapping;
import epoch.desktop.words.TimeWords;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What ran, what did not, and why. */
public final class LedgerView extends VBox implements Page {

  private final LedgerViewModel model;
  private final Navigator navigator;
  private final LedgerTable table;
  private final TextField topology = new TextField();
  private final ToggleButton exceptions = new ToggleButton("Only what did not just run");

  /** Builds the nodes and binds them. */
  public LedgerView(LedgerViewModel model, Cluster cluster, Navigator navigator, TimeWords times) {
    this.model = model;
    this.navigator = navigator;
    this.table = new LedgerTable(model.entries(), cluster.nowProperty(), times);
    getStyleClass().add("page");
    table.onOpen(this::open);
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(entry -> {
          if (entry != null) {
            model.explain(Optional.of(entry.time()));
          }
        });
    Placeholder placeholder =
        new Placeholder(model.pictureProperty(), this::nothing, model::refresh);
    table.setPlaceholder(placeholder);
    VBox.setVgrow(table, Priority.ALWAYS);
    Label why = new Label();
    why.setId("why");
    Wrapping.of(why);
    why.getStyleClass().add("why");
    why.textProperty().bind(model.whyProperty());
    why.managedProperty().bind(model.whyProperty().isNotEmpty());
    why.visibleProperty().bind(why.managedProperty());
    getChildren().addAll(header(), why, table);
  }

  private Placeholder.Nothing nothing() {
    return model.topologyProperty().get().isBlank()
        ? Placeholder.Nothing.of(
            "Whose fire times?",
            "Name a topology above, or press w on one in the table of topologies.")
        : Placeholder.Nothing.of("No fire time", "within that window");
  }

  private Node header() {
    Label title = new Label("Ledger");
    title.getStyleClass().add("page-title");
    title.setMinWidth(USE_PREF_SIZE);
    topology.setId("ledger-topology");
    topology.setPromptText("Name of a topology   ( / )");
    topology.setAccessibleText("Topology");
    topology.setPrefColumnCount(18);
    model.topologyProperty().subscribe(id -> topology.setText(id));
    topology.setOnAction(_ -> model.topologyProperty().set(topology.getText().strip()));
    ChoiceBox<Window> window = new ChoiceBox<>();
    window.getItems().setAll(Window.values());
    window.setAccessibleText("How far back");
    window.valueProperty().bindBidirectional(model.windowProperty());
    exceptions.selectedProperty().bindBidirectional(model.exceptionsProperty());
    exceptions.setMinWidth(USE_PREF_SIZE);
    Label summary = new Label();
    summary.setId("ledger-summary");
    summary.getStyleClass().add("muted");
    model
        .entries()
        .addListener((ListChangeListener<LedgerEntry>) _ -> summary.setText(model.summary()));
    HBox header = new HBox(12, title, topology, window, exceptions, summary);
    header.getStyleClass().add("page-header");
    return header;
  }

  /** Shows that topology. */
  public void show(Place.Ledger place) {
    if (!place.topologyId().isEmpty()) {
      if (place.topologyId().equals(model.topologyProperty().get())) {
        model.refresh();
      }
      model.topologyProperty().set(place.topologyId());
      model.explain(place.at());
    }
  }

  private void open(LedgerEntry entry) {
    if (entry.runId() != null) {
      navigator.go(new Place.OneRun(model.topologyProperty().get(), entry.runId()));
    }
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public void shown() {
    Focus.on(model.topologyProperty().get().isEmpty() ? topology : table);
  }

  @Override
  public Keys keys() {
    return new Keys()
        .on("/", "Which topology", topology::requestFocus)
        .on("j", "Next fire time", () -> step(1))
        .on("k", "The one before", () -> step(-1))
        .on("x", "Only what did not just run", exceptions::fire)
        .on(KeyCode.ESCAPE, "Back", this::back);
  }

  private void back() {
    if (topology.isFocused()) {
      table.requestFocus();
    } else {
      navigator.back();
    }
  }

  private void step(int by) {
    Rows.step(table, by);
  }
}
