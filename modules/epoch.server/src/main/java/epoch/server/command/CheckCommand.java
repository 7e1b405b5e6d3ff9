package epoch.server.command;

import epoch.server.config.Configs;
import epoch.server.config.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code epoch check CONFIG.yml}. */
@Command(
    name = "check",
    description = "Reads a configuration file and says everything that is wrong with it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CONFIG.yml", description = "The configuration file.")
  private Path file = Path.of("config.yml");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Configs.Checked checked = Configs.check(file, System.getenv());
    for (Problem problem : checked.problems()) {
      String kind = problem.severity() == Problem.Severity.ERROR ? "error" : "warning";
      out.println(file + ": " + kind + ": " + problem);
    }
    if (checked.isUsable()) {
      out.println(file + " is a good configuration");
    }
    return checked.isUsable() ? 0 : 1;
  }
}
