package epoch.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

  @TempDir Path directory;

  private static Connection connection(String password) {
    return new Connection(
        "prod", List.of("http://a:1"), "ann", password, Identity.PRODUCTION, "ca.pem", false);
  }

  @Test
  void whatWasChosenIsThereAtTheNextStart() {
    Store store = new Store(directory.resolve("new"));
    store.change(settings ->
        settings
            .withCompact(true)
            .with(Settings.Theme.DARK)
            .with(new Settings.Window(1, 2, 1280, 800, false))
            .withOpen(List.of("prod"))
            .withFilters(Map.of("mine", "ALL owner"))
            .withColumns(Map.of("topologies/Name", -12.0))
            .withSubscriptions(Map.of("prod", Set.of("a"))));
    assertEquals(store.settings(), new Store(directory.resolve("new")).settings());
  }

  @Test
  void passwordsAreKeptOnlyIfAskedAndNobodyElseCanReadThem() throws IOException {
    Store store = new Store(directory);
    store.keep(connection("secret").withPassword(""));
    assertEquals("", new Store(directory).connectionsProperty().get().getFirst().password());
    assertFalse(Files.readString(directory.resolve("connections.json")).contains("secret"));
    store.keep(connection("secret"));
    Connection kept = new Store(directory).connectionsProperty().get().getFirst();
    assertEquals(connection("secret"), kept);
    assertEquals(1, store.connectionsProperty().get().size());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("connections.json"))));
    store.forget("prod");
    assertTrue(new Store(directory).connectionsProperty().get().isEmpty());
  }

  @Test
  void aDamagedFileIsPutAsideAndTheConsoleStarts() throws IOException {
    Files.writeString(directory.resolve("settings.json"), "{ not json");
    assertEquals(Settings.FRESH, new Store(directory).settings());
    assertTrue(Files.exists(directory.resolve("settings.json.damaged")));
  }

  @Test
  void eachSystemHasItsPlace() {
    Path home = Path.of("/home/ann");
    assertEquals(Path.of("/home/ann/.config/epoch-console"), Store.usual(Map.of(), "Linux", home));
    assertEquals(
        Path.of("/x/epoch-console"), Store.usual(Map.of("XDG_CONFIG_HOME", "/x"), "Linux", home));
    assertTrue(Store.usual(Map.of(), "Mac OS X", home).toString().contains("Application Support"));
    assertEquals(Path.of("/y"), Store.usual(Map.of("EPOCH_CONSOLE_HOME", "/y"), "Linux", home));
  }
}
