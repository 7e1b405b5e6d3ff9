package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import epoch.api.container.CommandExecutable;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code epoch standalone}, as whoever downloads it meets it. */
class StandaloneTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Pattern PASSWORD = Pattern.compile("(?m)^ +admin +(\\S+)");
  private static final String EVERY_SECOND = "* * * * * ?";

  /** How the README waits for a fire; here it is awaited, however slow the machine is. */
  private static final String A_FIRE_LATER = "sleep 12; ";

  private static final String NEVER_AGAIN = "0 0 0 1 1 ? 2199";

  @TempDir private Path directory;
  private final int port = EpochProcess.freePort();

  private EpochProcess start() {
    return EpochProcess.standalone(Map.of("ADMIN_PASSWORD", "secret"), port, directory)
        .awaitUp(LONG);
  }

  private EpochClient client(String user, String password) {
    return new EpochClient(ClientOptions.of("http://127.0.0.1:" + port, user, password));
  }

  private static Topology topology(String name, String cron, String script) {
    return Topology.of(
        name,
        ContainerTask.of("work", CommandExecutable.shell(script), 1, 16),
        CronTrigger.of(cron));
  }

  private static <T> T await(String what, Callable<Optional<T>> search) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    while (true) {
      try {
        Optional<T> found = search.call();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (IOException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + LONG.toSeconds() + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static Run await(EpochClient client, String id, RunState state) throws Exception {
    return await(
        "a run of " + id + " in state " + state, () -> client.runs(id, state).stream().findFirst());
  }

  @Test
  void theThreeLinesOfTheReadmeWorkWhenPasted() throws Exception {
    try (var _ = start()) {
      String[] here = {"127.0.0.1:8080", "127.0.0.1:" + port, "epoch-data", directory.toString()};
      List<String> lines = Readme.lines("hello.json");
      assertEquals(3, lines.size());
      assertTrue(Readme.paste(lines.get(0), here).contains("\"status\":\"SUCCESS\""));
      assertTrue(lines.get(1).startsWith(A_FIRE_LATER), lines.get(1));
      await(
          "a run as the second line shows it",
          () ->
              Optional.of(Readme.paste(lines.get(1).replace(A_FIRE_LATER, ""), here))
                  .filter(runs -> runs.contains("\"SUCCESSFUL\"")));
      String log = Readme.paste(lines.get(2), here);
      assertTrue(log.startsWith("Hello from ESR-"), log);
    }
  }

  @Test
  void historyScheduleAndRunningTasksSurviveAKill() throws Exception {
    Path go = directory.resolve("go");
    String id;
    List<Run> before;
    try (EpochProcess epoch = start();
        EpochClient client = client("admin", "secret")) {
      await("an answer", () -> Optional.of(client.topologies()));
      client.create(topology("often", EVERY_SECOND, "true"));
      client.create(
          topology(
              "long",
              NEVER_AGAIN,
              "while [ -d %s ] && [ ! -e %s ]; do sleep 0.1; done; exit 7"
                  .formatted(directory, go)));
      id = client.run("long").runId();
      await(
          "the long task to run",
          () ->
              Optional.of(client.run("long", id).tasks().get("work").state())
                  .filter(state -> state == TaskState.RUNNING));
      await(client, "often", RunState.SUCCESSFUL);
      before = client.runs("often", RunState.SUCCESSFUL);
      epoch.crash();
      // It ends while nobody watches: only the wrapper can tell how.
      Files.createFile(go);
      try (var _ = start()) {
        Run ended = await(client, "long", RunState.FAILED);
        assertEquals(id, ended.runId());
        assertTrue(String.valueOf(ended.message()).contains("7"), ended.message());
        int known = before.size();
        List<Run> after =
            await(
                "it fires on",
                () ->
                    Optional.of(client.runs("often", RunState.SUCCESSFUL))
                        .filter(runs -> runs.size() > known + 1));
        var ids = new HashSet<String>();
        client.runs("often").forEach(run -> assertTrue(ids.add(run.runId()), run.runId()));
        before.forEach(run -> assertTrue(after.contains(run), run.runId() + " is history"));
      }
    }
  }

  @Test
  void sigtermStopsItWithinFiveSecondsAndARestartGoesOn() throws Exception {
    try (EpochProcess epoch = start();
        EpochClient client = client("admin", "secret")) {
      await("an answer", () -> Optional.of(client.topologies()));
      client.create(topology("often", EVERY_SECOND, "true"));
      await(client, "often", RunState.SUCCESSFUL);
      epoch.terminate();
      epoch.awaitSoonExit(Duration.ofSeconds(5));
    }
    try (var _ = start();
        EpochClient client = client("admin", "secret")) {
      await("an answer", () -> Optional.of(client.topology("often")));
      assertFalse(client.runs("often").isEmpty());
    }
  }

  @Test
  void aPortInUseIsOneClearLineAndExitOne() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var epoch = EpochProcess.standalone(Map.of(), taken.getLocalPort(), directory)) {
      assertEquals(1, epoch.awaitExit(LONG));
      List<String> errors = epoch.errors().lines().toList();
      assertEquals(1, errors.size(), epoch::errors);
      assertTrue(errors.getFirst().contains(Integer.toString(taken.getLocalPort())));
    }
  }

  @Test
  void aDataDirectoryInUseIsOneClearLineAndExitOne() {
    try (var _ = start();
        var second = EpochProcess.standalone(Map.of(), 0, directory)) {
      assertEquals(1, second.awaitExit(LONG));
      assertTrue(second.errors().contains("in use"), second::errors);
    }
  }

  @Test
  void passwordsAreMadeUpPrintedAndKeptForTheOwnerAlone() throws Exception {
    String printed;
    try (EpochProcess epoch = EpochProcess.standalone(Map.of(), port, directory)) {
      printed = epoch.awaitOutput(PASSWORD, LONG).group(1);
      try (EpochClient client = client("admin", printed)) {
        await("an answer", () -> Optional.of(client.topologies()));
      }
    }
    for (String file : List.of("passwords", "netrc")) {
      Path kept = directory.resolve(file);
      assertTrue(Files.readString(kept).contains(printed));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
    }
  }
}
