package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import epoch.api.topology.TopologyDetails;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/gitops.md}, as whoever reads it pastes it. */
class GitOpsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void theLinesOfTheDocumentDoWhatItSays() throws Exception {
    int port = EpochProcess.freePort();
    try (var epoch = EpochProcess.standalone(Map.of("ADMIN_PASSWORD", "secret"), port, directory)) {
      epoch.awaitUp(LONG);
      String[] here = {"127.0.0.1:8080", "127.0.0.1:" + port, "epoch-data", directory.toString()};
      String printed = Readme.paste(Readme.block("docs/gitops.md", "epoch diff"), here);
      assertEquals(
          List.of(
              "+ nightly",
              "+ weekly",
              "2 to create",
              "differs: 1",
              "+ nightly",
              "+ weekly",
              "2 created",
              "= nightly",
              "= weekly",
              "2 unchanged",
              "as in Git"),
          printed.lines().limit(11).toList(),
          printed);
      String last = Readme.block("docs/gitops.md", "~ nightly");
      assertTrue(printed.endsWith(last), printed);
      try (var client =
          new EpochClient(ClientOptions.of("http://127.0.0.1:" + port, "admin", "secret"))) {
        assertEquals(
            List.of("nightly"), client.topologies().stream().map(TopologyDetails::id).toList());
        assertEquals(2, client.changes().revisions("nightly").size());
      }
    }
  }
}
