package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import epoch.api.container.CommandExecutable;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code epoch standalone} on a disk that has no room or may not be written: a tmpfs that only its
 * processes see, so that nobody need be root. Skipped where that is not to be had.
 */
class FullDiskTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Pattern FULL = Pattern.compile("ZooKeeper cannot write to");
  private static final Pattern ROOM = Pattern.compile("ZooKeeper can write to .* again");
  private static final String MOUNT =
      "mount -t tmpfs -o \"$1\" tmpfs \"$2\" && shift 2 && exec \"$@\"";
  private static final Set<String> ACCOUNTED = Set.of("RAN", "CAUGHT_UP", "SKIPPED", "MISSED");

  @TempDir private Path directory;
  private final int port = EpochProcess.freePort();

  @BeforeEach
  void needsADiskOfItsOwn() {
    try (EpochProcess trial = onDisk("size=1m", "true")) {
      assumeTrue(trial.awaitExit(LONG) == 0, "no mounts without privileges on this machine");
    } catch (UncheckedIOException e) {
      assumeTrue(false, "no unshare on this machine");
    }
  }

  private EpochProcess onDisk(String options, String... command) {
    String[] all = {
      "--map-root-user", "--mount", "sh", "-c", MOUNT, "sh", options, disk().toString()
    };
    String[] whole = Arrays.copyOf(all, all.length + command.length);
    System.arraycopy(command, 0, whole, all.length, command.length);
    return EpochProcess.run(Path.of("unshare"), Map.of("ADMIN_PASSWORD", "secret"), whole);
  }

  private EpochProcess standalone(String options) {
    return onDisk(
        options,
        Images.server().resolve("bin").resolve("epoch").toString(),
        "standalone",
        "--port",
        Integer.toString(port),
        "--admin-port",
        "0",
        "--data-dir",
        disk().toString());
  }

  private Path disk() {
    try {
      return Files.createDirectories(directory.resolve("disk"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The disk as the process sees it. */
  private Path diskOf(EpochProcess epoch) {
    Path root = Path.of("/proc", Long.toString(epoch.handle().pid()), "root");
    return root.resolve(Path.of("/").relativize(disk().toAbsolutePath()));
  }

  private static void fill(Path file) {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertTrue(String.valueOf(full.getMessage()).contains("No space"), full::toString);
    }
  }

  private static Topology topology(String name, String cron) {
    var task = ContainerTask.of("work", CommandExecutable.shell("true"), 1, 16);
    return Topology.of(name, task, CronTrigger.of(cron));
  }

  /** A question to the API. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws IOException;
  }

  private static <T> T await(EpochProcess epoch, Question<T> question) {
    return await(epoch, question, _ -> true);
  }

  private static <T> T await(EpochProcess epoch, Question<T> question, Predicate<T> enough) {
    return epoch.await(
        "an answer",
        LONG,
        () -> {
          try {
            return Optional.of(question.ask()).filter(enough);
          } catch (IOException notNow) {
            return Optional.empty();
          }
        });
  }

  @Test
  void aFullDiskHoldsEverythingUpAndLosesNothing() throws Exception {
    try (EpochProcess epoch = standalone("size=64m");
        EpochClient client =
            new EpochClient(ClientOptions.of("http://127.0.0.1:" + port, "admin", "secret"))) {
      epoch.awaitUp(LONG);
      await(epoch, () -> client.create(topology("often", "* * * * * ?")));
      List<Run> before =
          await(epoch, () -> client.runs("often", RunState.SUCCESSFUL), runs -> runs.size() >= 2);
      Path filler = diskOf(epoch).resolve("filler");
      fill(filler);
      epoch.awaitOutput(FULL, LONG);
      assertTrue(epoch.handle().isAlive(), "it stays, and waits");

      Files.delete(filler);
      epoch.awaitOutput(ROOM, LONG);
      Instant room = Instant.now();
      await(epoch, () -> client.create(topology("other", "0 0 0 1 1 ? 2199")));
      String run = await(epoch, () -> client.run("other").runId());
      await(epoch, () -> client.run("other", run), ended -> ended.state() == RunState.COMPLETED);
      List<LedgerEntry> entries =
          await(
              epoch,
              () -> accounted(client, before.getLast()),
              all -> all.getLast().time().isAfter(room));
      for (int i = 0; i < entries.size(); i++) {
        assertEquals(
            entries.getFirst().time().plusSeconds(i), entries.get(i).time(), "no gap, none twice");
      }
      assertTrue(
          client.runs("often", RunState.SUCCESSFUL).containsAll(before),
          "what was acknowledged is kept");
    }
  }

  private static List<LedgerEntry> accounted(EpochClient client, Run first) throws IOException {
    return client.ledger("often", first.created().minusSeconds(2), null).entries().stream()
        .filter(entry -> ACCOUNTED.contains(entry.verdict()))
        .toList();
  }

  @Test
  void aDirectoryThatMayNotBeWrittenIsOneClearLineAndExitOne() {
    for (String options : List.of("ro,size=1m", "size=8k")) {
      try (EpochProcess epoch = standalone(options)) {
        assertEquals(1, epoch.awaitExit(LONG), options);
        List<String> errors = epoch.errors().lines().toList();
        assertEquals(1, errors.size(), options + "\n" + epoch.errors());
        assertTrue(errors.getFirst().contains(disk().toString()), epoch::errors);
      }
    }
  }
}
