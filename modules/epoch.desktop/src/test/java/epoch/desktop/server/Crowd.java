package epoch.desktop.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.json.Json;
import epoch.api.rest.AuditEntry;
import epoch.api.rest.GroupState;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.EarlierAttempt;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.desktop.server.World.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** More of everything than a window holds, with names and texts as long as they may be. */
public final class Crowd {

  /** A topology of 60 tasks with 300 variables, one of whose runs failed. */
  public static final String MANY = "m".repeat(179) + "-many-tasks";

  /** One of hundreds of calendars. */
  public static final String CALENDAR = "calendar-100";

  private static final int TOPOLOGIES = 20_000;
  private static final int TASKS = 60;
  private static final int FAILED = 41;
  private static final String LONG = "a reason that is told at length, ";

  /** From right to left, with what turns the direction of what follows. */
  private static final String ARABIC =
      "تسوية المدفوعات اليومية مع البنوك \u202Eexe.gnp\u202C والتقرير الشهري ".repeat(4);

  private Crowd() {}

  /** Puts it all there. */
  public static void of(FakeEpoch server) {
    for (int i = 0; i < TOPOLOGIES; i++) {
      server.world.put(topology(i));
    }
    server.world.put(Entry.of(many()).with("FFFFFFFFFFFFFFFFFFFF"));
    runs(server.world);
    for (int i = 0; i < 5_000; i++) {
      server.world.ledger.add(fire(i));
      server.world.audit.add(change(i));
    }
    for (int i = 0; i < 300; i++) {
      server.calendars.put(calendar(i));
      server.calendars.put(group(i));
    }
    server.world.members = 40;
    server.world.endless = 500L * 1024 * 1024;
    server.world.log =
        "2026-11-24T04:59:01.112 INFO one line: %s\n2026-11-24T04:59:02.003 WARN %s\n"
                .formatted("x".repeat(200_000), ARABIC)
            + "2026-11-24T04:59:03.902 ERROR totals differ: "
            + LONG.repeat(20)
            + "\n";
  }

  /** As much happens as in a bad hour. */
  public static void happen(FakeEpoch server) {
    for (int i = 0; i < 1_000; i++) {
      server.put(
          World.run(
              name(i),
              i % 3 == 0 ? RunState.FAILED : RunState.SUCCESSFUL,
              FakeEpoch.START.plusMillis(i),
              LONG.repeat(8)));
    }
  }

  private static String name(int i) {
    return switch (i % 9) {
      case 0 -> "l".repeat(184) + "-%05d".formatted(i);
      case 4 -> "تسوية-المدفوعات-اليومية-%05d".formatted(i);
      default -> "topology-%05d".formatted(i);
    };
  }

  private static Entry topology(int i) {
    String history =
        switch (i % 40) {
          case 1 -> "FFOOFOOOOOOOOOOOOOOO";
          case 3 -> "ROOO";
          default -> "OOOOOOOOOOOOOOOOOOOO";
        };
    Entry entry =
        Entry.of(name(i), "registry.example.com/" + "team/".repeat(i % 12) + "job:1.0")
            .with(history);
    Topology said =
        entry
            .topology()
            .withLabels(Map.of("env", "production", "team", "t" + i % 40, "k".repeat(60), "v"))
            .withDescription(i % 2 == 0 ? ARABIC : LONG.repeat(6));
    return i % 50 == 7
        ? entry.saying(said).in(TopologyState.PAUSED)
        : new Entry(said, entry.state(), entry.revision(), entry.standing(), entry.updated());
  }

  private static String task(int i) {
    return "task-%02d-%s".formatted(i, "t".repeat(i));
  }

