package epoch.server.command;

import epoch.api.client.EpochClient;
import epoch.api.client.Terms;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportAnswer.Action;
import epoch.api.rest.ImportMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code epoch apply FILE…}: makes a cluster hold what files say. */
@Command(
    name = "apply",
    description = "Creates and edits topologies and calendars so that they are as the files say.",
    footer = {
      "",
      "Exit status: 0 all is as the files say, 1 something was refused or failed, 2 wrong arguments."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ApplyCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "JSON or YAML: topologies, calendars, an export, a dump of 1.14; or a directory of such.")
  private List<Path> files = List.of();

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--dry-run", description = "Only tell what would be done.")
  private boolean dryRun;

  @Option(names = "--paused", description = "Make new topologies paused.")
  private boolean paused;

  @Option(
      names = "--prune",
      paramLabel = "LABEL",
      description = "Delete what carries this label (k or k=v) and is in none of the files.")
  private @Nullable String prune;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    ExportDocument document = TopologyFiles.read(files);
    ImportMode mode = prune == null ? ImportMode.UPSERT : ImportMode.SYNC;
    ImportAnswer answer;
    try (var client = new EpochClient(server.client(System.getenv()))) {
      answer =
          client
              .changes(Terms.once(UUID.randomUUID().toString()))
              .importAll(document, mode, paused, dryRun, prune);
    }
    Told.print(answer, spec.commandLine().getOut());
    return Told.count(answer, Action.REFUSED) == 0 ? 0 : 1;
  }
}
