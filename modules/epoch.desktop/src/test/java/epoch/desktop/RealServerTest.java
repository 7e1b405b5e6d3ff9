package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.container.CommandExecutable;
import epoch.api.rest.AuditQuery;
import epoch.api.rest.Role;
import epoch.api.rest.Standing.Attention;
import epoch.api.run.RunState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.place.Place;
import epoch.desktop.server.RealCluster;
import epoch.desktop.words.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window of the console in front of a whole cluster, whose tasks are real processes. */
class RealServerTest extends WindowTest {

  @TempDir static Path installation;
  private static RealCluster cluster;

  private EpochClient client;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = new RealCluster(installation);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  InstantSource time() {
    return InstantSource.system();
  }

  @BeforeEach
  void connect() {
    client = cluster.client(Role.ADMIN);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private void enter(Role role) throws TimeoutException {
    enter(cluster.as(role), role.name());
  }

  private Optional<TopologyRow> row(String id) {
    return desk.current().orElseThrow().cluster().row(id);
  }

  private void awaitRow(String id) throws TimeoutException {
    screen.eventually(() -> row(id).isPresent());
  }

  @Test
  void fourKeysLeadFromTheFailedRunOverItsReasonAndItsLogToTheRetry()
      throws IOException, TimeoutException {
    var _ =
        client.create(
            RealCluster.script("reconcile", "echo INFO begin; echo ERROR totals differ; exit 3"));
    String failed = client.run("reconcile").runId();
    enter(Role.OPERATOR);
    screen.eventually(() ->
        row("reconcile")
            .flatMap(row -> row.facts().attention())
            .filter(Attention.FAILED::equals)
            .isPresent());
    focused("attention");
    robot.write("j");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("work failed: Task instance exited with status: 3"));
    screen.eventually(() -> shows("ERROR totals differ"));
    robot.write("t");
    screen.eventually(() -> shows("Retry what failed in"));
    robot.type(KeyCode.ENTER);
    screen.eventually(() ->
        place() instanceof Place.OneRun(String topology, String run)
            && topology.equals("reconcile")
            && !run.equals(failed));
    // The page that was left says the same.
    screen.eventually(() -> client.runs("reconcile", RunState.FAILED).size() == 2);
    screen.eventually(() -> shows("work failed: Task instance exited with status: 3"));
    assertTrue(client.delete("reconcile"));
  }