  private static Topology many() {
    ArrayNode tasks = Json.object().putArray("tasks");
    for (int i = 0; i < TASKS; i++) {
      ObjectNode task =
          tasks.addObject().put("type", "CONTAINER_EXECUTION").put("taskName", task(i));
      task.putObject("executable")
          .put("type", "DOCKER")
          .put("url", "registry.example.com/" + "a/".repeat(i));
      ArrayNode resources = task.putArray("resources");
      resources.addObject().put("type", "CPU").put("count", 1);
      resources.addObject().put("type", "MEMORY").put("sizeInMB", 128);
      ObjectNode env = task.putObject("env");
      for (int j = 0; j < (i == 0 ? 300 : 2); j++) {
        env.put("VARIABLE_%03d".formatted(j), j % 50 == 49 ? ARABIC : "value " + j);
      }
      ArrayNode before = task.putArray("dependsOn");
      if (i >= 6) {
        before.add(task(i - 6));
        if (i % 4 == 0) {
          before.add(task(i - 5));
        }
      }
    }
    ObjectNode root =
        Json.object().put("name", MANY).put("description", ARABIC).put("owner", "o".repeat(100));
    root.putObject("trigger").put("type", "CRON").put("timeSpec", "0 0 3 * * ?");
    root.putObject("task")
        .put("type", "COMPOSITE")
        .put("compositionType", "DAG")
        .set("tasks", tasks);
    try {
      return Json.read(root, Topology.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void runs(World world) {
    for (int i = 0; i < 3_000; i++) {
      world.put(
          World.run(
              name(i),
              i % 3 == 0 ? RunState.RUNNING : i % 3 == 1 ? RunState.FAILED : RunState.SUCCESSFUL,
              FakeEpoch.START.minus(Duration.ofMinutes(7L * i)),
              "exit code 3: " + LONG.repeat(8)));
    }
    world.put(failed());
  }

  private static Run failed() {
    Instant at = FakeEpoch.START.minusSeconds(780);
    Map<String, TaskRun> tasks = new LinkedHashMap<>();
    for (int i = 0; i < TASKS; i++) {
      TaskRun task = TaskRun.pending("x");
      Instant begin = at.plusSeconds(10L * i);
      tasks.put(
          task(i),
          i > FAILED
              ? task.withState(TaskState.CANCELLED, "")
              : i < FAILED
                  ? task.withState(TaskState.COMPLETED, "")
                      .startedAt(begin)
                      .endedAt(begin.plusSeconds(9))
                  : attempts(begin));
    }
    return World.failed(MANY, at, tasks);
  }

  /** Thirty, of which the last failed for good. */
  private static TaskRun attempts(Instant begin) {
    List<EarlierAttempt> earlier = new ArrayList<>();
    for (int i = 0; i < 29; i++) {
      earlier.add(
          new EarlierAttempt(
              i + 1,
              "x-" + i,
              TaskState.FAILED,
              "exit code 3",
              begin.plusSeconds(5L * i),
              begin.plusSeconds(5L * i + 3)));
    }
    return new TaskRun(
        "x",
        TaskState.FAILED,
        TaskRun.NO_UPSTREAM,
        "exit code 3: " + LONG.repeat(8),
        30,
        begin.plusSeconds(145),
        begin.plusSeconds(180),
        earlier,
        Map.of());
  }

  private static LedgerEntry fire(int i) {
    boolean missed = i % 7 == 2;
    return new LedgerEntry(
        FakeEpoch.START.minus(Duration.ofSeconds(17L * (5_000 - i))),
        missed ? "MISSED" : i % 11 == 3 ? "SKIPPED" : "RAN",
        missed ? "the cluster was held for " + LONG.repeat(3) : null,
        missed ? null : "ESR-2026-11-24-03-00-00-000",
        missed ? null : 1_000_000L + i);
  }

  private static AuditEntry change(int i) {
    return new AuditEntry(
        "" + i,
        FakeEpoch.START.minus(Duration.ofMinutes(3L * i)),
        "somebody.with.a.long.name.%03d@example.com".formatted(i % 200),
        "2001:db8:85a3:8d3:1319:8a2e:370:7348",
        "UPDATE",
        name(i),
        i % 5 == 0 ? "ESR-2026-11-24-03-00-00-000" : null,
        "task.executable.url: registry.example.com/a/b/c:1.0 → registry.example.com/a/b/c:2.0; "
            .repeat(4),
        i % 2 == 0 ? ARABIC : LONG.repeat(6));
  }

  private static Calendar calendar(int i) {
    return new Calendar(
        i % 9 == 0 ? "c".repeat(180) + "-%03d".formatted(i) : "calendar-%03d".formatted(i),
        i % 2 == 0 ? ARABIC : LONG.repeat(6),
        "America/Argentina/ComodRivadavia",
        List.of(
            new DatesWindow(
                List.of("--12-25", "--12-26", "--01-01", "--05-01", "2026-12-31/2027-01-06"),
                null,
                "Public holidays",
                Map.of())),
        Map.of());
  }

  private static GroupState group(int i) {
    List<GroupState.Place> places = new ArrayList<>();
    for (int j = 0; j < i % 40; j++) {
      places.add(Shared.place(name(j), 60 * j));
    }
    String name = i % 9 == 0 ? "g".repeat(90) + "-%03d".formatted(i) : "group-%03d".formatted(i);
    return new GroupState(name, 1 + i * 30, i % 3 != 0, places, places.reversed());
  }
}
