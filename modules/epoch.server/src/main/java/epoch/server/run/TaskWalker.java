package epoch.server.run;

import epoch.api.drove.DroveTaskState;
import epoch.api.drove.TaskInfo;
import epoch.api.drove.TaskOutcome;
import epoch.api.drove.TaskResultStatus;
import epoch.api.drove.TaskSpec;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.template.Values;
import epoch.api.topology.ContainerTask;
import epoch.server.drove.CreateOutcome;
import epoch.server.drove.CreateOutcome.Why;
import epoch.server.drove.Drove;
import epoch.server.drove.KillOutcome;
import epoch.server.drove.Lookup;
import epoch.server.drove.Sighting;
import epoch.server.drove.TaskFollower;
import epoch.server.drove.Watch;
import epoch.server.store.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one task of one run to its end: writes the intent, creates it on Drove, watches it, kills
 * it when asked. Each step holds for a task that an earlier leader may have created as well: such a
 * task is looked for and adopted, never created beside itself.
 */
final class TaskWalker {
  private static final Logger LOG = LoggerFactory.getLogger(TaskWalker.class);

  private static final String NEVER_STARTED = "Killed before it started";

  /** How long a look waits for news before the clocks of this class are checked again. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** A wait that is not worth a word. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static final Duration HELD_LOOK = Duration.ofMillis(500);

  private final LiveRun live;
  private final Drove drove;
  private final TaskFollower follower;
  private final CreateGate gate;
  private final RunSettings settings;

  /** In which templates of the topology tell time. */
  private final ZoneId zone;

  private final InstantSource clock;

  TaskWalker(
      LiveRun live,
      Drove drove,
      TaskFollower follower,
      CreateGate gate,
      RunSettings settings,
      ZoneId zone,
      InstantSource clock) {
    this.live = live;
    this.drove = drove;
    this.follower = follower;
    this.gate = gate;
    this.settings = settings;
    this.zone = zone;
    this.clock = clock;
  }

  /** Blocks until the task ended; returns at once if it is recorded as ended. */
  Walked walk(ContainerTask task) throws InterruptedException {
    live.mustBeOpen();
    String name = TaskNames.of(task);
    boolean begun = live.active().attempt(name) != null;
    if (!live.task(name).state().isTerminal() && !begun && live.isKillAsked(name)) {
      end(name, TaskState.CANCELLED, NEVER_STARTED);
    }
    if (!live.task(name).state().isTerminal()) {
      boolean mayExist = begun && live.mayBeSent(name);
      Attempt attempt = intend(name);
      try (Watch watch = follower.watch(live.task(name).taskId())) {
        live.waitingAt(watch);
        bring(task, name, attempt, watch, mayExist);
      } finally {
        live.waitingAt(null);
      }
    }
    return verdict(name);
  }

  private Walked verdict(String name) {
    TaskRun task = live.task(name);
    if (task.state() == TaskState.COMPLETED) {
      return Walked.SUCCESSFUL;
    }
    String why = task.errorMessage() == null ? "" : task.errorMessage();
    String what = name + (task.state() == TaskState.CANCELLED ? " was killed" : " failed");
    return Walked.failed(why.isEmpty() ? what : what + ": " + why);
  }

  private Attempt intend(String name) throws InterruptedException {
    Attempt known = live.active().attempt(name);
    if (known != null) {
      return known;
    }
    Attempt first = Attempt.first(clock.instant());
    live.intend(name, first, live.task(name).withState(TaskState.STARTING, ""));
    return first;
  }

  /**
   * @param mayExist whether the task may be on Drove already; it is created only where it is
   *     certain that it is not
   */
  private void bring(
      ContainerTask task, String name, Attempt attempt, Watch watch, boolean mayExist)
      throws InterruptedException {
    boolean exists = mayExist;
    while (true) {
      if (!exists && !create(task, name, attempt, watch)) {
        return;
      }
      if (!watch(name, attempt, watch)) {
        return;
      }
      LOG.warn(
          "Drove took task {} but has not known it for {} s: creating it again",
          live.task(name).taskId(),
          settings.absence().toSeconds());
      exists = false;
    }
  }

