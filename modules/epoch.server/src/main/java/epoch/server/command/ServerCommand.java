package epoch.server.command;

import epoch.server.Node;
import epoch.server.config.Configs;
import epoch.server.config.EpochConfig;
import epoch.server.config.LoggingSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code epoch server CONFIG.yml}. */
@Command(
    name = "server",
    description = "Runs one node of a cluster: real ZooKeeper, real Drove.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ServerCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);

  @Parameters(paramLabel = "CONFIG.yml", description = "The configuration file.")
  private Path file = Path.of("config.yml");

  @Override
  public Integer call() throws Exception {
    List<String> warnings = new ArrayList<>();
    EpochConfig config =
        Configs.load(file, System.getenv(), warning -> warnings.add(warning.toString()));
    LoggingSetup.apply(config.logging());
    LOG.info("Epoch {} starts with {}", Version.number(), file);
    warnings.forEach(warning -> LOG.warn("{}: {}", file, warning));
    Service.run(() -> Node.start(config, System.getenv()));
    return 0;
  }
}
