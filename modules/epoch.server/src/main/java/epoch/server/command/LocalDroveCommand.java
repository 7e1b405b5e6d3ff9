package epoch.server.command;

import epoch.server.drove.local.LocalDrove;
import epoch.server.drove.local.LocalDroveConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code epoch local-drove}. */
@Command(
    name = "local-drove",
    description =
        "Runs a local Drove: the part of Drove's REST API that Epoch uses, on real processes and"
            + " containers of this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
final class LocalDroveCommand implements Callable<Integer> {
  @Option(names = "--host", description = "The address to listen on.")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "The port to listen on; 0 for any free one.")
  private int port = 10000;

  @Option(names = "--data-dir", description = "Where tasks and their logs are kept.")
  private Path dataDir = Path.of("local-drove-data");

  @Option(names = "--cores", description = "How many cores it pretends to have.")
  private int cores = LocalDroveConfig.DEFAULT_CORES;

  @Option(names = "--memory", description = "How much memory it pretends to have, MB.")
  private long memoryMb = LocalDroveConfig.DEFAULT_MEMORY_MB;

  @Option(names = "--user", description = "Who may call it; anyone, if not given.")
  private @Nullable String user;

  @Option(names = "--password", description = "The password of that user.")
  private @Nullable String password;

  @Option(
      names = "--faults-over-http",
      hidden = true,
      description = "Lets tests make it misbehave.")
  private boolean faultsOverHttp;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Service.run(() -> {
      LocalDrove drove =
          LocalDrove.start(
              new LocalDroveConfig(
                  host, port, dataDir, cores, memoryMb, user, password, false, faultsOverHttp));
      spec.commandLine().getOut().println("Local Drove: " + drove.url());
      spec.commandLine().getOut().flush();
      return drove;
    });
    return 0;
  }
}
