package epoch.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.json.Json;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.settings.Drafts.Home;
import epoch.desktop.settings.Drafts.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftsTest {

  private static final Instant AT = Instant.parse("2026-11-24T05:00:00Z");
  private static final Home HOME = new Home("prod", "topology", "../../etc/passwd");

  @TempDir Path directory;

  private static Kept kept(String text) {
    return new Kept(AT, Json.object().put("revision", 3), text, Map.of("cpus", "many"));
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void whatWasKeptIsThereForTheNextConsoleBeItNoJsonAtAll() {
    new Store(directory).drafts().keep(HOME, kept("{ \"name\" "));
    assertEquals(Optional.of(kept("{ \"name\" ")), new Store(directory).drafts().find(HOME));
  }

  @Test
  void eachHasItsOwnPlaceWithinTheDirectoryThatNobodyElseReads() throws IOException {
    Drafts drafts = new Store(directory).drafts();
    drafts.keep(HOME, kept("a"));
    drafts.keep(new Home("prod", "topology", ""), kept("b"));
    drafts.keep(new Home("prod", "calendar", ""), kept("c"));
    drafts.keep(new Home("staging", "topology", ""), kept("d"));
    assertEquals(4, files().size());
    for (Path file : files()) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    drafts.forget(HOME);
    assertEquals(Optional.empty(), drafts.find(HOME));
    assertEquals("b", drafts.find(new Home("prod", "topology", "")).orElseThrow().text());
  }

  @Test
  void theyGoWithTheirConnection() throws IOException {
    Store store = new Store(directory);
    store.keep(new Connection("prod", List.of("http://a"), "u", "p", Identity.OTHER));
    store.drafts().keep(HOME, kept("a"));
    store.drafts().keep(new Home("staging", "topology", ""), kept("d"));
    store.forget("prod");
    assertEquals(Optional.empty(), store.drafts().find(HOME));
    assertEquals(
        "d", store.drafts().find(new Home("staging", "topology", "")).orElseThrow().text());
  }

  @Test
  void thoseOfAConnectionAreListedTheNewestFirst() throws IOException {
    Drafts drafts = new Store(directory).drafts();
    assertEquals(List.of(), drafts.of("prod"));
    Home fresh = new Home("prod", "calendar", "");
    drafts.keep(HOME, kept("a"));
    drafts.keep(fresh, new Kept(AT.plusSeconds(1), null, "{", Map.of()));
    drafts.keep(new Home("staging", "topology", ""), kept("c"));
    assertEquals(
        List.of(new Drafts.Listed(fresh, AT.plusSeconds(1)), new Drafts.Listed(HOME, AT)),
        new Store(directory).drafts().of("prod"));
    Files.writeString(files().getFirst().resolveSibling("torn.json"), "{");
    drafts.forget(fresh);
    assertEquals(1, drafts.of("prod").size());
  }

  @Test
  void oneThatIsDamagedIsNone() throws IOException {
    Drafts drafts = new Store(directory).drafts();
    drafts.keep(HOME, kept("a"));
    Files.writeString(files().getFirst(), "{");
    assertEquals(Optional.empty(), drafts.find(HOME));
  }
}
