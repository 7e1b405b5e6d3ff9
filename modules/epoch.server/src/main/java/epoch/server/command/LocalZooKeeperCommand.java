package epoch.server.command;

import epoch.server.store.zookeeper.local.LocalZooKeeper;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code epoch local-zookeeper}. */
@Command(
    name = "local-zookeeper",
    description = "Runs one ZooKeeper server, to try a cluster of Epoch nodes on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
final class LocalZooKeeperCommand implements Callable<Integer> {
  @Option(names = "--host", description = "The address to listen on.")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "The port to listen on; 0 for any free one.")
  private int port = 2181;

  @Option(names = "--data-dir", description = "Where it keeps its data.")
  private Path dataDir = Path.of("local-zookeeper-data");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Service.run(() -> {
      LocalZooKeeper zooKeeper = LocalZooKeeper.start(host, port, dataDir);
      spec.commandLine().getOut().println("ZooKeeper: " + zooKeeper.connectionString());
      spec.commandLine().getOut().flush();
      return zooKeeper;
    });
    return 0;
  }
}
