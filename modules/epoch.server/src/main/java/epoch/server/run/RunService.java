package epoch.server.run;

import epoch.api.rest.KillAnswer;
import epoch.api.rest.RunStarted;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskRun;
import epoch.api.topology.TopologyState;
import epoch.api.topology.UnknownTask;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Runs;
import epoch.server.store.Closing;
import epoch.server.store.Store;
import epoch.server.store.zookeeper.StaleException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be asked about runs and of them, while this node leads. Thread safe. */
public final class RunService implements Runs {
  private static final Logger LOG = LoggerFactory.getLogger(RunService.class);

  /** How often a distinct id is looked for. */
  private static final int TRIES = 1_000;

  private final Catalog catalog;
  private final ActiveRuns active;
  private final History history;
  private final InstantSource clock;

  /** From when on no create of an earlier leader can be under way any more. */
  private final Instant settled;

  /**
   * @param settle how long after the begin of this leadership a call to Drove that an earlier
   *     leader began may be under way
   */
  public RunService(
      Catalog catalog, Store store, ActiveRuns active, InstantSource clock, Duration settle) {
    this.catalog = catalog;
    this.active = active;
    this.history = new History(store, active);
    this.clock = clock;
    this.settled = clock.instant().plus(settle);
  }

  @Override
  public RunStarted start(String topologyId, Caller by) throws InterruptedException {
    Entry entry = entry(topologyId);
    try (var _ = entry.hold()) {
      if (entry.state() == TopologyState.DELETED || !catalog.has(entry)) {
        throw noTopology(topologyId);
      }
      if (entry.topology().task() instanceof UnknownTask) {
        throw new Refusal(
            Kind.CONFLICT,
            "Topology " + topologyId + " has a task of a type that is not known here");
      }
      Run run = begin(entry);
      LOG.info("Run {}/{} was asked for by {}", topologyId, run.runId(), by.user());
      return new RunStarted(run.runId());
    }
  }

  private Run begin(Entry entry) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return active.beginInstant(entry, entry.nextInstantRun(clock.instant()));
      } catch (StaleException stale) {
        if (!stale.exists() || attempt == TRIES) {
          throw new Refusal(
              Kind.CONFLICT, "Topology " + entry.id() + " was changed meanwhile: try again");
        }
      }
    }
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
      return new KillAnswer(false, "Task " + taskName + " has ended already: " + task.state());
    }
    if (!live.askKill(taskName, by.user())) {
      return new KillAnswer(false, "Task " + taskName + " has not been started yet");
    }
    LOG.info("Kill of task {} was asked for by {}", task.taskId(), by.user());
    return new KillAnswer(true, "Task cancel accepted");
  }

  @Override
  public Run close(String topologyId, String runId, String as, String reason, Caller by)
      throws InterruptedException {
    Run run = find(topologyId, runId);
    LiveRun live = active.find(topologyId, runId).orElse(null);
    if (live == null) {
      throw new Refusal(
          Kind.CONFLICT, "Run " + topologyId + "/" + runId + " has ended: " + run.state());
    }
    if (live.isResumed() && clock.instant().isBefore(settled)) {
      throw new Refusal(
          Kind.NOT_NOW, "This node leads for a moment only; what was under way may still appear");
    }
    live.askClose(new Closing(Closing.As.valueOf(as), by.user(), reason));
    LOG.info("Run {}/{} was closed as {} by {}: {}", topologyId, runId, as, by.user(), reason);
    return live.run();
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

  private static Refusal noTopology(String topologyId) {
    return new Refusal(Kind.NOT_FOUND, "No such topology: " + topologyId);
  }
}
