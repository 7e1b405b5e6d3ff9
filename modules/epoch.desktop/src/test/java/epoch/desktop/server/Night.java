package epoch.desktop.server;

import epoch.api.rest.AuditEntry;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.desktop.server.World.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A usual morning after a night in which something failed. */
public final class Night {

  /** What failed. */
  public static final String FAILING = "ledger-reconcile-nightly";

  private static final String HOSTILE = "<script>alert(1)</script>\n\u202Egnp.exe _mnemonic";

  private Night() {}

  /** Puts it all there. */
  public static void of(FakeEpoch server) {
    List<String> names =
        List.of(
            "merchant-onboarding-sync",
            "dispute-letters-export",
            "orders-stream-compact",
            "warehouse-load-full",
            "inventory-snapshot",
            "fx-rates-import",
            "gateway-health-report",
            "search-index-rebuild",
            "tax-report-monthly",
            "invoice-pdf-batch",
            "session-log-rotate",
            "card-bin-update");
    List<String> histories =
        List.of(
            "FFFFFFFFFFFOOOOOO",
            "OOOOOOOOOOOOOOOOOOOO",
            "ROOOOOOOOOOOOOOOOOO",
            "OOSOOSOOOOOOOOO",
            "OOOOFOOOOOO",
            "OOOO",
            "",
            "OFOFOOOOOOOO");
    for (int i = 0; i < names.size(); i++) {
      Entry entry = Entry.of(names.get(i)).with(histories.get(i % histories.size()));
      server.world.put(i % 5 == 4 ? entry.in(TopologyState.PAUSED) : entry);
    }
    server.world.put(
        Entry.of(
                Topology.of(
                    FAILING,
                    CompositeTask.of(
                        List.of(
                            ContainerTask.of("extract-orders", "a:1", 1, 128),
                            ContainerTask.of("extract-refunds", "b:1", 1, 128),
                            ContainerTask.of("reconcile", "c:1", 1, 128),
                            ContainerTask.of("publish-report", "d:1", 1, 128)),
                        CompositionType.ALL),
                    CronTrigger.of("0 0 3 * * ?")))
            .with("FOFOOOOOOOOOOOOOOOOO"));
    server.world.put(Entry.of(HOSTILE, "i".repeat(3_000)).with("OO"));
    server.world.put(failed());
    for (int i = 1; i < 9; i++) {
      server.world.put(
          World.run(
              "orders-stream-compact",
              i % 4 == 0 ? RunState.RUNNING : RunState.SUCCESSFUL,
              FakeEpoch.START.minus(Duration.ofMinutes(15L * i)),
              ""));
    }
    for (int i = 0; i < 40; i++) {
      server.world.ledger.add(
          new LedgerEntry(
              FakeEpoch.START.minus(Duration.ofMinutes(15L * (40 - i))),
              i == 12 ? "MISSED" : i == 20 ? "SKIPPED" : i == 30 ? "CAUGHT_UP" : "RAN",
              i == 12 ? "the cluster was held" : i == 20 ? "the run before went on" : null,
              i == 12 || i == 20 ? null : "ESR-2026-11-24-03-00-00-000",
              i == 12 || i == 20 ? null : 100L + i));
      server.world.audit.add(
          new AuditEntry(
              "" + i,
              FakeEpoch.START.minus(Duration.ofMinutes(37L * i)),
              i % 3 == 0 ? "admin" : "ann",
              "10.0.0." + i,
              i % 2 == 0 ? "PAUSE" : "UPDATE",
              FAILING,
              null,
              i % 2 == 0 ? "paused" : "trigger.timeSpec: 0 0 2 * * ? → 0 0 3 * * ?",
              i % 2 == 0 ? "a migration" : null));
    }
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      log.append(
          "03:%02d:%02d.112 INFO matched %d of 422,025 orders%n".formatted(i / 60, i % 60, i));
      if (i % 90 == 45) {
        log.append("03:23:41.731 WARN 36 rows without a partner, tolerance is 10\n");
      }
    }
    log.append("03:23:41.902 ERROR totals differ by 10.00 INR: ledger 1,284,190.22\n");
    log.append("03:23:41.903 INFO exit\n");
    server.world.log = log.toString();
  }

  private static Run failed() {
    var at = FakeEpoch.START.minusSeconds(780);
    Map<String, TaskRun> tasks = new LinkedHashMap<>();
    tasks.put(
        "extract-orders", task(TaskState.COMPLETED, "", at.plusSeconds(1), at.plusSeconds(124)));
    tasks.put(
        "extract-refunds", task(TaskState.COMPLETED, "", at.plusSeconds(124), at.plusSeconds(195)));
    tasks.put(
        "reconcile",
        task(
            TaskState.FAILED,
            "exit code 3: totals differ by 10.00 INR",
            at.plusSeconds(195),
            at.plusSeconds(597)));
    tasks.put("publish-report", TaskRun.pending("x").withState(TaskState.CANCELLED, ""));
    return World.failed(FAILING, at, tasks);
  }

  private static TaskRun task(TaskState state, String error, Instant begin, Instant end) {
    return TaskRun.pending("x").withState(state, error).startedAt(begin).endedAt(end);
  }
}
