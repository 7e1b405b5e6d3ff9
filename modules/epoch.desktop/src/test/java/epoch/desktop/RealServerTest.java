package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.rest.AuditQuery;
import epoch.api.rest.Role;
import epoch.api.rest.Standing.Attention;
import epoch.api.run.RunState;
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
    screen.eventually(() -> shows("work failed: Task instance exited with status: 3"));
    assertEquals(2, client.runs("reconcile", RunState.FAILED).size());
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
