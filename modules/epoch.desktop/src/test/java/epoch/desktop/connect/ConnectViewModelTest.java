package epoch.desktop.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.Role;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Session;
import epoch.desktop.cluster.Snapshot;
import epoch.desktop.cluster.TopologyFacts;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.World.Entry;
import epoch.desktop.settings.Store;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectViewModelTest {

  private final FakeEpoch server = new FakeEpoch();
  private final List<Session> sessions = new ArrayList<>();
  private final List<Snapshot> pictures = new ArrayList<>();
  private final Store store = new Store(directory());
  private final ConnectViewModel model =
      new ConnectViewModel(
          new Runner(Runnable::run, Runnable::run),
          store,
          sessions::add,
          (session, picture) -> {
            sessions.add(session);
            pictures.add(picture);
          });

  private static Path directory() {
    try {
      return Files.createTempDirectory(Path.of("target"), "connect");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void fill() {
    model.nameProperty().set("production");
    model.urlsProperty().set(server.url());
    model.userProperty().set("admin");
    model.passwordProperty().set("admin");
  }

  @AfterEach
  void close() {
    sessions.forEach(Session::close);
    server.close();
  }

  @Test
  void whoIsLetInGetsASession() {
    model.connect();
    assertEquals("production", sessions.getFirst().connection().name());
    assertFalse(model.busyProperty().get());
  }

  @Test
  void theServerSaysWhoMayOnlyLook() {
    model.userProperty().set("guest");
    model.passwordProperty().set("guest");
    model.connect();
    assertEquals(Role.READ_ONLY, sessions.getFirst().roleProperty().get());
  }

  @Test
  void whomTheOperatorTrustsIsReadFromAFile() throws IOException {
    Path none = Files.writeString(directory().resolve("ca.pem"), "no certificate");
    model.trustProperty().set(none.toString());
    model.connect();
    assertFalse(model.trustErrorProperty().get().isEmpty());
    assertTrue(sessions.isEmpty());
  }

  @Test
  void thePasswordIsKeptOnlyIfAsked() {
    model.connect();
    assertEquals("", model.knownProperty().get().getFirst().password());
    model.keepPasswordProperty().set(true);
    model.connect();
    assertEquals("admin", model.knownProperty().get().getFirst().password());
    model.forget("production");
    assertTrue(model.knownProperty().get().isEmpty());
  }

  @Test
  void emptyFieldsAreNamedBeforeAnythingIsSent() {
    model.nameProperty().set(" ");
    model.urlsProperty().set("");
    model.connect();
    assertEquals("Give the cluster a name", model.nameErrorProperty().get());
    assertEquals("The address of at least one node is needed", model.urlsErrorProperty().get());
    assertTrue(server.calls().isEmpty());
  }

  @Test
  void anAddressThatIsNoneIsSaidAtItsField() {
    model.urlsProperty().set("epoch-1:8080");
    model.connect();
    assertEquals("An address looks like http://epoch-1:8080", model.urlsErrorProperty().get());
  }

  @Test
  void aWrongPasswordIsSaidAtThePassword() {
    model.passwordProperty().set("wrong");
    model.connect();
    assertEquals(
        "The server does not accept this name and password", model.passwordErrorProperty().get());
    assertEquals("", model.urlsErrorProperty().get());
    assertTrue(sessions.isEmpty());
  }

  @Test
  void anotherNodeIsAskedWhereTheFirstDoesNotAnswer() {
    try (FakeEpoch gone = new FakeEpoch()) {
      gone.goAway();
      model.urlsProperty().set(gone.url() + ", " + server.url());
      model.connect();
      assertEquals(1, sessions.size());
    }
  }

  @Test
  void aServerThatIsAwayIsSaidAtTheAddressesAndCanBeTriedAgain() {
    server.goAway();
    model.connect();
    assertEquals("Nobody answers there", model.urlsErrorProperty().get());
    server.comeBack();
    model.connect();
    assertEquals(1, sessions.size());
    assertEquals("", model.urlsErrorProperty().get());
  }

  @Test
  void whereNobodyAnswersTheLastPictureIsShownToWhomItWasShownBefore() {
    Connection connection =
        new Connection("production", List.of(server.url()), "operator", "operator", Identity.OTHER);
    Snapshot before =
        new Snapshot(
            new Snapshot.About(
                FakeEpoch.START, "production", List.of(server.url()), "operator", "OPERATOR", null),
            List.of(TopologyFacts.of(Entry.of("a").with("FOO").summary())));
    store.pictures().keep(before);
    server.goAway();
    model.suggest(connection);
    model.connect();
    assertEquals(List.of(before), pictures);
    assertEquals(Role.OPERATOR, sessions.getLast().roleProperty().get());
    model.suggest(
        new Connection("production", List.of(server.url()), "admin", "admin", Identity.OTHER));
    model.connect();
    assertEquals(1, pictures.size());
    assertEquals("Nobody answers there", model.urlsErrorProperty().get());
    store.forget("production");
    assertEquals(Optional.empty(), store.pictures().recall(connection));
  }

  @Test
  void aWrongPasswordShowsNothing() {
    store
        .pictures()
        .keep(
            new Snapshot(
                new Snapshot.About(
                    FakeEpoch.START, "x", List.of(server.url()), "admin", "ADMIN", null),
                List.of()));
    model.suggest(new Connection("x", List.of(server.url()), "admin", "wrong", Identity.OTHER));
    model.connect();
    assertTrue(pictures.isEmpty());
    assertFalse(model.passwordErrorProperty().get().isEmpty());
  }
}
