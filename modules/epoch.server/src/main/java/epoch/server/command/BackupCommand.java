package epoch.server.command;

import epoch.server.store.backup.Backup;
import epoch.server.store.zookeeper.Visit;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
        // Not by System.out, which keeps to itself that a disk is full.
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
          nodes = write(visit, out);
        }
      } else {
        nodes = write(visit, file.toAbsolutePath());
      }
      spec.commandLine().getErr().println(nodes + " nodes of " + zooKeeper.inWords());
    }
    return 0;
  }

  private long write(Visit visit, Path file) throws IOException, InterruptedException {
    Path target = Files.exists(file) ? file.toRealPath() : file;
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      // A pipe or a device; a directory is refused here.
      try (OutputStream out = Files.newOutputStream(target)) {
        return write(visit, out);
      }
    }
    return replace(visit, target);
  }

  /** So that a file of that name is always whole. */
  private long replace(Visit visit, Path target) throws IOException, InterruptedException {
    Path directory = target.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new NoSuchFileException(String.valueOf(directory));
    }
    Path part =
        Files.createTempFile(
            directory,
            target.getFileName().toString(),
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    // Also where the command is told to stop: it may hold secrets of topologies.
    part.toFile().deleteOnExit();
    try {
      long nodes;
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        nodes = write(visit, Channels.newOutputStream(channel));
        channel.force(true);
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
