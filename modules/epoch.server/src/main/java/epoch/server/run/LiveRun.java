package epoch.server.run;

import epoch.api.run.Run;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Topology;
import epoch.server.event.Events;
import epoch.server.store.ActiveRun;
import epoch.server.store.Attempt;
import epoch.server.store.AuditRecord;
import epoch.server.store.Closing;
import epoch.server.store.Place;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An active run: what is recorded of it and how that changes ({@link RunNodes}), what of it may be
 * on Drove ({@link Footprint}), and who waits for news of it ({@link Bell}).
 */
final class LiveRun {
  /** A run later than this is one of those that an outage or a hold has put off. */
  private static final Duration ON_TIME = Duration.ofSeconds(10);

  private final Store store;
  private final InstantSource clock;
  private final Topology topology;
  private final boolean resumed;
  private final Standing standing;
  private final RunNodes nodes;
  private final Footprint footprint;
  private final Bell bell = new Bell();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** How the run's only task ended, if that is to be written with the end of the run. */
  private volatile @Nullable TaskRun onlyTask;

  /**
   * @param topology the revision that the run walks
   * @param resumed whether an earlier leader may have acted for this run already
   */
  LiveRun(
      Store store,
      Events events,
      InstantSource clock,
      Topology topology,
      Versioned<Run> run,
      Versioned<ActiveRun> active,
      boolean resumed) {
    this.store = store;
    this.clock = clock;
    this.topology = topology;
    this.resumed = resumed;
    this.nodes = new RunNodes(store, events, clock, run, active);
    this.footprint = new Footprint(resumed ? begun(run.value(), active.value()) : Set.of());
    this.standing = new Standing(clock.instant());
    if (!resumed || active.value().waits()) {
      standing.know();
    }
  }

