package epoch.server.command;

import epoch.api.client.EpochClient;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportAnswer.Action;
import epoch.api.rest.ImportMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code epoch diff FILE…}: tells in what a cluster differs from what files say. */
@Command(
    name = "diff",
    description = "Tells what apply would do.",
    footer = {"", "Exit status: 0 nothing, 1 something, 2 it cannot be told or would be refused."},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DiffCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "JSON or YAML: topologies, an export, a dump of 1.14; or a directory of such.")
  private List<Path> files = List.of();

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--prune",
      paramLabel = "LABEL",
      description = "Also what carries this label (k or k=v) and is in none of the files.")
  private @Nullable String prune;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ImportAnswer answer;
    try {
      ExportDocument document = TopologyFiles.read(files);
      ImportMode mode = prune == null ? ImportMode.UPSERT : ImportMode.SYNC;
      try (var client = new EpochClient(server.client(System.getenv()))) {
        answer = client.changes().importAll(document, mode, false, true, prune);
      }
    } catch (IOException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("epoch: " + Failure.inWords(e));
      return 2;
    }
    Told.print(answer, spec.commandLine().getOut());
    if (Told.count(answer, Action.REFUSED) > 0) {
      return 2;
    }
    return Told.count(answer, Action.UNCHANGED) == answer.results().size() ? 0 : 1;
  }
}
