package epoch.desktop.connect;

import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.rest.Role;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.cluster.Snapshot;
import epoch.desktop.settings.Store;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The clusters that are known, what the operator types to reach one, and what is wrong with it. */
public final class ConnectViewModel {

  private final Runner runner;
  private final Store store;
  private final Passwords passwords;
  private final Consumer<Session> connected;
  private final BiConsumer<Session, Snapshot> away;
  private final StringProperty name = new SimpleStringProperty("");
  private final StringProperty urls = new SimpleStringProperty("");
  private final StringProperty user = new SimpleStringProperty("");
  private final StringProperty password = new SimpleStringProperty("");
  private final StringProperty trust = new SimpleStringProperty("");
  private final BooleanProperty keepPassword = new SimpleBooleanProperty();
  private final ObjectProperty<Identity> identity = new SimpleObjectProperty<>(Identity.OTHER);
  private final StringProperty nameError = new SimpleStringProperty("");
  private final StringProperty urlsError = new SimpleStringProperty("");
  private final StringProperty passwordError = new SimpleStringProperty("");
  private final StringProperty trustError = new SimpleStringProperty("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /**
   * Makes it.
   *
   * @param connected gets the session once the server has let the user in
   * @param away gets the session, and what was seen last, where nobody answers
   */
  public ConnectViewModel(
      Runner runner, Store store, Consumer<Session> connected, BiConsumer<Session, Snapshot> away) {
    this.runner = runner;
    this.store = store;
    this.passwords = new Passwords(runner, store);
    this.connected = connected;
    this.away = away;
  }

  /** Fills the fields. */
  public void suggest(Connection connection) {
    name.set(connection.name());
    urls.set(String.join(" ", connection.urls()));
    user.set(connection.user());
    password.set(connection.password());
    trust.set(connection.trust());
    identity.set(connection.identity());
    keepPassword.set(passwords.keeps(connection.name()));
    nameError.set("");
    urlsError.set("");
    passwordError.set("");
    trustError.set("");
  }

  /** Forgets the connection of that name, its password included. */
  public void forget(String which) {
    passwords.forget(which);
  }

  /** Checks the fields and tries to get in. */
  public void connect() {
    if (busy.get() || !checked()) {
      return;
    }
    if (!password.get().isEmpty() || !unlock()) {
      enter();
    }
  }

  /** Gets the password from the keyring first, if it is there. */
  private boolean unlock() {
    busy.set(true);
    boolean asked =
        passwords.find(
            name.get().strip(),
            user.get().strip(),
            found -> {
              busy.set(false);
              found.ifPresentOrElse(
                  secret -> {
                    password.set(secret);
                    enter();
                  },
                  () -> passwordError.set("The keyring does not have it any more"));
            },
            failure -> {
              busy.set(false);
              passwordError.set(Reason.of(failure));
            });
    if (!asked) {
      busy.set(false);
    }
    return asked;
  }

  private void enter() {
    Connection wanted = connection();
    busy.set(true);
    // Whom the system trusts is read now, which takes too long for the thread of the window.
    runner.run(() -> open(wanted), this::greet, this::cannotBeOpened);
  }

  private static Session open(Connection connection) throws IOException {
    try {
      return new Session(connection);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void cannotBeOpened(IOException why) {
    busy.set(false);
    if (trust.get().isBlank()) {
      urlsError.set("An address looks like http://epoch-1:8080");
    } else {
      trustError.set("" + why.getMessage());
    }
  }

  private void greet(Session session) {
    runner.run(
        () -> role(session.client()),
        role -> {
          busy.set(false);
          session.isOf(role);
          passwords.keep(session.connection(), keepPassword.get());
          connected.accept(session);
        },
        failure -> failed(session, failure));
  }

  /** Where passwords are kept that are to be kept. */
  String place() {
    return passwords.place();
  }

  /** Where the cluster is away, what was seen of it last is better than nothing. */
  private void failed(Session session, IOException failure) {
    if (isLogin(failure)) {
      gaveUp(session, failure);
      return;
    }
    runner.run(
        () -> store.pictures().recall(session.connection()),
        picture ->
            picture.ifPresentOrElse(
                snapshot -> {
                  busy.set(false);
                  session.isOf(snapshot.about().role());
                  away.accept(session, snapshot);
                },
                () -> gaveUp(session, failure)),
        _ -> gaveUp(session, failure));
  }

  private void gaveUp(Session session, IOException failure) {
    busy.set(false);
    session.close();
    (isLogin(failure) ? passwordError : urlsError).set(Reason.of(failure));
  }

  private static boolean isLogin(IOException failure) {
    return failure instanceof EpochApiException answer
        && (answer.status() == 401 || answer.status() == 429);
  }

  /** Who the server takes us for; a server that knows no sessions lets us in or does not. */
  private static String role(EpochClient client) throws IOException {
    try {
      return client.session().role();
    } catch (EpochApiException e) {
      if (e.status() != 404) {
        throw e;
      }
      var _ = client.failovers();
      return Role.ADMIN.name();
    }
  }

  private boolean checked() {
    nameError.set(name.get().isBlank() ? "Give the cluster a name" : "");
    urlsError.set(addresses().isEmpty() ? "The address of at least one node is needed" : "");
    passwordError.set("");
    trustError.set("");
    return nameError.get().isEmpty() && urlsError.get().isEmpty();
  }

  private Connection connection() {
    return new Connection(
        name.get().strip(),
        addresses(),
        user.get().strip(),
        password.get(),
        identity.get(),
        trust.get().strip(),
        false);
  }

  private List<String> addresses() {
    return Stream.of(urls.get().split("[\\s,]+")).filter(url -> !url.isEmpty()).toList();
  }

  ReadOnlyObjectProperty<List<Connection>> knownProperty() {
    return store.connectionsProperty();
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

  StringProperty trustProperty() {
    return trust;
  }

  BooleanProperty keepPasswordProperty() {
    return keepPassword;
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

  StringProperty trustErrorProperty() {
    return trustError;
  }

  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }
}
