package epoch.desktop.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Session;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.settings.Keyring;
import epoch.desktop.settings.StandInKeyring;
import epoch.desktop.settings.Store;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {

  @TempDir Path directory;

  private final FakeEpoch server = new FakeEpoch();
  private final List<Session> sessions = new ArrayList<>();
  private Keyring keyring;

  @BeforeEach
  void install() throws IOException {
    keyring = StandInKeyring.in(directory);
  }

  @AfterEach
  void close() {
    sessions.forEach(Session::close);
    server.close();
  }

  /** As if the console had been started anew. */
  private ConnectViewModel started() {
    return new ConnectViewModel(
        new Runner(Runnable::run, Runnable::run),
        new Store(directory, Optional.of(keyring)),
        sessions::add,
        (session, _) -> sessions.add(session));
  }

  private Connection typed() {
    return new Connection("production", List.of(server.url()), "admin", "admin", Identity.OTHER);
  }

  @Test
  void aPasswordThatIsToBeKeptIsInTheKeyringAndInNoFile() throws IOException {
    ConnectViewModel first = started();
    first.suggest(typed());
    first.keepPasswordProperty().set(true);
    first.connect();
    assertEquals(Optional.of("admin"), keyring.find("production"));
    assertEquals("", new Store(directory).connectionsProperty().get().getFirst().password());
    ConnectViewModel second = started();
    Connection known = second.knownProperty().get().getFirst();
    assertTrue(known.needsNobody());
    second.suggest(known);
    assertTrue(second.keepPasswordProperty().get());
    second.connect();
    assertEquals(2, sessions.size());
    second.keepPasswordProperty().set(false);
    second.connect();
    assertEquals(Optional.empty(), keyring.find("production"));
    assertFalse(second.knownProperty().get().getFirst().needsNobody());
  }

  @Test
  void aKeyringThatStaysLockedLeavesTheOperatorToType() throws IOException {
    ConnectViewModel first = started();
    first.suggest(typed());
    first.keepPasswordProperty().set(true);
    first.connect();
    Files.createFile(directory.resolve("locked"));
    ConnectViewModel second = started();
    second.suggest(second.knownProperty().get().getFirst());
    second.connect();
    assertTrue(second.passwordErrorProperty().get().contains("Cannot prompt"));
    second.passwordProperty().set("admin");
    second.connect();
    assertEquals(2, sessions.size());
  }

  @Test
  void whoIsForgottenIsForgottenByTheKeyringAsWell() throws IOException {
    ConnectViewModel model = started();
    model.suggest(typed());
    model.keepPasswordProperty().set(true);
    model.connect();
    model.forget("production");
    assertEquals(Optional.empty(), keyring.find("production"));
    assertTrue(model.knownProperty().get().isEmpty());
  }
}