  @Test
  void aFailoverInTheMiddleIsSurvivedAndTheLogGoesOn() throws IOException, TimeoutException {
    var _ =
        client.create(
            RealCluster.script("slow", "for i in $(seq 40); do echo line $i; sleep 0.2; done"));
    enter(Role.ADMIN);
    awaitRow("slow");
    String run = client.run("slow").runId();
    at(new Place.OneRun("slow", run));
    screen.eventually(() -> shows("line 2"));
    String before = screen.on(() -> desk.current().orElseThrow().cluster().leaderProperty().get());
    cluster.endLeader();
    screen.eventually(() ->
        !desk.current().orElseThrow().cluster().leaderProperty().get().equals(before)
            && desk.current().orElseThrow().cluster().pictureProperty().get()
                instanceof Picture.Live);
    screen.eventually(() -> shows("line 40"));
    screen.eventually(() -> shows("Completed"));
    screen.shoot("failover");
    at(new Place.Topologies("slow"));
    screen.eventually(() -> !button("pause").isDisabled());
    robot.write("p");
    screen.eventually(() -> shows("Pause slow?"));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> row("slow").filter(it -> it.facts().look() == Look.PAUSED).isPresent());
    assertEquals(TopologyState.PAUSED, client.topology("slow").state());
    assertTrue(client.delete("slow"));
  }

  @Test
  void oneOfSeveralTasksIsKilledAndItsLogSaved() throws IOException, TimeoutException {
    String script = "echo begun; sleep 600";
    var _ =
        client.create(
            Topology.of(
                "two",
                CompositeTask.of(
                    List.of(task("first", script), task("second", "true")), CompositionType.ALL),
                CronTrigger.of(RealCluster.NEVER)));
    String run = client.run("two").runId();
    enter(Role.OPERATOR);
    at(new Place.OneRun("two", run));
    screen.eventually(() -> shows("begun"));
    robot.write("s");
    screen.eventually(() -> shows("Saved 6 bytes"));
    assertEquals("begun\n", java.nio.file.Files.readString(logs().getFirst()));
    robot.write("y");
    screen.eventually(() -> shows("Copied http"));
    robot.write("X");
    screen.eventually(() -> shows("Kill task first?"));
    robot.clickOn("#question-yes");
    screen.eventually(() -> client.run("two", run).state() == RunState.FAILED);
    assertTrue(client.delete("two"));
  }

  private static ContainerTask task(String name, String script) {
    return ContainerTask.of(
        name, new CommandExecutable(List.of("sh", "-c", script), Map.of()), 1, 16);
  }

  private List<Path> logs() throws IOException {
    try (var files = java.nio.file.Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }

  @Test
  void theForecastSaysWhatBeginsAndWhen() throws IOException, TimeoutException {
    for (String name : List.of("one", "two", "three")) {
      var _ =
          client.create(
              Topology.of(
                  name,
                  ContainerTask.of("work", "image:1", 2, 512),
                  CronTrigger.of("0 0 3 * * ?")));
    }
    enter(Role.READ_ONLY);
    robot.write("gf");
    screen.eventually(() -> place() instanceof Place.Forecast);
    screen.eventually(() -> shows("3 runs; 3 at most"));
    awaitRows("collisions", 1);
    screen.eventually(() -> shows("one, three, two"));
    robot.write("3");
    screen.eventually(() -> shows("21 runs; 3 at most"));
    awaitRows("collisions", 7);
    robot.write("j");
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> place().equals(new Place.Topologies("one")));
    for (String name : List.of("one", "two", "three")) {
      assertTrue(client.delete(name));
    }
  }

  @Test
  void aRunWhoseWordsAreNotUnderstoodIsAskedForUntilTheyAre() throws IOException, TimeoutException {
    var _ = client.create(RealCluster.script("worded", "echo day $DAY"));
    enter(Role.READ_WRITE);
    awaitRow("worded");
    at(new Place.Topologies("worded"));
    focused("topologies");
    screen.eventually(() -> !button("run").isDisabled());
    robot.write("r");
    screen.eventually(() -> shows("Run worded?"));
    robot.clickOn("#question-field").write("DAY=1 nonsense").type(KeyCode.ENTER);
    screen.eventually(() -> shows("“nonsense” is no NAME=value"));
    screen.shoot("run-not-understood");
    assertTrue(client.runs("worded").isEmpty());
    focused("question-field");
    robot.push(KeyCode.CONTROL, KeyCode.A).write("DAY=1").type(KeyCode.ENTER);
    screen.eventually(() -> shows("worded: Started run") || shows("Run worded: "));
    assertFalse(
        shows("Run worded: "),
        () -> "" + desk.current().orElseThrow().deeds().problemProperty().get());
    screen.eventually(() -> client.runs("worded", RunState.COMPLETED).size() == 1);
    assertTrue(client.delete("worded"));
  }

  private static String yaml(String name, String cron) {
    return """
    - name: %s
      labels: {managed-by: git}
      trigger: {type: CRON, timeSpec: "%s"}
      task:
        type: CONTAINER_EXECUTION
        taskName: work
        executable: {type: COMMAND, command: [sh, -c, "true"]}
        resources: [{type: CPU, count: 1}, {type: MEMORY, sizeInMB: 16}]
    """
        .formatted(name, cron);
  }

  private List<String> listed() {
    return screen.on(() -> {
      ListView<?> list = robot.lookup("#question-list").queryAs(ListView.class);
      return list.getItems().stream().map(Object::toString).toList();
    });
  }

  @Test
  void aFileOfYamlIsBroughtInOnceItsDifferenceWasSeenAndSyncDeletesWhatItLacks()
      throws IOException, TimeoutException {
    enter(Role.READ_WRITE);
    Path file = directory.resolve("topologies.yaml");
    java.nio.file.Files.writeString(
        file, yaml("from-git-a", RealCluster.NEVER) + yaml("from-git-b", RealCluster.NEVER));
    chosen = Optional.of(file);
    robot.write("i");
    screen.eventually(() -> shows("Import topologies.yaml?"));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("Import 2 of 2 topologies?"));
    assertEquals(List.of("+ from-git-a is new", "+ from-git-b is new"), listed());
    robot.type(KeyCode.ENTER);
    awaitRow("from-git-a");
    awaitRow("from-git-b");
    java.nio.file.Files.writeString(file, yaml("from-git-a", "0 0 1 1 1 ? 2199"));
    screen.eventually(() -> !shows("Import 2 of 2"));
    robot.write("i");
    screen.eventually(() -> shows("Import topologies.yaml?"));
    screen.on(() -> {
      robot.lookup("#question-choice").queryAs(ChoiceBox.class).getSelectionModel().select(2);
      return cluster;
    });
    robot.clickOn("#question-field").write("managed-by=git").type(KeyCode.ENTER);
    screen.eventually(() -> shows("Import 2 of 2 topologies?"));
    screen.shoot("import");
    assertEquals(
        List.of(
            "− from-git-b is deleted",
            "~ from-git-a",
            "      trigger.timeSpec: 0 0 0 1 1 ? 2199 → 0 0 1 1 1 ? 2199"),
        listed());
    focused("question-cancel");
    robot.clickOn("#question-yes");
    screen.eventually(() -> row("from-git-b").isEmpty());
    assertTrue(client.delete("from-git-a"));
  }

  @Test
  void aFileThatIsDroppedAnywhereOnTheTopologiesIsBroughtInByWhoMay()
      throws IOException, TimeoutException {
    var _ = client.create(RealCluster.script("there", "true"));
    Path file = directory.resolve("dropped.yaml");
    java.nio.file.Files.writeString(file, yaml("dropped", RealCluster.NEVER));
    enter(Role.OPERATOR);
    awaitRow("there");
    at(new Place.Topologies("there"));
    awaitRows("topologies", 1);
    assertFalse(screen.on(() -> new Dragged(file).mayDropOn(row())));
    enter(Role.READ_WRITE);
    awaitRow("there");
    at(new Place.Topologies("there"));
    awaitRows("topologies", 1);
    screen.eventually(() -> !button("new").isDisabled());
    assertTrue(screen.on(() -> new Dragged(file, file).dropOn(row())));
    screen.eventually(() -> shows("drop one file at a time"));
    assertTrue(screen.on(() -> new Dragged(file).dropOn(row())));
    screen.eventually(() -> shows("Import dropped.yaml?"));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("Import 1 of 1 topology?") || shows("Import 1 of 1 topologies?"));
    robot.type(KeyCode.ENTER);
    awaitRow("dropped");
    assertTrue(client.delete("dropped"));
    assertTrue(client.delete("there"));
  }

  /** What a pointer over the table is over. */
  private Node row() {
    return robot.lookup("#topologies").lookup(".table-row-cell").query();
  }

  @Test
  void aFileThatIsNoneIsRefusedWithItsReasonAndNothingChanges()
      throws IOException, TimeoutException {
    enter(Role.ADMIN);
    Path file = directory.resolve("broken.yml");
    java.nio.file.Files.writeString(file, "- name: [\n");
    chosen = Optional.of(file);
    robot.write("i");
    screen.eventually(() -> shows("Import broken.yml?"));
    robot.type(KeyCode.ENTER);
    screen.eventually(() -> shows("Import: "));
    assertEquals(0, client.topologies().size());
  }

  @Test
  void eachRoleIsOfferedWhatTheServerLetsItDoAndNothingElse() throws IOException, TimeoutException {
    var _ = client.create(RealCluster.script("offered", "true"));
    for (Role role : Role.values()) {
      enter(role);
      awaitRow("offered");
      at(new Place.Topologies("offered"));
      screen.eventually(() -> visible("topologies"));
      try (EpochClient its = cluster.client(role)) {
        assertEquals(
            lets(() -> its.audit(AuditQuery.latest(1))), screen.on(() -> visible("nav-audit")));
        assertEquals(lets(() -> its.pause("offered")), screen.on(() -> visible("pause")));
        assertEquals(
            lets(() -> its.update(RealCluster.script("offered", "true"))),
            screen.on(() -> visible("edit")));
        assertEquals(role.covers(Role.READ_WRITE), screen.on(() -> visible("new")));
        at(new Place.Control());
        screen.eventually(() -> visible("failovers"));
        assertEquals(lets(() -> its.hold("a test")), screen.on(() -> visible("control-hold")));
      }
      boolean audits = role.covers(Role.READ_WRITE);
      robot.write("ga");
      screen.eventually(() -> audits == place() instanceof Place.Audit);
      robot.write("?");
      screen.eventually(() -> shows("All keys"));
      assertEquals(audits, screen.on(() -> shows("g a")));
      assertEquals(audits, screen.on(() -> shows("Import…")));
      robot.type(KeyCode.ESCAPE);
    }
    var _ = client.release("SKIP");
    assertTrue(client.delete("offered"));
  }

  /** A call of the API. */
  private interface Calling {
    Object call() throws IOException;
  }

  private static boolean lets(Calling calling) throws IOException {
    try {
      var _ = calling.call();
      return true;
    } catch (EpochApiException refusal) {
      assertEquals(403, refusal.status());
      return false;
    }
  }

  private boolean visible(String id) {
    return robot.lookup("#" + id).tryQuery().filter(Node::isVisible).isPresent();
  }

  @Test
  void whatIsForbiddenSaysSoAndChangesNothing() throws IOException, TimeoutException {
    var _ = client.create(RealCluster.script("kept", "true"));
    enter(Role.READ_ONLY);
    awaitRow("kept");
    at(new Place.Topologies("kept"));
    focused("topologies");
    robot.write("r");
    screen.eventually(() -> shows("This user may only look"));
    robot.type(KeyCode.DELETE);
    assertFalse(screen.on(() -> shows("Delete kept?")));
    try (EpochClient its = cluster.client(Role.READ_ONLY)) {
      assertEquals(403, assertThrows(EpochApiException.class, () -> its.delete("kept")).status());
    }
    assertTrue(client.delete("kept"));
  }
}