  /**
   * Creates the task, however long Drove says "not now".
   *
   * @return whether it may be on Drove now; false if the task has ended without
   */
  private boolean create(ContainerTask task, String name, Attempt attempt, Watch watch)
      throws InterruptedException {
    TaskSpec spec = spec(task, name, attempt);
    Duration backoff = settings.firstBackoff();
    awaitTurn(name, watch);
    Instant waitingSince = clock.instant();
    while (true) {
      live.mustBeOpen();
      if (live.isKillAsked(name)) {
        live.abandon(name);
        end(name, TaskState.CANCELLED, NEVER_STARTED);
        return false;
      }
      Optional<String> held = held(watch);
      if (held.isPresent()) {
        live.explain(ActiveRuns.WAITING + ": " + held.get());
        continue;
      }
      if (isOlderThan(attempt.intended(), settings.intentLife())) {
        end(
            name,
            TaskState.FAILED,
            "Outcome unknown: it could not be started for "
                + settings.intentLife().toHours()
                + " h, and Drove forgets ids");
        return false;
      }
      Optional<CreateOutcome> outcome =
          gate.pass(() -> {
            live.sending(name);
            return drove.create(spec);
          });
      if (outcome.isEmpty()) {
        continue;
      }
      switch (outcome.get()) {
        case CreateOutcome.Accepted _ -> {
          LOG.info("Started task {}", spec.taskId());
          return true;
        }
        case CreateOutcome.Exists _ -> {
          LOG.info("Task {} is on Drove already", spec.taskId());
          return true;
        }
        case CreateOutcome.Unknown(String message) -> {
          LOG.warn("Whether task {} was started is not known yet: {}", spec.taskId(), message);
          return true;
        }
        case CreateOutcome.Refused(String message) -> {
          end(name, TaskState.FAILED, "Drove refused it: " + message);
          return false;
        }
        case CreateOutcome.NotNow(Why why, String message) -> {
          if (why == Why.NO_CAPACITY && isOlderThan(waitingSince, settings.capacityWait())) {
            end(name, TaskState.FAILED, "No room on Drove: " + message);
            return false;
          }
          live.explain(ActiveRuns.WAITING + " for Drove: " + message);
          LOG.info("Task {} cannot be started yet: {}", spec.taskId(), message);
        }
      }
      watch.next(backoff);
      backoff = shorter(backoff.multipliedBy(2), settings.maxBackoff());
    }
  }

  /** Runs that are caught up with do not all begin at once; only their first task waits. */
  private void awaitTurn(String name, Watch watch) throws InterruptedException {
    boolean first = live.run().tasks().keySet().iterator().next().equals(name);
    if (!first || !live.isCaughtUp() || live.mayBeSent(name)) {
      return;
    }
    try (CreateGate.Turn turn = gate.catchUpTurn()) {
      for (Duration wait = turn.in(); wait.isPositive(); wait = turn.in()) {
        if (live.isKillAsked(name) || live.active().closing() != null) {
          return;
        }
        if (wait.compareTo(SHORT) > 0) {
          live.explain("Waiting: it is caught up with, and others come first");
        }
        watch.next(shorter(wait, LOOK));
      }
    }
  }

  /** Why nothing may be created now; waits a moment if so. */
  private Optional<String> held(Watch watch) throws InterruptedException {
    Optional<String> held = gate.held();
    if (held.isPresent()) {
      watch.next(HELD_LOOK);
    }
    return held;
  }

  /**
   * Watches the task until it ended.
   *
   * @return true if Drove has certainly never had it, so that it is to be created again
   */
  private boolean watch(String name, Attempt attempt, Watch watch) throws InterruptedException {
    Instant since = clock.instant();
    Instant lastKill = Instant.EPOCH;
    while (true) {
      live.mustBeOpen();
      switch (watch.next(LOOK)) {
        case Sighting.Seen(TaskInfo info) -> {
          if (see(name, info)) {
            return false;
          }
          if (live.isKillAsked(name) && isOlderThan(lastKill, settings.killInterval())) {
            lastKill = clock.instant();
            kill(name);
          }
        }
        case Sighting.Absent(Duration unbroken, TaskInfo last) -> {
          Duration absent = shorter(unbroken, Duration.between(since, clock.instant()));
          if (last != null || wasSeen(name)) {
            if (absent.compareTo(settings.lostGrace()) >= 0) {
              end(name, TaskState.FAILED, "Lost by Drove");
              return false;
            }
          } else if (absent.compareTo(settings.absence()) >= 0) {
            return !isGivenUp(name, attempt);
          }
        }
        case Sighting.Unavailable _ -> LOG.debug("Drove cannot be asked about {}", name);
      }
    }
  }

  /**
   * A task that never appeared is not created again when it was killed, or its id may be forgotten.
   */
  private boolean isGivenUp(String name, Attempt attempt) throws InterruptedException {
    if (live.isKillAsked(name)) {
      live.abandon(name);
      end(name, TaskState.CANCELLED, NEVER_STARTED);
      return true;
    }
    if (isOlderThan(attempt.intended(), settings.intentLife())) {
      end(name, TaskState.FAILED, "Outcome unknown: Drove does not know it any more");
      return true;
    }
    return false;
  }