  /** The ids of the tasks that an earlier leader may have created. */
  private static Set<String> begun(Run run, ActiveRun active) {
    return run.tasks().entrySet().stream()
        .filter(task -> active.attempt(task.getKey()) != null)
        .map(task -> task.getValue().taskId())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What of it may be on Drove. */
  Footprint footprint() {
    return footprint;
  }

  /** Whether this leader knows how it stands. */
  Standing standing() {
    return standing;
  }

  /** Rings for whoever waits for news of it. */
  Bell bell() {
    return bell;
  }

  Topology topology() {
    return topology;
  }

  Run run() {
    return nodes.run();
  }

  ActiveRun active() {
    return nodes.active();
  }

  /** Which installation runs it. */
  String installation() {
    return store.identity().uid();
  }

  /** Whether it stands in the way of other runs of its topology. */
  boolean counts() {
    Place place = active().place();
    return isScheduled() || (place != null && place.overlap() != null);
  }

  /** When it began to do what it is for; null while it waits for that. */
  @Nullable Instant begun() {
    Place place = active().place();
    return place == null ? run().created() : place.begun();
  }

  boolean isScheduled() {
    return run().runType() == RunType.SCHEDULED;
  }

  boolean isResumed() {
    return resumed;
  }

  /** How the run names itself in the log. */
  String name() {
    return run().topologyId() + "/" + run().runId();
  }

  /** The task as recorded, or as it is about to be with the end of the run. */
  TaskRun task(String name) {
    TaskRun only = onlyTask;
    TaskRun known = only == null ? run().tasks().get(name) : only;
    if (known == null) {
      throw new IllegalStateException("Run " + name() + " has no task " + name);
    }
    return known;
  }

  /** Writes the intent to create a task, with the task's new state. */
  void intend(String taskName, Attempt attempt, TaskRun task) throws InterruptedException {
    nodes.alone(() ->
        nodes.put(
            (run, now) -> run.withTask(taskName, task, now),
            active().with(taskName, attempt),
            null));
  }

  /**
   * Notes that a task has taken too long, and is to be killed.
   *
   * @param why for the audit
   */
  void timeOut(String taskName, AuditRecord why) throws InterruptedException {
    nodes.alone(() -> {
      Attempt attempt = active().attempt(taskName);
      if (attempt != null && attempt.timedOut() == null) {
        nodes.put(active().with(taskName, attempt.timedOut(clock.instant())), why);
      }
    });
  }

  /** Writes what became of a task, and what that says of the run, if it is new. */
  void record(String taskName, TaskRun task, String message) throws InterruptedException {
    nodes.alone(() -> {
      if (!task.equals(run().tasks().get(taskName)) || !message.equals(run().message())) {
        nodes.put(
            (run, now) -> run.withTask(taskName, task, now).withState(run.state(), message, now));
      }
    });
  }

  /**
   * Notes how a task ended. Where it is all of the run, that is not written by itself: the end of
   * the run follows at once, and a leader that dies in between leaves a task of which Drove still
   * tells the same.
   */
  void ended(String taskName, TaskRun task) throws InterruptedException {
    if (topology.task() instanceof ContainerTask) {
      onlyTask = task;
    } else {
      record(taskName, task, Beginning.STARTED);
    }
  }

  /** Writes why the run is where it is, if that is new. */
  void explain(String message) throws InterruptedException {
    nodes.alone(() -> {
      if (!message.equals(run().message())) {
        nodes.put((run, now) -> run.withState(run.state(), message, now));
      }
    });
  }

  /**
   * Writes that a task shall be killed, and wakes the walker to do it.
   *
   * @param asked who asked, for the audit
   * @return false if the task was not begun, or the run has ended
   */
  boolean askKill(String taskName, AuditRecord asked) throws InterruptedException {
    if (active().attempt(taskName) == null) {
      return false;
    }
    boolean open =
        nodes.ifOpen(() -> {
          Attempt attempt = active().attempt(taskName);
          if (attempt != null && attempt.killAsked() == null) {
            nodes.put(active().with(taskName, attempt.killed(asked.who(), clock.instant())), asked);
          }
        });
    bell.wake();
    return open;
  }

  /**
   * Writes that the whole run shall be killed, and wakes the walker to do it.
   *
   * @return false if it has ended
   */
  boolean askKillAll(String by, @Nullable String reason, @Nullable AuditRecord asked)
      throws InterruptedException {
    boolean open =
        nodes.ifOpen(() -> {
          if (active().killedBy() == null) {
            nodes.put((run, now) -> run.withKilledBy(by, now), active().killed(by, reason), asked);
          }
        });
    bell.wake();
    return open;
  }

  /** Writes that the run may begin. */
  void letIn() throws InterruptedException {
    nodes.alone(() -> {
      Place place = active().place();
      if (active().waits() && place != null) {
        nodes.put(active().at(place.letIn(clock.instant())), null);
      }
    });
  }

  /**
   * Writes how a person decided that the run ends, and wakes the walker to end it.
   *
   * @return false if it has ended by itself
   */
  boolean askClose(Closing closing, AuditRecord asked) throws InterruptedException {
    boolean open = nodes.ifOpen(() -> nodes.put(active().closed(closing), asked));
    bell.wake();
    return open;
  }

  /**
   * Does nothing, unless a person closed the run.
   *
   * @throws RunClosed if so
   */
  void mustBeOpen() {
    if (active().closing() != null) {
      throw new RunClosed();
    }
  }

  /** Whether someone asked for the end of the task. */
  boolean isKillAsked(String taskName) {
    Attempt attempt = active().attempt(taskName);
    return active().killedBy() != null || (attempt != null && attempt.killAsked() != null);
  }

  /**
   * Makes the last write of this run, which the caller composes, with nobody else writing it.
   *
   * @return the run as it ended
   */
  Run end(UnaryOperator<Run> ending, RunNodes.End commit) throws InterruptedException {
    return nodes.end(run -> ending.apply(withOnlyTask(run)), commit);
  }

  private Run withOnlyTask(Run run) {
    TaskRun task = onlyTask;
    return task != null && topology.task() instanceof ContainerTask only
        ? run.withTask(TaskNames.of(only), task, clock.instant())
        : run;
  }

  /** Notes that a task was given up, killed, before Drove was seen to have it. */
  void abandon(String taskName) {
    if (!active().isLegacy()) {
      footprint.abandon(task(taskName).taskId());
    }
  }

  /** Whether the run was begun so late that its fire time counts as caught up with. */
  boolean isCaughtUp() {
    Instant fireTime = run().fireTime();
    return isScheduled()
        && fireTime != null
        && Duration.between(fireTime.plus(Jitter.of(topology)), run().created()).compareTo(ON_TIME)
            > 0;
  }

  void markEnded() {
    standing.know();
    ended.countDown();
  }

  /** Waits until the run has ended. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }
}
