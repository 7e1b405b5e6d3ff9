package epoch.desktop.connect;

import epoch.desktop.cluster.Identity;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The form that leads into a cluster, each error at its field. */
public final class ConnectView extends StackPane {

  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("danger");

  /** Builds the form and binds it. */
  public ConnectView(ConnectViewModel model) {
    getStyleClass().add("door");
    Region band = new Region();
    band.getStyleClass().add("band");
    Label title = new Label("Connect to a cluster");
    title.getStyleClass().add("page-title");
    ChoiceBox<Identity> colour = new ChoiceBox<>();
    colour.getItems().setAll(Identity.values());
    colour.setMaxWidth(Double.MAX_VALUE);
    colour.valueProperty().bindBidirectional(model.identityProperty());
    model
        .identityProperty()
        .subscribe(identity -> band.getStyleClass().setAll("band", identity.styleClass()));
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
    PasswordField password = new PasswordField();
    password.setId("password");
    password.textProperty().bindBidirectional(model.passwordProperty());
    VBox form =
        new VBox(
            12,
            title,
            field("Name", text("name", model.nameProperty()), model.nameErrorProperty()),
            field("Addresses of its nodes", urls, model.urlsErrorProperty()),
            new VBox(4, new Label("Colour"), colour),
            new VBox(4, new Label("User"), text("user", model.userProperty())),
            field("Password", password, model.passwordErrorProperty()),
            connect);
    form.getStyleClass().add("panel");
    form.setMaxSize(400, USE_PREF_SIZE);
    setAlignment(band, Pos.TOP_CENTER);
    getChildren().addAll(form, band);
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
    problem.setWrapText(true);
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
