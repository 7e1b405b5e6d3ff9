package epoch.desktop.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.rest.Standing.RunOutcome;
import epoch.api.rest.TopologySummary;
import epoch.api.run.RunState;
import epoch.desktop.server.TestClock;
import epoch.desktop.server.World.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void whatIsPackedComesOutAsItWas() {
    List<RunOutcome> known =
        List.of(
            new RunOutcome("EIR-2026-11-24-02-43-06-672", RunState.FAILED, 12),
            new RunOutcome("ESR-2026-11-24-02-43-06-671", RunState.SUCCESSFUL, 34));
    Outcomes packed = Outcomes.of(known);
    assertEquals("ESR-2026-11-24-02-43-06-671", packed.runId(0));
    assertEquals("EIR-2026-11-24-02-43-06-672", packed.runId(1));
    assertEquals(1, packed.failedInARow());
    Outcomes foreign = Outcomes.of(List.of(new RunOutcome("mine", RunState.SKIPPED, 1)));
    assertEquals("mine", foreign.runId(0));
  }

  private static final int MANY = 50_000;
  private static final long PROMISED = 150_000_000;

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void fiftyThousandTopologiesWithFullHistoriesLeaveRoomForTheRestOfTheConsole()
      throws IOException {
    long before = used();
    Cluster cluster = new Cluster(new TestClock());
    List<TopologyFacts> facts = new ArrayList<>(MANY);
    for (int i = 0; i < MANY; i++) {
      // By way of text, as they come from a server: nothing is shared by chance.
      String json = Json.text(Entry.of("topology-" + i).with("OOOOOOOOOOFOOOOOOOOO").summary());
      facts.add(TopologyFacts.of(Json.read(json, TopologySummary.class)));
    }
    cluster.take(List.of(new Change.Read(1, facts), new Change.AllRead(1)));
    facts.clear();
    long after = used();
    assertEquals(MANY, cluster.rows().size());
    assertTrue(
        after - before < PROMISED, "%,d topologies take %,d bytes".formatted(MANY, after - before));
  }
}
