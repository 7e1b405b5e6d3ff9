package epoch.desktop.server;

import epoch.api.rest.AuditEntry;
import epoch.api.rest.ClusterState;
import epoch.api.rest.HoldState;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.Standing;
import epoch.api.rest.Standing.Attention;
import epoch.api.rest.Standing.LastRun;
import epoch.api.rest.Standing.RunOutcome;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.TopologySummary;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** What a {@link FakeEpoch} holds. */
public final class World {

  /** A topology and where it stands. */
  public record Entry(
      Topology topology, TopologyState state, int revision, Standing standing, Instant updated) {

    /** Active, every 15 minutes, never run. */
    public static Entry of(Topology topology) {
      return new Entry(
          topology,
          TopologyState.ACTIVE,
          1,
          new Standing(
              1,
              "Every 15 minutes",
              "Europe/Berlin",
              FakeEpoch.START.plusSeconds(720),
              null,
              List.of(),
              null,
              0,
              null,
              null,
              null,
              null),
          FakeEpoch.START);
    }

    public static Entry of(String id) {
      return of(id, "registry:5000/jobs/" + id + ":1.0");
    }

    public static Entry of(String id, String image) {
      return of(
          Topology.of(
              id, ContainerTask.of("main", image, 2, 512), CronTrigger.of("0 0/15 * * * ?")));
    }

    public Entry in(TopologyState newState) {
      return new Entry(topology, newState, revision, standing, updated.plusSeconds(60));
    }

    public Entry saying(Topology newTopology) {
      return new Entry(newTopology, state, revision + 1, standing, updated.plusSeconds(60));
    }

    /** With that history, the latest first; F failed, S skipped, R running, others successful. */
    public Entry with(String history) {
      List<RunOutcome> outcomes = new ArrayList<>();
      int active = 0;
      for (int i = 0; i < history.length(); i++) {
        RunState state =
            switch (history.charAt(i)) {
              case 'F' -> RunState.FAILED;
              case 'S' -> RunState.SKIPPED;
              case 'R' -> RunState.RUNNING;
              default -> RunState.SUCCESSFUL;
            };
        if (state == RunState.RUNNING) {
          active++;
        } else {
          outcomes.add(new RunOutcome(runId(i), state, 200_000 + 1_000L * (i * 7 % 13)));
        }
      }
      RunState newest =
          history.isEmpty() || active > 0 ? RunState.RUNNING : outcomes.getFirst().state();
      Attention attention =
          active > 0 ? Attention.RUNNING : newest == RunState.FAILED ? Attention.FAILED : null;
      Standing changed =
          new Standing(
              revision,
              standing.words(),
              standing.timeZone(),
              standing.nextFire(),
              history.isEmpty()
                  ? null
                  : new LastRun(
                      runId(0),
                      newest,
                      RunType.SCHEDULED,
                      FakeEpoch.START.minusSeconds(780),
                      252_000L),
              outcomes,
              205_000L,
              active,
              null,
              null,
              null,
              attention);
      return new Entry(topology, state, revision, changed, updated);
    }

    private static String runId(int index) {
      return new RunId(
              RunType.SCHEDULED,
              FakeEpoch.START.minusSeconds(780).minus(Duration.ofMinutes(15L * index)))
          .toString();
    }

    public TopologyDetails details() {
      return new TopologyDetails(
          topology.name(), topology, state, FakeEpoch.START, updated, Map.of());
    }

    public TopologyEntry full() {
      return new TopologyEntry(details(), revised());
    }

    private Standing revised() {
      return new Standing(
          revision,
          standing.words(),
          standing.timeZone(),
          state == TopologyState.ACTIVE ? standing.nextFire() : null,
          standing.lastRun(),
          standing.outcomes(),
          standing.usual(),
          standing.active(),
          standing.pause(),
          standing.waitingFor(),
          standing.held(),
          standing.attention());
    }

    public TopologySummary summary() {
      return new TopologySummary(
          new TopologySummary.Outline(
              topology.name(),
              state,
              FakeEpoch.START,
              updated,
              "CONTAINER_EXECUTION",
              "registry:5000/jobs/" + topology.name() + ":1.0",
              new TopologySummary.When("CRON", "0 0/15 * * * ?", null, null),
              topology.owner(),
              topology.description(),
              topology.labels()),
          revised());
    }
  }

