package epoch.desktop.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.client.RunQuery;
import epoch.api.container.CommandExecutable;
import epoch.api.container.Cpu;
import epoch.api.container.Memory;
import epoch.api.rest.Standing.Attention;
import epoch.api.run.RunState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.control.ControlViewModel;
import epoch.desktop.place.Place;
import epoch.desktop.server.Followed;
import epoch.desktop.topologies.ActionsViewModel;
import epoch.server.standalone.Standalone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console without its screen, in front of a whole server whose tasks are real processes. */
class RealServerTest {

  private static final String NEVER_AGAIN = "0 0 0 1 1 ? 2199";

  @TempDir static Path directory;
  private static Standalone server;
  private static String url;

  private Followed console;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        Standalone.start(
            new Standalone.Options("127.0.0.1", 0, 0, directory),
            Map.of("ADMIN_PASSWORD", "admin-password", "GUEST_PASSWORD", "guest-password"));
    Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:\\d+").matcher(server.welcome());
    assertTrue(address.find());
    url = address.group();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() {
    console = as("admin");
    console.follow();
  }

  private static Followed as(String user) {
    return new Followed(
        new Connection("real", List.of(url), user, user + "-password", Identity.OTHER));
  }

  @AfterEach
  void close() {
    console.close();
  }

  private void create(String name, String cron, String script) throws IOException {
    var _ =
        console
            .session
            .client()
            .create(
                Topology.of(
                    name,
                    new ContainerTask(
                        "work",
                        new CommandExecutable(List.of("sh", "-c", script), Map.of()),
                        List.of(Cpu.of(1), Memory.of(16)),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of()),
                    CronTrigger.of(cron)));
    console.until(() -> console.cluster.row(name).isPresent());
  }

  private ActionsViewModel actions() {
    return new ActionsViewModel(
        console.session, console.runner, console.clock, console.dialogs, console.deeds);
  }

  @Test
  void oneFindsTheFailedRunItsReasonItsLogAndTheRetry() throws IOException {
    create("reconcile", NEVER_AGAIN, "echo INFO begin; echo ERROR totals differ; exit 3");
    actions().askRun(List.of(console.cluster.row("reconcile").orElseThrow()));
    console.yes();
    console.until(() ->
        console
            .cluster
            .row("reconcile")
            .orElseThrow()
            .facts()
            .attention()
            .filter(Attention.FAILED::equals)
            .isPresent());
    String runId =
        console.session.client().runs(RunQuery.ALL.of("reconcile")).items().getFirst().run().runId();
    try (RunViewModel run =
        new RunViewModel(console.session, console.runner, console.cluster, "reconcile", runId)) {
      run.refresh();
      var shown = run.shownProperty().get().orElseThrow();
      assertTrue(RunViewModel.sentence(shown.entry()).contains("exit code 3"));
      LogTab log = run.logs().selectedProperty().get().orElseThrow();
      console.until(() -> log.lines().size() >= 2);
      assertEquals("ERROR totals differ", log.lines().get(log.currentProperty().get()).text());
      new RunActions(console.session, console.dialogs, console.deeds, console.navigator)
          .askRetry(shown.entry().run());
      console.yes();
      assertTrue(
          console.navigator.currentProperty().get() instanceof Place.OneRun again
              && !again.runId().equals(runId));
    }
    console.until(() ->
        console.cluster.row("reconcile").orElseThrow().facts().outcomes().size() == 2);
  }

  @Test
  void aRunIsFollowedFromItsFireTimeToItsEnd() throws IOException {
    create("ticks", "* * * * * ?", "true");
    RunsViewModel runs = new RunsViewModel(console.session, console.runner, console.cluster);
    runs.partProperty().set(RunsViewModel.Part.ALL);
    runs.watch(true);
    console.until(() ->
        runs.runs().stream()
            .anyMatch(run ->
                run.run().topologyId().equals("ticks")
                    && run.run().state() == RunState.SUCCESSFUL));
    console.until(() ->
        console.cluster.happenings().all().stream()
            .anyMatch(it -> it.topologyId().equals("ticks") && it.words().contains("after its time")));
    actions().askPauseOrResume(List.of(console.cluster.row("ticks").orElseThrow()));
    console.yes();
    console.until(() ->
        console.cluster.row("ticks").orElseThrow().facts().look().word().equals("Paused"));
    console.deeds.undo();
    console.until(() ->
        console.cluster.row("ticks").orElseThrow().facts().look().word().equals("Active"));
    assertTrue(console.session.client().delete("ticks"));
    console.until(() -> console.cluster.row("ticks").isEmpty());
  }

  @Test
  void aHoldIsSeenByWhoeverLooksAndReleased() {
    ControlViewModel control =
        new ControlViewModel(
            console.session, console.runner, console.cluster, console.dialogs, console.deeds);
    control.askHoldOrRelease();
    console.yes("a migration", "", "");
    console.until(() -> console.cluster.holdProperty().get().held());
    try (Followed guest = as("guest")) {
      guest.follow();
      guest.until(() -> guest.cluster.holdProperty().get().held());
    }
    control.askHoldOrRelease();
    console.yes();
    console.until(() -> !console.cluster.holdProperty().get().held());
  }

  @Test
  void theServerSaysWhoMayOnlyLook() throws IOException {
    try (Followed guest = as("guest")) {
      guest.session.isOf(guest.session.client().session().role());
      assertFalse(guest.session.mayWrite().get());
    }
  }
}
