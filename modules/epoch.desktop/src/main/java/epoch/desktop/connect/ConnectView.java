package epoch.desktop.connect;

import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.window.Wrapping;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The clusters that are known beside the form that leads into one, each error at its field. */
public final class ConnectView extends StackPane {

  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("danger");

  private final ConnectViewModel model;

  /**
   * Builds the form and binds it.
   *
   * @param back leads back to where one was, or nowhere
   */
  public ConnectView(ConnectViewModel model, Runnable back, boolean canGoBack) {
    this.model = model;
    getStyleClass().add("door");
    Region band = new Region();
    band.getStyleClass().add("band");
    model
        .identityProperty()
        .subscribe(identity -> band.getStyleClass().setAll("band", identity.styleClass()));
    HBox both = new HBox(16, known(), form(back, canGoBack));
    both.setAlignment(Pos.CENTER);
    both.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    setAlignment(band, Pos.TOP_CENTER);
    getChildren().addAll(both, band);
  }

  private Node form(Runnable back, boolean canGoBack) {
    Label title = new Label("Connect to a cluster");
    title.getStyleClass().add("page-title");
    ChoiceBox<Identity> colour = new ChoiceBox<>();
    colour.setId("colour");
    colour.setAccessibleText("Colour");
    colour.getItems().setAll(Identity.values());
    colour.setMaxWidth(Double.MAX_VALUE);
    colour.valueProperty().bindBidirectional(model.identityProperty());
    Button connect = new Button();
    connect.setId("connect");
    connect.setDefaultButton(true);
    connect.setMaxWidth(Double.MAX_VALUE);
    connect.setOnAction(_ -> model.connect());
    connect.disableProperty().bind(model.busyProperty());
    connect
        .textProperty()
        .bind(model.busyProperty().map(busy -> busy ? "Connecting …" : "Connect"));
    TextField urls = text("urls", model.urlsProperty());
    urls.setPromptText("http://epoch-1:8080 http://epoch-2:8080");
    TextField trust = text("trust", model.trustProperty());
    trust.setPromptText("empty: those that the system trusts");
    PasswordField password = new PasswordField();
    password.setId("password");
    password.textProperty().bindBidirectional(model.passwordProperty());
    CheckBox keep = new CheckBox("Keep the password, " + model.place());
    keep.setId("keep");
    Wrapping.of(keep);
    keep.selectedProperty().bindBidirectional(model.keepPasswordProperty());
    VBox form =
        new VBox(
            12,
            title,
            field("Name", text("name", model.nameProperty()), model.nameErrorProperty()),
            field("Addresses of its nodes", urls, model.urlsErrorProperty()),
            new VBox(4, new Label("Colour"), colour),
            new VBox(4, new Label("User"), text("user", model.userProperty())),
            field("Password", password, model.passwordErrorProperty()),
            keep,
            field("Trusted certificates (PEM file)", trust, model.trustErrorProperty()),
            connect);
    if (canGoBack) {
      Button cancel = new Button("Back");
      cancel.setCancelButton(true);
      cancel.setMaxWidth(Double.MAX_VALUE);
      cancel.setOnAction(_ -> back.run());
      form.getChildren().add(cancel);
    }
    form.getStyleClass().add("panel");
    form.setPrefWidth(400);
    form.setMaxSize(400, USE_PREF_SIZE);
    return form;
  }

  private Node known() {
    Label title = new Label("Clusters");
    title.getStyleClass().add("heading");
    ListView<Connection> list = new ListView<>();
    list.setId("known");
    list.setAccessibleText("Clusters that are known");
    list.setFixedCellSize(46);
    list.setPrefSize(300, 380);
    list.setCellFactory(_ -> new ConnectionCell());
    list.setPlaceholder(new Label("None is known yet"));
    model.knownProperty().subscribe((List<Connection> all) -> list.getItems().setAll(all));
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(chosen -> {
          if (chosen != null) {
            model.suggest(chosen);
          }
        });
    list.setOnMouseClicked(click -> {
      if (click.getClickCount() == 2) {
        model.connect();
      }
    });
    list.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ENTER) {
        key.consume();
        model.connect();
      }
    });
    Button forget = new Button("Forget");
    forget.disableProperty().bind(list.getSelectionModel().selectedItemProperty().isNull());
    forget.setOnAction(_ -> {
      Connection chosen = list.getSelectionModel().getSelectedItem();
      if (chosen != null) {
        model.forget(chosen.name());
      }
    });
    VBox box = new VBox(8, title, list, forget);
    box.getStyleClass().add("panel");
    box.visibleProperty().bind(model.knownProperty().map(all -> !all.isEmpty()));
    box.managedProperty().bind(box.visibleProperty());
    return box;
  }

  /** A cluster in its colour. */
  private static final class ConnectionCell extends ListCell<Connection> {
    @Override
    protected void updateItem(@Nullable Connection connection, boolean empty) {
      super.updateItem(connection, empty);
      if (empty || connection == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      Region mark = new Region();
      mark.getStyleClass().addAll("id-mark", connection.identity().styleClass());
      Label name = new Label(connection.name());
      name.setMnemonicParsing(false);
      name.getStyleClass().add("strong");
      String who = connection.user().isEmpty() ? "" : connection.user() + " on ";
      Label where = new Label(who + String.join(", ", connection.urls()));
      where.setMnemonicParsing(false);
      where.getStyleClass().add("muted-small");
      HBox line = new HBox(10, mark, new VBox(name, where));
      line.getStyleClass().add("cell-words");
      setAccessibleText(connection.name() + ", " + where.getText());
      setGraphic(line);
    }
  }

  private static TextField text(String id, StringProperty value) {
    TextField field = new TextField();
    field.setId(id);
    field.textProperty().bindBidirectional(value);
    return field;
  }

  private static Node field(String name, TextField input, StringProperty error) {
    Label label = new Label(name);
    label.setLabelFor(input);
    Label problem = new Label();
    problem.setId(input.getId() + "-error");
    problem.getStyleClass().add("field-error");
    Wrapping.of(problem);
    VBox field = new VBox(4, label, input, problem);
    error.subscribe(text -> {
      problem.setText(text);
      problem.setVisible(!text.isEmpty());
      problem.setManaged(!text.isEmpty());
      input.pseudoClassStateChanged(ERROR, !text.isEmpty());
      input.setAccessibleHelp(text);
      if (!text.isEmpty()) {
        input.requestFocus();
      }
    });
    return field;
  }
}
