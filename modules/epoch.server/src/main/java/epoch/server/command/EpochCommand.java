package epoch.server.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code epoch} command; each thing it does is a subcommand. */
@Command(
    name = "epoch",
    description = "A distributed cron for the container orchestrator Drove.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      StandaloneCommand.class,
      ServerCommand.class,
      LocalDroveCommand.class,
      LocalZooKeeperCommand.class,
      CheckCommand.class,
      ApplyCommand.class,
      DiffCommand.class,
      DoctorCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
public final class EpochCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * Runs what the arguments say.
   *
   * @return the exit status: 0 done, 1 could not be done, 2 wrong arguments
   */
  public static int execute(String... arguments) {
    return new CommandLine(new EpochCommand())
        .setExecutionExceptionHandler((e, command, parsed) -> {
          command.getErr().println("epoch: " + Failure.inWords(e));
          return CommandLine.ExitCode.SOFTWARE;
        })
        .execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
