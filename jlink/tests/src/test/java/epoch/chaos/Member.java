package epoch.chaos;

import epoch.images.EpochProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One Epoch node: a process of the image, and the links by which it reaches the others. */
final class Member implements AutoCloseable {
  /** How long its session with ZooKeeper outlives it. */
  static final int SESSION_MILLIS = 3_000;

  /** How long Drove must not know a task that it took before it is created again. */
  static final int RECREATE_MILLIS = 8_000;

  final int port = EpochProcess.freePort();
  final List<Link> zooKeeper = new ArrayList<>();
  final Link drove;
  private final Path config;
  private final String java;
  private @Nullable EpochProcess process;

  Member(Path directory, Ensemble ensemble, int drovePort, String java) throws IOException {
    for (Ensemble.Server server : ensemble.servers()) {
      zooKeeper.add(new Link(server.port));
    }
    this.java = java;
    drove = new Link(drovePort);
    config = directory.resolve("node-" + port + ".yml");
    String connect =
        zooKeeper.stream().map(link -> "127.0.0.1:" + link.port()).collect(Collectors.joining(","));
    Files.writeString(
        config,
        """
        server:
          applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
          adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
        zookeeper: {connectionString: '%s', sessionTimeout: %dms}
        drove:
          endpoints: ['http://127.0.0.1:%d']
          appName: chaos
          commands: true
          connectionTimeout: 1s
          operationTimeout: 2s
          eventInterval: 300ms
          sweepInterval: 2s
          recreateAfter: %dms
          createConcurrency: 8
          lostGrace: 3s
        recovery: {catchUpRate: 200}
        options: {numRunsPerJob: 100000, cleanupJobInterval: 24h, timeZone: UTC}
        cluster: {secret: 'the nodes of the suite'}
        """
            .formatted(port, connect, SESSION_MILLIS, drove.port(), RECREATE_MILLIS));
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Whatever happens to others, a node that nobody ended runs. */
  void mustLive() {
    if (process != null && !process.handle().isAlive()) {
      throw new AssertionError("The node at " + port + " ended by itself: " + process.output());
    }
  }

  boolean runs() {
    return process != null;
  }

  void start() {
    if (process == null) {
      process =
          EpochProcess.epoch(
              Map.of("HOST", "127.0.0.1", "EPOCH_JAVA_OPTS", "-Xmx256m " + java),
              "server",
              config.toString());
    }
  }

  private EpochProcess running() {
    EpochProcess running = process;
    if (running == null) {
      throw new IllegalStateException("The node at " + port + " does not run");
    }
    return running;
  }

  /** SIGKILL. */
  void crash() {
    running().crash();
    close();
  }

  /** SIGTERM, and waits for the end. */
  void stop() {
    running().terminate();
    running().awaitExit(Duration.ofSeconds(15));
    close();
  }

  void freeze() {
    running().pause();
  }

  void thaw() {
    running().resume();
  }

  void cutFromZooKeeper() {
    zooKeeper.forEach(Link::cut);
  }

  void mend() {
    zooKeeper.forEach(Link::mend);
    drove.mend();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
      process = null;
    }
  }
}