  private static final int LINE = 64;

  public final Map<String, Entry> topologies = new ConcurrentSkipListMap<>();
  public final Map<String, List<Run>> runs = new ConcurrentSkipListMap<>();
  public final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
  public final List<LedgerEntry> ledger = new CopyOnWriteArrayList<>();
  public volatile String log = "";

  /** How many characters of an endless log stand before it. */
  public volatile long endless;

  public volatile int members = 2;
  public volatile HoldState hold = HoldState.FREE;

  public void put(Entry entry) {
    topologies.put(entry.topology().name(), entry);
  }

  public void put(Run run) {
    List<Run> all = runs.computeIfAbsent(run.topologyId(), _ -> new CopyOnWriteArrayList<>());
    all.removeIf(it -> it.runId().equals(run.runId()));
    all.addFirst(run);
  }

  /** A run with one task. */
  public static Run run(String topologyId, RunState state, Instant at, String error) {
    TaskState task =
        switch (state) {
          case RUNNING -> TaskState.RUNNING;
          case FAILED -> TaskState.FAILED;
          case COMPLETED, SUCCESSFUL, SKIPPED -> TaskState.COMPLETED;
        };
    String runId = new RunId(RunType.SCHEDULED, at).toString();
    TaskRun main =
        TaskRun.pending(topologyId + "-" + runId)
            .withState(task, error)
            .startedAt(at.plusSeconds(2));
    return new Run(
        topologyId,
        runId,
        state,
        "Run " + state.name().toLowerCase(Locale.ROOT),
        Map.of("main", state.isTerminal() ? main.endedAt(at.plusSeconds(252)) : main),
        RunType.SCHEDULED,
        at,
        at.plusSeconds(252),
        at.minusMillis(231),
        Map.of());
  }

  /** A scheduled run that failed after ten minutes with these tasks. */
  static Run failed(String topologyId, Instant at, Map<String, TaskRun> tasks) {
    Run run = run(topologyId, RunState.FAILED, at, "");
    return new Run(
        topologyId,
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

  long logSize() {
    return endless + log.length();
  }

  /** A piece of the log: of lines that say where they stand, and then of what was said. */
  String log(long from, long to) {
    StringBuilder piece = new StringBuilder();
    for (long at = from; at < Math.min(to, endless); ) {
      String line = "%023d INFO nothing that anybody would look at\n".formatted(at / LINE);
      int begin = (int) (at % LINE);
      int end = (int) Math.min(LINE, begin + Math.min(to, endless) - at);
      piece.append(line, begin, end);
      at += end - begin;
    }
    if (to > endless) {
      piece.append(log, (int) Math.max(0, from - endless), (int) (to - endless));
    }
    return piece.toString();
  }

  ClusterState cluster() {
    long running =
        runs.values().stream()
            .flatMap(List::stream)
            .filter(run -> !run.state().isTerminal())
            .count();
    long failed =
        runs.values().stream()
            .flatMap(List::stream)
            .filter(run -> run.state() == RunState.FAILED)
            .count();
    return new ClusterState(
        "http://epoch-1:8080",
        "http://epoch-1:8080",
        FakeEpoch.START.minus(Duration.ofHours(54)),
        IntStream.rangeClosed(1, members)
            .mapToObj(i -> new ClusterState.Member("http://epoch-" + i + ":8080", i == 1, "2.0.0"))
            .toList(),
        hold,
        new ClusterState.ZooKeeper(true, 2.4, 3L),
        new ClusterState.Drove(
            true, "http://drove-1:4000", "drove-1:4000", "1.31", FakeEpoch.START, null, null),
        new ClusterState.Versions("2.0.0", "25"),
        new ClusterState.Counts(
            topologies.size(), topologies.size(), 0, (int) running, 0, failed, 1_284, 112L, 900L),
        true,
        false,
        false,
        "epoch",
        "Asia/Kolkata");
  }
}
