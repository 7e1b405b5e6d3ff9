package epoch.desktop.audit;

import epoch.api.rest.AuditEntry;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.settings.Store;
import epoch.desktop.window.ColumnMemory;
import epoch.desktop.window.Columns;
import epoch.desktop.window.Fit;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.window.Placeholder;
import epoch.desktop.words.Plain;
import epoch.desktop.words.Since;
import epoch.desktop.words.TimeWords;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Who changed what, when, and why. */
public final class AuditView extends VBox implements Page {

  private final AuditViewModel model;
  private final Navigator navigator;
  private final TableView<AuditEntry> table;
  private final TextField who;
  private final TextField topology;
  private final TextField action;

  /** Builds the nodes and binds them. */
  public AuditView(
      AuditViewModel model, Cluster cluster, Navigator navigator, TimeWords times, Store store) {
    this.model = model;
    this.navigator = navigator;
    this.table = new TableView<>(model.entries());
    this.who = field("audit-who", "Who   ( / )", model.whoProperty());
    this.topology = field("audit-topology", "Topology", model.topologyProperty());
    this.action = field("audit-action", "Action", model.actionProperty());
    getStyleClass().add("page");
    table.setId("audit");
    table.setAccessibleText("Who changed what");
    table.setFixedCellSize(32);
    Fit.of(table);
    table.setPlaceholder(new Placeholder(model.pictureProperty(), this::nothing, model::refresh));
    TableColumn<AuditEntry, String> when =
        Columns.text(
            "When", 190, it -> cluster.nowProperty().map(now -> times.past(it.time(), now)));
    when.getStyleClass().add("first-column");
    when.setMinWidth(185);
    table.getColumns().add(when);
    column("Who", 110, AuditEntry::who).setMinWidth(90);
    column("Action", 120, AuditEntry::action).setMinWidth(80);
    column("Topology", 200, AuditEntry::topology).getStyleClass().add("long-name");
    column("What", 360, AuditEntry::message);
    column("Reason", 220, AuditEntry::reason);
    column("From", 110, AuditEntry::address);
    column("Run", 120, AuditEntry::run);
    table.getColumns().forEach(it -> it.setSortable(false));
    ColumnMemory.of(table, "audit", store);
    VBox.setVgrow(table, Priority.ALWAYS);
    Button more = new Button("Show more");
    more.setOnAction(_ -> model.more());
    more.visibleProperty().bind(model.moreProperty());
    HBox foot = new HBox(more);
    foot.getStyleClass().add("page-foot");
    foot.managedProperty().bind(model.moreProperty());
    getChildren().addAll(header(), table, foot);
  }

  private Placeholder.Nothing nothing() {
    return model.isFiltered()
        ? new Placeholder.Nothing(
            "Nothing matches", "of what is kept", "Clear filter", model::clear)
        : Placeholder.Nothing.of("Nothing was changed yet", "");
  }

  private TableColumn<AuditEntry, String> column(
      String title, double width, Function<AuditEntry, @Nullable String> part) {
    TableColumn<AuditEntry, String> column =
        Columns.text(
            title,
            width,
            it ->
                new ReadOnlyStringWrapper(
                    Plain.line(Objects.requireNonNullElse(part.apply(it), ""))));
    table.getColumns().add(column);
    return column;
  }

  private TextField field(String id, String name, StringProperty value) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(name);
    field.setAccessibleText(name);
    field.setPrefColumnCount(14);
    field.textProperty().bindBidirectional(value);
    field.setOnAction(_ -> {
      model.refresh();
      table.requestFocus();
    });
    return field;
  }

  private Node header() {
    Label title = new Label("Audit");
    title.getStyleClass().add("page-title");
    Button ask = new Button("Filter");
    ask.setOnAction(_ -> model.refresh());
    ChoiceBox<Since> since = new ChoiceBox<>();
    since.setId("audit-since");
    since.getItems().setAll(Since.values());
    since.setAccessibleText("How far back");
    since.valueProperty().bindBidirectional(model.sinceProperty());
    HBox header = new HBox(8, title, who, topology, action, since, ask);
    header.getStyleClass().add("page-header");
    return header;
  }

  /** Shows what was done to a topology. */
  public void show(Place.Audit place) {
    if (!place.topologyId().isEmpty()) {
      model.topologyProperty().set(place.topologyId());
    }
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public void shown() {
    model.refresh();
    Focus.on(table);
  }

  @Override
  public Keys keys() {
    return new Keys()
        .on("/", "Who", who::requestFocus)
        .on("R", "Ask again", model::refresh)
        .on(KeyCode.ENTER, "Its run, or its topology", this::open)
        .on(
            KeyCode.ESCAPE,
            "Back",
            () -> {
              if (who.isFocused() || topology.isFocused() || action.isFocused()) {
                table.requestFocus();
              } else {
                navigator.back();
              }
            });
  }

  private void open() {
    AuditEntry entry = table.getSelectionModel().getSelectedItem();
    if (entry == null || entry.topology() == null) {
      return;
    }
    navigator.go(
        entry.run() == null
            ? new Place.Topologies(entry.topology())
            : new Place.OneRun(entry.topology(), entry.run()));
  }
}
