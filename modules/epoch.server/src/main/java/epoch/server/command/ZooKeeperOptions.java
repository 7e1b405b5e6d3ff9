package epoch.server.command;

import epoch.server.store.Paths;
import epoch.server.store.zookeeper.Visit;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** Where an installation is, for commands that look at it or keep it. */
final class ZooKeeperOptions {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  @Option(
      names = "--zk",
      required = true,
      paramLabel = "HOST:PORT[,…]",
      description = "The ZooKeeper ensemble.")
  private String connectionString = "";

  @Option(
      names = "--namespace",
      defaultValue = "epoch",
      description = "The path in it (default: ${DEFAULT-VALUE}).")
  private String namespace = "epoch";

  Paths paths() {
    return Paths.of(namespace);
  }

  String inWords() {
    return connectionString + paths().root();
  }

  /** Connects; what libraries have to say of that is nobody's business. */
  Visit visit() throws IOException, InterruptedException {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(ch.qos.logback.classic.Level.OFF);
    }
    return Visit.to(connectionString, LIMIT);
  }
}
