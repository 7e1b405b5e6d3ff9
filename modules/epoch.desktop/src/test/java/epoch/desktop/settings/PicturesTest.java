package epoch.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.topology.TopologyState;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Snapshot;
import epoch.desktop.cluster.TopologyFacts;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.World.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

  private static final Connection CONNECTION =
      new Connection("../pro/duction", List.of("http://a:1"), "ann", "secret", Identity.PRODUCTION);

  @TempDir Path directory;

  private static Snapshot snapshot() {
    return new Snapshot(
        new Snapshot.About(
            FakeEpoch.START, CONNECTION.name(), CONNECTION.urls(), "ann", "OPERATOR", null),
        List.of(
            TopologyFacts.of(Entry.of("a").with("FOOSOO").summary()),
            TopologyFacts.of(Entry.of("b\nc").in(TopologyState.PAUSED).summary())));
  }

  @Test
  void whatIsKeptIsRecalledAsItWas() {
    new Pictures(directory).keep(snapshot());
    Snapshot recalled = new Pictures(directory).recall(CONNECTION).orElseThrow();
    assertEquals(snapshot(), recalled);
    assertEquals(1, recalled.topologies().getFirst().outcomes().failedInARow());
  }

  @Test
  void itIsForNobodyElse() throws IOException {
    Pictures pictures = new Pictures(directory.resolve("pictures"));
    pictures.keep(snapshot());
    try (Stream<Path> files = Files.list(directory.resolve("pictures"))) {
      Path file = files.findFirst().orElseThrow();
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    assertEquals(
        Optional.empty(),
        pictures.recall(
            new Connection(CONNECTION.name(), CONNECTION.urls(), "bob", "", Identity.PRODUCTION)));
    assertEquals(
        Optional.empty(),
        pictures.recall(
            new Connection(
                CONNECTION.name(), List.of("http://b:1"), "ann", "", Identity.PRODUCTION)));
  }

  @Test
  void aDamagedFileIsNoPicture() throws IOException {
    Pictures pictures = new Pictures(directory);
    pictures.keep(snapshot());
    try (Stream<Path> files = Files.list(directory)) {
      Path file = files.findFirst().orElseThrow();
      Files.write(file, new byte[] {1, 2, 3});
    }
    assertEquals(Optional.empty(), pictures.recall(CONNECTION));
    pictures.forget(CONNECTION.name());
    pictures.keep(snapshot());
    assertEquals(Optional.of(snapshot()), pictures.recall(CONNECTION));
  }
}
