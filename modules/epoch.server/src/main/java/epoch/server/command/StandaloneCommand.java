package epoch.server.command;

import epoch.server.standalone.Standalone;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code epoch standalone}. */
@Command(
    name = "standalone",
    description =
        "Runs everything in one process: ZooKeeper, a local Drove, and the server. Passwords of the"
            + " users admin and guest come from ADMIN_PASSWORD and GUEST_PASSWORD, or are made up.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
final class StandaloneCommand implements Callable<Integer> {
  @Option(names = "--host", description = "The address to listen on.")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "The port of the API and the UI; 0 for any free one.")
  private int port = 8080;

  @Option(names = "--admin-port", description = "The port of health and metrics; 0 for any.")
  private int adminPort = 8081;

  @Option(names = "--data-dir", description = "Where everything is kept.")
  private Path dataDir = Path.of("epoch-data");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Service.run(() -> {
      var standalone =
          Standalone.start(new Standalone.Options(host, port, adminPort, dataDir), System.getenv());
      spec.commandLine().getOut().println(standalone.welcome());
      spec.commandLine().getOut().flush();
      return standalone;
    });
    return 0;
  }
}
