package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.server.Await;
import epoch.server.operations.Operations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Epoch 1.14 named runs by the local time of its machine. East of Greenwich those are names that
 * runs in UTC will want some hours later.
 */
class LocalNamesTest extends WithAHand {
  private static final String JOB = "job";
  private static final int SECONDS = 60;
  private static final Duration INDIA = Duration.ofMinutes(330);

  /** What 1.14 kept of runs that it began in India for each second of a minute. */
  private void ranInIndia(Instant from) throws Exception {
    String parent = "/epoch/runs/" + JOB;
    for (String path : List.of("/epoch/runs", parent)) {
      if (!hand.exists(path)) {
        hand.create(path, "");
      }
    }
    for (int second = 0; second < SECONDS; second++) {
      Instant named = from.plusSeconds(second);
      Run run = of114(named, RunState.SUCCESSFUL);
      hand.create(parent + "/" + run.runId(), Json.text(run));
    }
  }

  private static Run of114(Instant named, RunState state) {
    var id = new RunId(RunType.SCHEDULED, named);
    Instant created = named.minus(INDIA).plusMillis(80);
    String taskId = id.taskId(JOB, Installation.TASK, 1);
    return new Run(
        JOB,
        id.toString(),
        state,
        "Task completed",
        Map.of(Installation.TASK, TaskRun.pending(taskId)),
        RunType.SCHEDULED,
        created,
        created,
        null,
        Map.of());
  }

  @Test
  void fireTimesWhoseNamesRunsOf114HaveByLocalTimeAreRunAllTheSame() throws Exception {
    try (var first = installation.member()) {
      first.leading().topologies().create(topology(JOB, "0 0 0 1 1 ? 2199", "true"), SOMEONE);
    }
    Operations leader = installation.member().leading();
    Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    ranInIndia(from);
    leader.topologies().update(topology(JOB, "* * * * * ?", "true"), SOMEONE);
    Run ran = ran(leader, from);
    Instant fireTime = Optional.ofNullable(ran.fireTime()).orElseThrow();
    assertEquals(new RunId(RunType.SCHEDULED, fireTime).beside().toString(), ran.runId());

    List<LedgerEntry> ledger =
        leader.ledgers().read(JOB, fireTime.minusSeconds(1), fireTime, null).entries();
    assertEquals("RAN", ledger.getLast().verdict());
    assertEquals(ran.runId(), ledger.getLast().runId());
    String before = hand.read("/epoch/runs/" + JOB + "/" + new RunId(RunType.SCHEDULED, fireTime));
    assertEquals(of114(fireTime, RunState.SUCCESSFUL), Json.read(before, Run.class));
    assertTrue(
        leader.ledgers().read(JOB, null, null, null).entries().stream()
            .noneMatch(entry -> entry.verdict().equals("UNACCOUNTED")),
        "every fire time has its run");
  }

  /** A run of ours that succeeded for one of these names. */
  private static Run ran(Operations leader, Instant from) throws Exception {
    return Await.found(
        "a run for a time whose name is taken",
        () ->
            leader.runs().list(JOB, Set.of(RunState.SUCCESSFUL)).stream()
                .filter(run -> run.fireTime() != null)
                .filter(run -> run.fireTime().isBefore(from.plusSeconds(SECONDS)))
                .findFirst());
  }

  @Test
  void whatARunOf114IsAboutIsToldByWhenItBegan() {
    Instant named = Instant.parse("2026-11-26T13:00:00Z");
    Instant created = named.minus(INDIA).plusMillis(80);
    assertEquals(Optional.of(created), of114(named, RunState.SUCCESSFUL).moment());
  }
}
