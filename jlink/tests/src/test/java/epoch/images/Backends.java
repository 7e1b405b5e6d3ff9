package epoch.images;

import java.nio.file.Path;
import java.time.Duration;

/** What a node needs, as processes of the image: a ZooKeeper and a local Drove, which listen. */
record Backends(EpochProcess zooKeeper, EpochProcess drove) implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);

  /**
   * Starts both on these ports.
   *
   * @param directory where they keep their data
   */
  static Backends start(Path directory, int zooKeeperPort, int drovePort) {
    var backends =
        new Backends(
            process("local-zookeeper", zooKeeperPort, directory.resolve("zookeeper")),
            process("local-drove", drovePort, directory.resolve("drove")));
    backends.zooKeeper.awaitPort(zooKeeperPort, LONG);
    backends.drove.awaitPort(drovePort, LONG);
    return backends;
  }

  private static EpochProcess process(String command, int port, Path data) {
    return EpochProcess.epoch(command, "--port", "" + port, "--data-dir", data.toString());
  }

  @Override
  public void close() {
    drove.close();
    zooKeeper.close();
  }
}
