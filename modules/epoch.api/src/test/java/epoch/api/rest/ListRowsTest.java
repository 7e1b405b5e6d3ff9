package epoch.api.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.api.rest.Standing.Attention;
import epoch.api.rest.Standing.LastRun;
import epoch.api.rest.Standing.PauseState;
import epoch.api.rest.Standing.RunOutcome;
import epoch.api.rest.TopologySummary.Outline;
import epoch.api.rest.TopologySummary.When;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListRowsTest {
  private static final Instant TIME = Instant.parse("2026-11-24T02:30:00Z");

  private static final Standing STANDING =
      new Standing(
          3,
          "Every day at 02:30 in UTC",
          "UTC",
          TIME,
          new LastRun("ESR-1", RunState.RUNNING, RunType.SCHEDULED, TIME, null),
          List.of(new RunOutcome("ESR-0", RunState.FAILED, 42)),
          42L,
          1,
          new PauseState("admin", TIME, "maintenance", null),
          "Waiting for Drove: no room",
          true,
          Attention.RUNNING);

  @Test
  void aTopologyAndWhereItStandsAreOneFlatObjectAndReadBackEqual() throws Exception {
    Topology topology =
        Topology.of("t", ContainerTask.of("task", "image", 1, 128), CronTrigger.of("0 30 2 * * ?"));
    JsonNode stranger = Json.tree("kept");
    var details =
        new TopologyDetails(
            "t", topology, TopologyState.ACTIVE, TIME, TIME, Map.of("stranger", stranger));
    var entry = new TopologyEntry(details, STANDING);

    JsonNode flat = Json.tree(entry);

    assertEquals("t", flat.get("id").asText());
    assertEquals("t", flat.get("topology").get("name").asText());
    assertEquals(3, flat.get("revision").asInt());
    assertEquals(stranger, flat.get("stranger"));
    assertFalse(flat.has("details"));
    assertEquals(entry, Json.read(Json.bytes(entry), TopologyEntry.class));
  }

  @Test
  void aRowIsOneFlatObjectAndReadsBackEqual() throws Exception {
    var outline =
        new Outline(
            "t",
            TopologyState.ACTIVE,
            TIME,
            TIME,
            "CONTAINER_EXECUTION",
            "image",
            new When("CRON", "0 30 2 * * ?", null, null),
            "me",
            null,
            Map.of("team", "a"));
    var summary = new TopologySummary(outline, STANDING);

    assertEquals("RUNNING", Json.tree(summary).get("attention").asText());
    assertTrue(Json.tree(summary).get("held").asBoolean());
    assertEquals(summary, Json.read(Json.bytes(summary), TopologySummary.class));
  }

  @Test
  void aRunAndWhatItWaitsForAreOneFlatObjectAndReadBackEqual() throws Exception {
    RunEntry entry = RunEntry.of(run(RunState.RUNNING, "Waiting for Drove: no room"));

    assertEquals("Drove: no room", entry.waitingFor());
    assertEquals("EIR-1", Json.tree(entry).get("runId").asText());
    assertEquals(entry, Json.read(Json.bytes(entry), RunEntry.class));
  }

  @Test
  void whatDoesNotWaitIsWrittenAsBefore() {
    Run run = run(RunState.RUNNING, "Job started");
    assertEquals(Json.tree(run), Json.tree(RunEntry.of(run)));
    assertEquals(
        "held by admin: maintenance",
        RunEntry.of(run(RunState.RUNNING, "Waiting: held by admin: maintenance")).waitingFor());
    assertNull(RunEntry.of(run(RunState.FAILED, "Waiting for Godot")).waitingFor());
  }

  private static Run run(RunState state, String message) {
    return new Run(
        "t",
        "EIR-1",
        state,
        message,
        Map.of(),
        RunType.INSTANT,
        TIME,
        TIME,
        null,
        Map.of("stranger", Json.tree(1)));
  }
}
