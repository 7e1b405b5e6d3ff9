package epoch.api.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Contract;
import epoch.api.json.Json;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.MailNotify;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimpleTopologyTest {

  private static final SimpleTopology NOTHING =
      new SimpleTopology(null, null, null, null, null, null, null, null);

  @Test
  void anEditDoesWhatEpoch114Did() throws Exception {
    Topology before = recorded("topology-unpause");
    SimpleTopology edit =
        Json.read(
            Contract.exchange("epoch", "topology-simple-edit").request().toString(),
            SimpleTopology.class);
    assertEquals(Optional.of(recorded("topology-simple-edit")), edit.applyTo(before));
  }

  @Test
  void anEditThatNamesNothingChangesNothing() throws Exception {
    Topology before = recorded("topology-get-after-edit");
    assertEquals(Optional.of(before), NOTHING.applyTo(before));
  }

  @Test
  void anEditChangesOnlyWhatItNames() throws Exception {
    Topology before =
        recorded("topology-get-after-edit")
            .withTrigger(CronTrigger.of("0 0 0 2 1 ? 2099", "Europe/Berlin"));
    Topology after =
        new SimpleTopology(null, "0 0 1 * * ?", null, null, 256L, null, null, null)
            .applyTo(before)
            .orElseThrow();
    assertEquals(CronTrigger.of("0 0 1 * * ?", "Europe/Berlin"), after.trigger());
    assertEquals(1, after.task().containers().getFirst().cpus());
    assertEquals(256, after.task().containers().getFirst().memoryInMB());
    assertEquals(before.notification(), after.notification());
  }

  @Test
  void aCompositeOrAnAtTopologyCannotBeEditedSimply() throws Exception {
    Topology plain = recorded("topology-get");
    assertTrue(NOTHING.applyTo(plain.withTrigger(AtTrigger.of(Instant.EPOCH))).isEmpty());
    assertTrue(
        NOTHING.applyTo(plain.withTask(CompositeTask.of(List.of(plain.task()), null))).isEmpty());
  }

  @Test
  void aCreationMakesTheTopologyOfEpoch114() throws Exception {
    SimpleTopology simple =
        new SimpleTopology(
            "topo-a",
            "0 0 0 2 1 ? 2099",
            "localhost:5000/test-task:latest",
            1L,
            128L,
            " a@b.com, c@d.com,",
            Map.of(),
            List.of());
    assertEquals(
        recorded("topology-get-after-edit")
            .withNotification(MailNotify.to(List.of("a@b.com", "c@d.com"))),
        simple.toTopology());
  }

  private static Topology recorded(String name) throws Exception {
    return Json.read(Contract.exchange("epoch", name).response().get("data"), TopologyDetails.class)
        .topology();
  }
}
