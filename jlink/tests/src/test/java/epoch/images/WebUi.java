package epoch.images;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import epoch.api.container.CommandExecutable;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The web UI of the image in a real browser, before an Epoch that has nothing to do yet. */
@Timeout(600)
abstract class WebUi {
  @TempDir private Path directory;
  private final int port = EpochProcess.freePort();
  EpochProcess epoch;
  EpochClient client;
  Browser browser;

  @BeforeEach
  void start() {
    assumeTrue(Chromium.present(), "there is no chromium with its driver on the PATH");
    epoch = run();
    client = newClient();
    awaitLeader();
    browser = Browser.open(port, directory, 1440, 900);
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (client != null) {
      client.close();
    }
    if (epoch != null) {
      epoch.close();
    }
  }

  final EpochProcess run() {
    return EpochProcess.standalone(
            Map.of("ADMIN_PASSWORD", "secret", "GUEST_PASSWORD", "look"),
            port,
            directory.resolve("data"))
        .awaitUp(Duration.ofSeconds(60));
  }

  /** A node that has just started listens a moment before it leads. */
  final void awaitLeader() {
    epoch.await(
        "a leader",
        Duration.ofSeconds(60),
        () -> {
          try {
            return Optional.of(client.topologies());
          } catch (IOException notYet) {
            return Optional.empty();
          }
        });
  }

  final EpochClient newClient() {
    return new EpochClient(ClientOptions.of("http://127.0.0.1:" + port, "admin", "secret"));
  }

  /** Hourly, but not while a test runs. */
  private static String hourly() {
    return "0 %d * * * ?".formatted((LocalTime.now(ZoneId.systemDefault()).getMinute() + 30) % 60);
  }

  static Topology topology(String name, String script) {
    return Topology.of(
        name,
        ContainerTask.of("work", CommandExecutable.shell(script), 1, 16),
        CronTrigger.of(hourly()));
  }
}
