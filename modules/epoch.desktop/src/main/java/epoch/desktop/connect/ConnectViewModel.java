package epoch.desktop.connect;

import epoch.api.client.EpochApiException;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the operator types to reach a cluster, and what is wrong with it. */
public final class ConnectViewModel {

  private final Runner runner;
  private final Consumer<Session> connected;
  private final StringProperty name = new SimpleStringProperty("");
  private final StringProperty urls = new SimpleStringProperty("");
  private final StringProperty user = new SimpleStringProperty("");
  private final StringProperty password = new SimpleStringProperty("");
  private final ObjectProperty<Identity> identity = new SimpleObjectProperty<>(Identity.OTHER);
  private final StringProperty nameError = new SimpleStringProperty("");
  private final StringProperty urlsError = new SimpleStringProperty("");
  private final StringProperty passwordError = new SimpleStringProperty("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /**
   * Makes it.
   *
   * @param connected gets the session once the server has let the user in
   */
  public ConnectViewModel(Runner runner, Consumer<Session> connected) {
    this.runner = runner;
    this.connected = connected;
  }

  /** Fills the fields. */
  public void suggest(Connection connection) {
    name.set(connection.name());
    urls.set(String.join(" ", connection.urls()));
    user.set(connection.user());
    password.set(connection.password());
    identity.set(connection.identity());
  }

  /** Checks the fields and tries to get in. */
  public void connect() {
    if (busy.get() || !checked()) {
      return;
    }
    Session session;
    try {
      session = new Session(connection());
    } catch (IllegalArgumentException _) {
      urlsError.set("An address looks like http://epoch-1:8080");
      return;
    }
    busy.set(true);
    runner.run(
        () -> session.client().topologies().size(),
        _ -> {
          busy.set(false);
          connected.accept(session);
        },
        failure -> {
          busy.set(false);
          session.close();
          explain(failure);
        });
  }

  private boolean checked() {
    nameError.set(name.get().isBlank() ? "Give the cluster a name" : "");
    urlsError.set(addresses().isEmpty() ? "The address of at least one node is needed" : "");
    passwordError.set("");
    return nameError.get().isEmpty() && urlsError.get().isEmpty();
  }

  private void explain(IOException failure) {
    boolean login =
        failure instanceof EpochApiException answer
            && (answer.status() == 401 || answer.status() == 429);
    (login ? passwordError : urlsError).set(Reason.of(failure));
  }

  private Connection connection() {
    return new Connection(
        name.get().strip(), addresses(), user.get().strip(), password.get(), identity.get());
  }

  private List<String> addresses() {
    return Stream.of(urls.get().split("[\\s,]+")).filter(url -> !url.isEmpty()).toList();
  }

  StringProperty nameProperty() {
    return name;
  }

  StringProperty urlsProperty() {
    return urls;
  }

  StringProperty userProperty() {
    return user;
  }

  StringProperty passwordProperty() {
    return password;
  }

  ObjectProperty<Identity> identityProperty() {
    return identity;
  }

  StringProperty nameErrorProperty() {
    return nameError;
  }

  StringProperty urlsErrorProperty() {
    return urlsError;
  }

  StringProperty passwordErrorProperty() {
    return passwordError;
  }

  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }
}
