package epoch.images;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The web UI of a node that does not lead. */
@Timeout(300)
class WebUiThroughFollowerTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private final int zooKeeperPort = EpochProcess.freePort();
  private final int drovePort = EpochProcess.freePort();

  private EpochProcess node(int port, int adminPort) throws IOException {
    Path config = directory.resolve(port + ".yml");
    Files.writeString(
        config,
        """
        server:
          applicationConnectors: [{type: http, port: %d, bindHost: 127.0.0.1}]
          adminConnectors: [{type: http, port: %d, bindHost: 127.0.0.1}]
        zookeeper: {connectionString: "127.0.0.1:%d"}
        drove: {endpoints: ["http://127.0.0.1:%d"], commands: true}
        userAuth: {enabled: true, users: [{username: admin, password: secret, role: READ_WRITE}]}
        cluster: {secret: "the nodes of this test"}
        """
            .formatted(port, adminPort, zooKeeperPort, drovePort));
    EpochProcess process =
        EpochProcess.epoch(Map.of("HOST", "127.0.0.1"), "server", config.toString());
    process.awaitReady(adminPort, LONG);
    return process;
  }

  @Test
  void aTopologyIsMadeRunAndFollowedAndTheUiSurvivesTheLeader() throws IOException {
    assumeTrue(Chromium.present(), "there is no chromium with its driver on the PATH");
    int port = EpochProcess.freePort();
    try (var _ = Backends.start(directory, zooKeeperPort, drovePort)) {
      try (var leader = node(EpochProcess.freePort(), EpochProcess.freePort());
          var _ = node(port, EpochProcess.freePort());
          var browser = Browser.open(port, directory, 1440, 900)) {
        browser.signIn("admin", "secret");
        browser.awaitText("No topology yet");
        browser.press("New topology");
        browser.fill("Name", "nightly");
        browser.choose("Runs", "a command");
        browser.fill("Command", "sh -c 'echo through a follower'");
        browser.press("Create");
        browser.press("Run now…");
        browser.press("Run now");
        browser.awaitText("End of log, 1 line");
        browser.awaitText("through a follower");
        browser.go("topologies");
        browser.awaitText("nightly");
        leader.crash();
        browser.awaitText("Stale since");
        browser.awaitNoText("Stale since");
        browser.awaitText("Live");
        browser.go("cluster");
        browser.awaitText("Failovers");
        browser.shoot("cluster-after-failover-1440-light");
      }
    }
  }
}
