package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import epoch.api.container.CommandExecutable;
import epoch.api.json.Json;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An update as Drove does it, with processes that start as in the container: a new node comes up
 * and is ready, an old one gets SIGTERM, and so on.
 */
class RollingUpdateTest {
  private static final Path ENTRY_POINT =
      Path.of("..", "src", "container", "entrypoint.sh").toAbsolutePath().normalize();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final List<String> CRONS = List.of("0/2 * * * * ?", "1/2 * * * * ?");
  private static final int NODES = 3;

  @TempDir private Path directory;
  private final int zooKeeperPort = EpochProcess.freePort();
  private final int drovePort = EpochProcess.freePort();
  private final List<EpochProcess> started = new ArrayList<>();

  private record Running(EpochProcess process, int port, int adminPort) {}

  private Running node(int number) throws IOException {
    int port = EpochProcess.freePort();
    int adminPort = EpochProcess.freePort();
    Path config = directory.resolve(number + ".yml");
    Files.writeString(
        config,
        """
        server:
          applicationConnectors: [{type: http, port: %d, bindHost: 127.0.0.1}]
          adminConnectors: [{type: http, port: %d, bindHost: 127.0.0.1}]
        zookeeper: {connectionString: "127.0.0.1:%d"}
        drove: {endpoints: ["http://127.0.0.1:%d"], commands: true, eventInterval: 200ms}
        userAuth: {enabled: true, users: [{username: admin, password: "${ADMIN_PASSWORD}", role: READ_WRITE}]}
        cluster: {secret: "the nodes of this test"}
        """
            .formatted(port, adminPort, zooKeeperPort, drovePort));
    EpochProcess process =
        EpochProcess.run(
            ENTRY_POINT,
            Map.of(
                "EPOCH_HOME", Images.server().toString(),
                "CONFIG_FILE_PATH", config.toString(),
                "HOST", "127.0.0.1",
                "JAVA_PROCESS_MIN_HEAP", "64m",
                "JAVA_PROCESS_MAX_HEAP", "256m"));
    started.add(process);
    process.awaitReady(adminPort, LONG);
    return new Running(process, port, adminPort);
  }

  private static Topology topology(String name, String cron) throws IOException {
    return Topology.of(
            name,
            ContainerTask.of("work", CommandExecutable.shell("true"), 1, 16),
            CronTrigger.of(cron))
        // How long a run takes here is the machine's business.
        .withPolicy(Json.read("{\"overlap\": \"ALLOW\"}", Policy.class));
  }

  private static EpochClient client(Running node) {
    return new EpochClient(ClientOptions.of("http://127.0.0.1:" + node.port(), "admin", "admin"));
  }

  private static int runs(Running node, String topology) throws IOException {
    try (EpochClient client = client(node)) {
      return (int) client.runs(topology).stream().map(Run::fireTime).count();
    }
  }

  /** Waits until the topology has fired so often from now on. */
  private static void awaitFires(Running node, String topology, int times) throws IOException {
    int before = runs(node, topology);
    node.process()
        .await(
            times + " more runs of " + topology,
            LONG,
            () -> {
              try {
                return Optional.of(runs(node, topology)).filter(now -> now >= before + times);
              } catch (IOException handingOver) {
                return Optional.empty();
              }
            });
  }

  @Test
  void no_fire_is_lost_or_doubled_and_none_has_to_be_caught_up_with() throws Exception {
    try (var _ = Backends.start(directory, zooKeeperPort, drovePort)) {
      Deque<Running> old = new ArrayDeque<>();
      for (int number = 0; number < NODES; number++) {
        old.add(node(number));
      }
      Instant from;
      try (EpochClient client = client(old.getFirst())) {
        for (int i = 0; i < CRONS.size(); i++) {
          client.create(topology("t" + i, CRONS.get(i)));
        }
      }
      awaitFires(old.getFirst(), "t0", 2);
      from = fireTimes(old.getFirst(), "t0").getFirst();

      // The leader goes first, which is the worst.
      Running last = old.getFirst();
      for (int number = 0; number < NODES; number++) {
        last = node(NODES + number);
        Running leaving = old.removeFirst();
        leaving.process().terminate();
        leaving.process().awaitExit(LONG);
        awaitFires(last, "t0", 1);
      }
      awaitFires(last, "t0", 1);
      awaitFires(last, "t1", 1);

      for (int i = 0; i < CRONS.size(); i++) {
        check(last, "t" + i, from);
      }
    } finally {
      started.forEach(EpochProcess::close);
    }
  }

  private static List<Instant> fireTimes(Running node, String topology) throws IOException {
    try (EpochClient client = client(node)) {
      return client.runs(topology).stream()
          .map(Run::fireTime)
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  private static void check(Running node, String topology, Instant from) throws IOException {
    try (EpochClient client = client(node)) {
      List<LedgerEntry> entries =
          client.ledger(topology, from, null).entries().stream()
              .filter(entry -> !List.of("DUE", "PLANNED").contains(entry.verdict()))
              .toList();
      assertTrue(entries.size() >= NODES, entries::toString);
      Instant expected = entries.getFirst().time();
      for (LedgerEntry entry : entries) {
        assertEquals(expected, entry.time(), "no gap and nothing twice");
        assertEquals("RAN", entry.verdict(), entry::toString);
        expected = expected.plus(BETWEEN);
      }
      long latest =
          client.runs(topology).stream()
              .mapToLong(run -> Duration.between(run.fireTime(), run.created()).toMillis())
              .max()
              .orElse(0);
      // A figure for people: it depends on what else the machine does.
      System.out.printf(
          "%s: %d fire times over an update of %d nodes, the latest by %d ms%n",
          topology, entries.size(), NODES, latest);
    }
  }
}
