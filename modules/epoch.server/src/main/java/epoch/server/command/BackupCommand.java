package epoch.server.command;

import epoch.server.store.backup.Backup;
import epoch.server.store.zookeeper.Visit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code epoch backup --zk HOST:PORT FILE}. */
@Command(
    name = "backup",
    description =
        "Writes all that an installation keeps, but its secrets, into one file. It only reads, and"
            + " the installation goes on meanwhile. Topologies are in it as they are, with whatever"
            + " their environments hold.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BackupCommand implements Callable<Integer> {
  @Mixin private ZooKeeperOptions zooKeeper = new ZooKeeperOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where to; standard output, if not given. Readable by its owner alone.")
  private @Nullable Path file;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    try (Visit visit = zooKeeper.visit()) {
      long nodes;
      if (file == null) {
        nodes = write(visit, System.out);
        System.out.flush();
      } else {
        nodes = write(visit, file.toAbsolutePath());
      }
      spec.commandLine().getErr().println(nodes + " nodes of " + zooKeeper.inWords());
    }
    return 0;
  }

  /** So that a file of that name is always whole. */
  private long write(Visit visit, Path target) throws IOException, InterruptedException {
    Path part =
        Files.createTempFile(
            target.getParent(),
            target.getFileName().toString(),
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    // Also where the command is told to stop: it may hold secrets of topologies.
    part.toFile().deleteOnExit();
    try {
      long nodes;
      try (OutputStream out = Files.newOutputStream(part)) {
        nodes = write(visit, out);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return nodes;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private long write(Visit visit, OutputStream out) throws IOException, InterruptedException {
    return Backup.write(
        visit.session(),
        zooKeeper.paths(),
        Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS),
        out);
  }
}
