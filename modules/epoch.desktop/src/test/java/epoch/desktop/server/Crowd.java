package epoch.desktop.server;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.rest.AuditEntry;
import epoch.api.rest.GroupState;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Task;
import epoch.api.topology.Topology;
import epoch.desktop.server.World.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** More of everything than a window holds, with names as long as they may be. */
public final class Crowd {

  /** A topology of 60 tasks, one of whose runs failed. */
  public static final String MANY = "m".repeat(90) + "-many-tasks";

  private static final int TOPOLOGIES = 5_000;

  private Crowd() {}

  /** Puts it all there. */
  public static void of(FakeEpoch server) {
    topologies(server);
    server.world.put(Entry.of(many()).with("FFFFFFFFFFFFFFFFFFFF"));
    server.world.put(failed());
    for (int i = 0; i < 1_000; i++) {
      server.world.put(
          World.run(
              name(i),
              i % 3 == 0 ? RunState.RUNNING : i % 3 == 1 ? RunState.FAILED : RunState.SUCCESSFUL,
              FakeEpoch.START.minus(Duration.ofMinutes(7L * i)),
              "exit code 3: " + "a reason that is told at length, ".repeat(8)));
    }
    for (int i = 0; i < 3_000; i++) {
      server.world.ledger.add(
          new LedgerEntry(
              FakeEpoch.START.minus(Duration.ofSeconds(28L * (3_000 - i))),
              i % 7 == 2 ? "MISSED" : i % 11 == 3 ? "SKIPPED" : "RAN",
              i % 7 == 2 ? "the cluster was held for a reason that is told at length" : null,
              i % 7 == 2 ? null : "ESR-2026-11-24-03-00-00-000",
              i % 7 == 2 ? null : 1_000_000L + i));
    }
    for (int i = 0; i < 400; i++) {
      server.world.audit.add(
          new AuditEntry(
              "" + i,
              FakeEpoch.START.minus(Duration.ofMinutes(3L * i)),
              "somebody.with.a.long.name@example.com",
              "2001:db8:85a3:8d3:1319:8a2e:370:7348",
              "UPDATE",
              name(i),
              null,
              "task.executable.url: registry.example.com/a/b/c:1.0 → registry.example.com/a/b/c:2.0; "
                  .repeat(4),
              "because ".repeat(20)));
    }
    shared(server);
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      log.append(
          "2026-11-24T03:00:00.%03d INFO line %d %s%n"
              .formatted(i % 1_000, i, "x".repeat(i % 300)));
    }
    log.append("2026-11-24T03:23:41.902 ERROR totals differ\n");
    server.world.log = log.toString();
  }

  private static String name(int i) {
    return i % 9 == 0 ? "l".repeat(80) + "-%04d".formatted(i) : "topology-%04d".formatted(i);
  }

  private static void topologies(FakeEpoch server) {
    for (int i = 0; i < TOPOLOGIES; i++) {
      Entry entry =
          Entry.of(name(i), "registry.example.com/" + "team/".repeat(i % 12) + "job:1.0")
              .with(
                  i % 40 == 1
                      ? "FFOOFOOOOOOOOOOOOOOO"
                      : i % 50 == 3 ? "ROOO" : "OOOOOOOOOOOOOOOOOOOO");
      server.world.put(
          entry.saying(
              entry
                  .topology()
                  .withLabels(Map.of("env", "production", "team", "t" + i % 40))
                  .withDescription("What this is for, told at length. ".repeat(6))));
    }
  }

  private static Topology many() {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      tasks.add(ContainerTask.of("task-%02d-%s".formatted(i, "t".repeat(i)), "i:1", 1, 128));
    }
    return Topology.of(
        MANY, CompositeTask.of(tasks, CompositionType.ALL), CronTrigger.of("0 0 3 * * ?"));
  }

  private static Run failed() {
    Instant at = FakeEpoch.START.minusSeconds(780);
    Map<String, TaskRun> tasks = new LinkedHashMap<>();
    for (int i = 0; i < 60; i++) {
      TaskRun task = TaskRun.pending("x");
      tasks.put(
          "task-%02d-%s".formatted(i, "t".repeat(i)),
          i > 50
              ? task.withState(TaskState.CANCELLED, "")
              : task.withState(
                      i == 50 ? TaskState.FAILED : TaskState.COMPLETED,
                      i == 50
                          ? "exit code 3: " + "a reason that is told at length, ".repeat(8)
                          : "")
                  .startedAt(at.plusSeconds(10L * i))
                  .endedAt(at.plusSeconds(10L * i + 9)));
    }
    Run run = World.run(MANY, RunState.FAILED, at, "");
    return new Run(
        MANY,
        run.runId(),
        RunState.FAILED,
        "A task failed",
        tasks,
        run.runType(),
        at,
        at.plusSeconds(600),
        run.fireTime(),
        Map.of());
  }

  private static void shared(FakeEpoch server) {
    for (int i = 0; i < 200; i++) {
      server.calendars.put(
          new Calendar(
              (i % 9 == 0 ? "c".repeat(80) : "calendar") + "-%03d".formatted(i),
              "What this is for, told at length. ".repeat(6),
              "America/Argentina/ComodRivadavia",
              List.of(
                  new DatesWindow(
                      List.of("--12-25", "--12-26", "--01-01", "--05-01", "2026-12-31/2027-01-06"),
                      null,
                      "Public holidays",
                      Map.of())),
              Map.of()));
      List<GroupState.Place> running = new ArrayList<>();
      for (int j = 0; j < i % 40; j++) {
        running.add(Shared.place(name(j), 60 * j));
      }
      server.calendars.put(
          new GroupState("group-%03d".formatted(i), 1 + i * 50, running, running.reversed()));
    }
  }
}
