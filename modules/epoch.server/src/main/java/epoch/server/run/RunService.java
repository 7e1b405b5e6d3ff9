package epoch.server.run;

import epoch.api.rest.KillAnswer;
import epoch.api.rest.RunRequest;
import epoch.api.rest.RunStarted;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskRun;
import epoch.api.topology.TopologyState;
import epoch.api.validation.TopologyValidator;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.once.Requests;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Runs;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Closing;
import epoch.server.store.RunKey;
import epoch.server.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be asked about runs and of them, while this node leads. Thread safe. */
public final class RunService implements Runs {
  private static final Logger LOG = LoggerFactory.getLogger(RunService.class);

  private final Catalog catalog;
  private final ActiveRuns active;
  private final History history;
  private final Requests requests;
  private final Starting starting;
  private final InstantSource clock;
  private final Settling settling;

  /**
   * @param settling in which no run of an earlier leader is closed
   */
  public RunService(
      Catalog catalog,
      Store store,
      ActiveRuns active,
      Requests requests,
      TopologyValidator validator,
      InstantSource clock,
      Settling settling) {
    this.catalog = catalog;
    this.active = active;
    this.requests = requests;
    this.starting = new Starting(catalog, active, validator, clock);
    this.history = new History(store, active);
    this.clock = clock;
    this.settling = settling;
  }

  @Override
  public RunStarted start(String topologyId, RunRequest request, Caller by)
      throws InterruptedException {
    return requests.once(
        by, RunStarted.class, guard -> starting.start(entry(topologyId), request, by, guard));
  }

  @Override
  public RunStarted retry(String topologyId, String runId, Caller by) throws InterruptedException {
    return requests.once(
        by,
        RunStarted.class,
        guard -> {
          Run failed = find(topologyId, runId);
          if (active.isActive(topologyId, runId)) {
            throw new Refusal(Kind.CONFLICT, "Run " + topologyId + "/" + runId + " goes on");
          }
          return starting.retry(entry(topologyId), failed, by, guard);
        });
  }

  @Override
  public List<Run> list(String topologyId, Set<RunState> states) throws InterruptedException {
    entry(topologyId);
    return history.all(topologyId).stream()
        .filter(run -> states.isEmpty() || states.contains(run.state()))
        .toList();
  }

  @Override
  public Run find(String topologyId, String runId) throws InterruptedException {
    entry(topologyId);
    return history
        .find(topologyId, runId)
        .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "No such run: " + topologyId + "/" + runId));
  }

  /** Those of the runs that are kept. */
  public Map<RunKey, Run> read(List<RunKey> keys) throws InterruptedException {
    return history.some(keys);
  }

  /** A task of a run. */
  TaskRun task(String topologyId, String runId, String taskName) throws InterruptedException {
    TaskRun task = find(topologyId, runId).tasks().get(taskName);
    if (task == null) {
      throw new Refusal(
          Kind.NOT_FOUND, "Run " + topologyId + "/" + runId + " has no task " + taskName);
    }
    return task;
  }

  @Override
  public KillAnswer kill(String topologyId, String runId, String taskName, Caller by)
      throws InterruptedException {
    TaskRun task = task(topologyId, runId, taskName);
    LiveRun live = active.find(topologyId, runId).orElse(null);
    if (live == null || task.state().isTerminal()) {
      return hasEnded(taskName, task);
    }
    AuditRecord asked =
        AuditRecord.of(by, clock.instant(), Action.KILL, "asked for the end of task " + taskName)
            .on(topologyId, runId);
    if (!live.askKill(taskName, asked)) {
      TaskRun now = live.task(taskName);
      return now.state().isTerminal()
          ? hasEnded(taskName, now)
          : new KillAnswer(false, "Task " + taskName + " has not been started yet");
    }
    LOG.info("Kill of task {} was asked for by {}", task.taskId(), by.user());
    return new KillAnswer(true, "Task cancel accepted");
  }

  @Override
  public KillAnswer killRun(String topologyId, String runId, @Nullable String reason, Caller by)
      throws InterruptedException {
    Run run = find(topologyId, runId);
    LiveRun live = active.find(topologyId, runId).orElse(null);
    if (live == null) {
      return hasEndedAlready(run);
    }
    boolean asked =
        live.askKillAll(
            by.user(),
            reason,
            AuditRecord.of(by, clock.instant(), Action.KILL, "asked for the end of the run")
                .on(topologyId, runId)
                .because(reason));
    if (!asked) {
      return hasEndedAlready(live.run());
    }
    LOG.info("Kill of run {}/{} was asked for by {}", topologyId, runId, by.user());
    return new KillAnswer(true, "Its tasks are killed; the run ends with them");
  }

  @Override
  public Run close(String topologyId, String runId, String as, String reason, Caller by)
      throws InterruptedException {
    Run run = find(topologyId, runId);
    LiveRun live = active.find(topologyId, runId).orElse(null);
    if (live == null) {
      throw hasEnded(run);
    }
    if (live.isResumed() && !settling.isOver()) {
      throw new Refusal(
          Kind.NOT_NOW, "This node leads for a moment only; what was under way may still appear");
    }
    boolean closed =
        live.askClose(
            new Closing(Closing.As.valueOf(as), by.user(), reason),
            AuditRecord.of(by, clock.instant(), Action.CLOSE, "closed as " + as)
                .on(topologyId, runId)
                .because(reason));
    if (!closed) {
      throw hasEnded(live.run());
    }
    LOG.info("Run {}/{} was closed as {} by {}: {}", topologyId, runId, as, by.user(), reason);
    return live.run();
  }

  private static KillAnswer hasEnded(String taskName, TaskRun task) {
    return new KillAnswer(false, "Task " + taskName + " has ended already: " + task.state());
  }

  private static KillAnswer hasEndedAlready(Run run) {
    return new KillAnswer(false, "Run " + run.runId() + " has ended already: " + run.state());
  }

  private static Refusal hasEnded(Run run) {
    return new Refusal(
        Kind.CONFLICT,
        "Run " + run.topologyId() + "/" + run.runId() + " has ended: " + run.state());
  }

  /** Forgets the runs of a topology that is removed. */
  public void forget(String topologyId) {
    history.forget(topologyId);
  }

  /** Forgets runs that are removed. */
  public void forget(String topologyId, List<String> runIds) {
    history.forget(topologyId, runIds);
  }

  private Entry entry(String topologyId) {
    return catalog
        .find(topologyId)
        .filter(entry -> entry.state() != TopologyState.DELETED)
        .orElseThrow(() -> noTopology(topologyId));
  }

  static Refusal noTopology(String topologyId) {
    return new Refusal(Kind.NOT_FOUND, "No such topology: " + topologyId);
  }
}
