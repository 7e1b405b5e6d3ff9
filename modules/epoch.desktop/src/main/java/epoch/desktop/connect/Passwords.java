package epoch.desktop.connect;

import epoch.desktop.cluster.Connection;
import epoch.desktop.settings.Keyring;
import epoch.desktop.settings.Store;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps connections, with their passwords if that is wanted: in the keyring, or in their file. */
final class Passwords {

  private static final System.Logger LOG = System.getLogger(Passwords.class.getName());

  private final Runner runner;
  private final Store store;

  Passwords(Runner runner, Store store) {
    this.runner = runner;
    this.store = store;
  }

  /** Where they are kept. */
  String place() {
    return store.keyring().isPresent()
        ? "in the keyring of this desktop"
        : "in a file that only you can read";
  }

  /** Whether the password of the connection of that name is kept. */
  boolean keeps(String name) {
    return known(name).filter(it -> it.inKeyring() || !it.password().isEmpty()).isPresent();
  }

  private Optional<Connection> known(String name) {
    return store.connectionsProperty().get().stream()
        .filter(it -> it.name().equals(name))
        .findFirst();
  }

  /** Keeps a connection, and its password if that is wanted. */
  void keep(Connection connection, boolean wanted) {
    Optional<Keyring> keyring = store.keyring();
    if (keyring.isEmpty()) {
      store.keep(wanted ? connection : connection.withPassword(""));
      return;
    }
    boolean before = isInKeyring(connection.name());
    store.keep(connection.withPasswordInKeyring(false));
    if (wanted && !connection.password().isEmpty()) {
      runner.run(
          () -> {
            keyring.get().keep(connection.name(), connection.password());
            return connection.withPasswordInKeyring(true);
          },
          store::keep,
          failure ->
              LOG.log(Level.WARNING, "The password is not kept; it will be asked for", failure));
    } else if (before) {
      forget(keyring.get(), connection.name());
    }
  }

  private boolean isInKeyring(String name) {
    return known(name).filter(Connection::inKeyring).isPresent();
  }

  /** Forgets a connection, its password included. */
  void forget(String name) {
    boolean there = isInKeyring(name);
    store.forget(name);
    if (there) {
      store.keyring().ifPresent(keyring -> forget(keyring, name));
    }
  }

  private void forget(Keyring keyring, String name) {
    runner.run(
        () -> {
          keyring.forget(name);
          return keyring;
        },
        _ -> {},
        failure -> LOG.log(Level.WARNING, "The keyring still has a password", failure));
  }

  /**
   * Asks the keyring for the password of a connection, which may take as long as the operator.
   *
   * @return whether there is anything to ask for; if not, neither of the others is called
   */
  boolean find(
      String name, String user, Consumer<Optional<String>> found, Consumer<IOException> failed) {
    Optional<Keyring> keyring = store.keyring();
    boolean there = known(name).filter(it -> it.inKeyring() && it.user().equals(user)).isPresent();
    if (keyring.isEmpty() || !there) {
      return false;
    }
    runner.run(() -> keyring.get().find(name), found, failed);
    return true;
  }
}
