package epoch.server.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import epoch.api.container.CommandExecutable;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.server.event.Events;
import epoch.server.store.ActiveRun;
import epoch.server.store.Attempt;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Closing;
import epoch.server.store.Paths;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.Fence;
import epoch.server.store.zookeeper.ServerClock;
import epoch.server.store.zookeeper.Session;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

/** What can be asked of a run at the moment of its end. */
class LiveRunTest {
  private static final Instant NOW = Instant.parse("2026-11-26T05:00:00Z");

  @Test
  void whoAsksForTheEndOfARunThatHasJustEndedIsToldSoAndNothingIsWritten() throws Exception {
    // Whatever were written would wait for ZooKeeper, which is nowhere.
    var nowhere = new ZooKeeper("127.0.0.1:1", 10_000, _ -> {});
    try {
      LiveRun live = live(new Session(nowhere));
      Run ended =
          live.end(
              run -> run.withState(RunState.SUCCESSFUL, "Task completed", NOW),
              (last, version) -> assertEquals(0, version, last::runId));
      AuditRecord asked = AuditRecord.ofEpoch(NOW, Action.KILL, "asked");
      assertFalse(live.askClose(new Closing(Closing.As.FAILED, "ann", "late"), asked));
      assertFalse(live.askKillAll("ann", "late", asked));
      assertFalse(live.askKill("work", asked));
      assertEquals(ended, live.run());
    } finally {
      nowhere.close();
    }
  }

  private static LiveRun live(Session session) {
    var task = ContainerTask.of("work", CommandExecutable.shell("true"), 1, 16);
    Topology topology = Topology.of("nightly", task, CronTrigger.of("0 0 5 * * ?"));
    String id = "ESR-2026-11-26-05-00-00-000";
    var run =
        new Run(
            "nightly",
            id,
            RunState.RUNNING,
            "Job started",
            Map.of("work", TaskRun.pending("nightly-" + id + "-work")),
            RunType.SCHEDULED,
            NOW,
            NOW,
            NOW,
            Map.of());
    var active =
        new ActiveRun(
            "nightly",
            id,
            "uid",
            1,
            Map.of("work", Attempt.first(NOW)),
            null,
            null,
            null,
            null,
            null,
            null);
    var fence = new Fence(session, "/epoch/leader-epoch", "/epoch/holder", new byte[0], 1);
    var store = new Store(fence, Paths.of("epoch"), new ServerClock(0, System::nanoTime));
    return new LiveRun(
        store,
        new Events(),
        InstantSource.fixed(NOW),
        topology,
        new Versioned<>(run, 0),
        new Versioned<>(active, 0),
        false);
  }
}