  /**
   * Records what Drove says of the task.
   *
   * @return whether it has ended
   */
  private boolean see(String name, TaskInfo info) throws InterruptedException {
    Optional<String> conflict = conflict(info);
    if (conflict.isPresent()) {
      end(name, TaskState.FAILED, conflict.get());
      return true;
    }
    TaskOutcome outcome = info.outcome();
    TaskRun seen = live.task(name).withUpstreamId(info.taskId());
    if (seen.started() == null && info.created() != null) {
      seen = seen.startedAt(info.created());
    }
    seen = seen.withState(outcome.state(), outcome.message());
    if (outcome.state().isTerminal()) {
      LOG.info("Task {} ended: {} {}", info.taskId(), outcome.state(), outcome.message());
      live.record(name, seen.endedAt(clock.instant()), Beginning.STARTED);
      if (isLost(info)) {
        live.mayStillRunUntil(clock.instant().plus(settings.lostGrace()));
      }
      return true;
    }
    live.record(name, seen, Beginning.STARTED);
    return false;
  }

  /** A task on Drove with our id that another one started is no success of ours. */
  private Optional<String> conflict(TaskInfo seen) throws InterruptedException {
    if (live.active().isLegacy()) {
      return Optional.empty();
    }
    Map<String, String> env = seen.env();
    if (env == null) {
      if (!(drove.find(seen.taskId()) instanceof Lookup.Found(TaskInfo info))) {
        return Optional.empty();
      }
      env = info.env();
    }
    String uid = env == null ? null : env.get(TaskNames.RUN_UID);
    return live.active().uid().equals(uid)
        ? Optional.empty()
        : Optional.of("Conflict: a task with the id " + seen.taskId() + " is not of this run");
  }

  private void kill(String name) throws InterruptedException {
    String taskId = live.task(name).taskId();
    switch (drove.kill(taskId)) {
      case KillOutcome.Accepted _ -> LOG.info("Asked Drove to kill task {}", taskId);
      case KillOutcome.NotRunning(String message) ->
          LOG.info("Drove does not kill task {} yet: {}", taskId, message);
      case KillOutcome.Unavailable(String message) ->
          LOG.warn("Task {} cannot be killed yet: {}", taskId, message);
    }
  }

  private void end(String name, TaskState state, String message) throws InterruptedException {
    live.record(
        name,
        live.task(name).withState(state, message).endedAt(clock.instant()),
        Beginning.STARTED);
  }

  private TaskSpec spec(ContainerTask task, String name, Attempt attempt) {
    var env = new LinkedHashMap<String, String>();
    env.put("EPOCH_TOPOLOGY", live.run().topologyId());
    env.put("EPOCH_RUN_ID", live.run().runId());
    env.put(TaskNames.RUN_UID, live.active().uid());
    env.put(TaskNames.INSTALLATION, live.installation());
    env.put("EPOCH_TASK", name);
    env.put("EPOCH_ATTEMPT", Integer.toString(attempt.number()));
    fireTime(live.run()).ifPresent(time -> env.put("EPOCH_FIRE_TIME", time.toString()));
    return TaskSpec.of(settings.appName(), live.task(name).taskId(), task, env)
        .filled(values(name, attempt));
  }

  private Values values(String name, Attempt attempt) {
    Run run = live.run();
    return new Values(
        run.topologyId(),
        run.runId(),
        name,
        attempt.number(),
        fireTime(run).orElse(run.created()),
        null,
        zone);
  }

  /** What a retry is about is the fire time of the run that failed. */
  private static Optional<Instant> fireTime(Run run) {
    return Optional.ofNullable(run.fireTime()).or(() -> RunId.parse(run.runId()).map(RunId::time));
  }

  private boolean wasSeen(String name) {
    TaskRun task = live.task(name);
    return task.taskId().equals(task.upstreamId())
        || task.state() == TaskState.RUNNING
        || task.state() == TaskState.UNKNOWN;
  }

  private static boolean isLost(TaskInfo info) {
    return info.state() == DroveTaskState.LOST
        || (info.taskResult() != null && info.taskResult().status() == TaskResultStatus.LOST);
  }

  private boolean isOlderThan(@Nullable Instant time, Duration age) {
    return time == null || Duration.between(time, clock.instant()).compareTo(age) >= 0;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
