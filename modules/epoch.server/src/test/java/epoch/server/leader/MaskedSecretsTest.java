package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.rest.BulkRequest;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ImportMode;
import epoch.api.rest.RunRequest;
import epoch.api.rest.SimpleTopology;
import epoch.api.rest.ValidationReport;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.operations.Exchange.Options;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What stands for a secret is refused wherever it could be stored instead of the secret. */
class MaskedSecretsTest extends OneLeader {
  private static final String NEVER = "0 0 0 1 1 ? 2199";
  private static final String WHAT = ": is a masked secret, not the secret itself";
  private static final String IN_TASK = "task.env.PASSWORD" + WHAT;

  private static Topology withPassword(String name, String password) {
    Topology plain = topology(name, NEVER, "true");
    ContainerTask task = (ContainerTask) plain.task();
    return plain.withTask(
        task.with(task.executable(), task.resources(), null, Map.of("PASSWORD", password)));
  }

  private static SimpleTopology form(String name) throws Exception {
    return Json.read(
        """
        {"name":"%s","cron":"%s","docker":"r.example/a:1","cpus":1,"memory":128,"env":{"PASSWORD":"***"}}
        """
            .formatted(name, NEVER),
        SimpleTopology.class);
  }

  private static void refused(String line, Executable change) {
    Refusal refusal = assertThrows(Refusal.class, change);
    assertEquals(Kind.INVALID, refusal.kind());
    assertEquals(List.of(line), refusal.errors());
  }

  @Test
  void aMaskIsRefusedByEveryWayInAndTheSecretStays() throws Exception {
    Topology masked = withPassword("a", "***");
    refused(IN_TASK, () -> leader.topologies().create(masked, SOMEONE));
    refused("env.PASSWORD" + WHAT, () -> leader.topologies().createSimple(form("a"), SOMEONE));
    assertTrue(leader.topologies().list().isEmpty());

    Topology good = withPassword("a", "secret");
    leader.topologies().create(good, SOMEONE);
    refused(IN_TASK, () -> leader.topologies().update(masked, SOMEONE));
    refused("env.PASSWORD" + WHAT, () -> leader.topologies().edit("a", form("a"), SOMEONE));
    refused(
        "env.PASSWORD" + WHAT,
        () ->
            leader
                .runs()
                .start("a", new RunRequest(Map.of("PASSWORD", "***"), null, null), SOMEONE));
    ValidationReport report = leader.topologies().validate(masked);
    assertFalse(report.valid());
    assertEquals("task.env.PASSWORD", report.problems().getFirst().field());
    var document = new ExportDocument(1, null, List.of(new ExportDocument.Item(null, masked)));
    assertEquals(
        List.of(IN_TASK),
        leader
            .exchange()
            .bringIn(document, new Options(ImportMode.UPSERT, false, false, null), SOMEONE)
            .results()
            .getFirst()
            .problems());
    var label =
        new BulkRequest("LABEL", List.of("a"), null, Map.of("token", "***"), null, null, false);
    var labelled = leader.bulk().run(label, SOMEONE).results().getFirst();
    assertFalse(labelled.ok());
    assertTrue(String.valueOf(labelled.message()).contains("labels.token" + WHAT));

    assertEquals(good, leader.topologies().find("a").topology());
    assertEquals(1, leader.revisions().list("a").size());
    assertTrue(leader.runs().list("a", Set.of()).isEmpty());
  }

  @Test
  void aVersionThatSomebodyElseStoredWithAMaskIsNotRestored() throws Exception {
    leader.topologies().create(withPassword("a", "secret"), SOMEONE);
    try (var hand = new ForeignHand(installation.zooKeeperPort())) {
      String text = hand.read("/epoch/topologies/a");
      hand.write("/epoch/topologies/a", text.replace("\"secret\"", "\"***\""));
    }
    Topology mended = withPassword("a", "mended");
    leader.topologies().update(mended, SOMEONE);
    int masked =
        Await.found(
            "the version of that hand",
            () ->
                leader.revisions().list("a").stream()
                    .map(revision -> revision.number())
                    .filter(number -> isMasked(number))
                    .findFirst());
    refused(IN_TASK, () -> leader.revisions().restore("a", masked, SOMEONE));
    assertEquals(mended, leader.topologies().find("a").topology());
  }

  private boolean isMasked(int number) {
    try {
      return leader.revisions().find("a", number).topology().equals(withPassword("a", "***"));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
