package epoch.server.command;

import epoch.server.store.backup.Restore;
import epoch.server.store.zookeeper.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code epoch restore --zk HOST:PORT FILE}. */
@Command(
    name = "restore",
    description =
        "Puts a backup into a namespace that is empty and that no node uses. The installation that"
            + " comes of it has an identity of its own and comes up held: nothing fires until"
            + " somebody releases it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RestoreCommand implements Callable<Integer> {
  @Mixin private ZooKeeperOptions zooKeeper = new ZooKeeperOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "What epoch backup wrote; standard input, if not given.")
  private @Nullable Path file;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (file != null) {
      restore(file);
      return 0;
    }
    // It is read twice.
    Path copy = Files.createTempFile("epoch", ".backup");
    // Also where the command is told to stop: it may hold secrets of topologies.
    copy.toFile().deleteOnExit();
    try {
      Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
      restore(copy);
    } finally {
      Files.deleteIfExists(copy);
    }
    return 0;
  }

  private void restore(Path backup) throws IOException, InterruptedException {
    try (Visit visit = zooKeeper.visit()) {
      long nodes =
          Restore.read(
              visit.session(),
              zooKeeper.paths(),
              Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS),
              () -> Files.newInputStream(backup));
      spec.commandLine()
          .getErr()
          .println(
              nodes
                  + " nodes are in "
                  + zooKeeper.inWords()
                  + ". It comes up held: POST /apis/v1/cluster/release lets it go on");
    }
  }
}
