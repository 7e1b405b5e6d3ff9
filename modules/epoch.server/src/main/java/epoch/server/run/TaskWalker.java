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
import epoch.api.topology.RetryOn;
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

  /**
   * How long one waits of which nothing but Drove's word, a deadline or a person can change
   * anything.
   */
  private static final Duration QUIET_LOOK = Duration.ofMinutes(1);

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
  private final Attempts attempts;
  private final Deadlines deadlines;

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
    this.attempts = new Attempts(live, settings.lostGrace(), clock);
    this.deadlines = new Deadlines(live, clock);
  }

  /** Blocks until the task ended; returns at once if it is recorded as ended. */
  Walked walk(ContainerTask task) throws InterruptedException {
    live.mustBeOpen();
    String name = TaskNames.of(task);
    boolean begun = live.active().attempt(name) != null;
    if (!live.task(name).state().isTerminal() && !begun && live.isKillAsked(name)) {
      end(task, TaskState.CANCELLED, NEVER_STARTED, null);
    }
    boolean mayExist = begun && live.mayBeSent(name);
    while (!live.task(name).state().isTerminal()) {
      attempt(task, name, intend(name), mayExist);
      mayExist = false;
    }
    return verdict(name);
  }

  private void attempt(ContainerTask task, String name, Attempt attempt, boolean mayExist)
      throws InterruptedException {
    try (Watch watch = follower.watch(live.task(name).taskId())) {
      live.waitsAt(watch);
      try {
        if (isItsTurn(task, attempt, watch)) {
          bring(task, name, attempt, watch, mayExist);
        }
      } finally {
        live.waitsNoMoreAt(watch);
      }
    }
  }

  /**
   * Waits for the time of an attempt.
   *
   * @return false if the task ended meanwhile, because someone asked for it
   */
  private boolean isItsTurn(ContainerTask task, Attempt attempt, Watch watch)
      throws InterruptedException {
    String name = TaskNames.of(task);
    Instant turn = attempt.notBefore();
    while (turn != null && clock.instant().isBefore(turn)) {
      live.mustBeOpen();
      deadlines.look();
      if (live.isKillAsked(name)) {
        end(task, TaskState.CANCELLED, NEVER_STARTED, null);
        return false;
      }
      Duration left = Duration.between(clock.instant(), turn).plusMillis(1);
      if (left.compareTo(SHORT) > 0) {
        live.explain(
            "%s for attempt %d at %s, until %s"
                .formatted(ActiveRuns.WAITING, attempt.number(), name, turn));
      }
      watch.next(shorter(shorter(left, LOOK), deadlines.left(task)));
    }
    if (turn != null) {
      TaskRun known = live.task(name);
      live.record(
          name, known.withState(TaskState.STARTING, known.errorMessage()), Beginning.STARTED);
    }
    return true;
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
      if (!watch(task, name, attempt, watch)) {
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
      deadlines.look();
      StartDeadline.mustHold(live, clock.instant());
      if (live.isKillAsked(name)) {
        live.abandon(name);
        end(task, TaskState.CANCELLED, NEVER_STARTED, null);
        return false;
      }
      Optional<String> held = held(watch);
      if (held.isPresent()) {
        live.explain(ActiveRuns.WAITING + ": " + held.get());
        continue;
      }
      if (isOlderThan(attempt.intended(), settings.intentLife())) {
        end(
            task,
            TaskState.FAILED,
            "Outcome unknown: it could not be started for "
                + settings.intentLife().toHours()
                + " h, and Drove forgets ids",
            null);
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
          live.notTaken();
          end(task, TaskState.FAILED, "Drove refused it: " + message, null);
          return false;
        }
        case CreateOutcome.NotNow(Why why, String message) -> {
          live.notTaken();
          if (why == Why.NO_CAPACITY && isOlderThan(waitingSince, settings.capacityWait())) {
            end(task, TaskState.FAILED, "No room on Drove: " + message, null);
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
    if (live.hasBegun() || !live.isCaughtUp()) {
      return;
    }
    try (CreateGate.Turn turn = gate.catchUpTurn()) {
      for (Duration wait = turn.in(); wait.isPositive(); wait = turn.in()) {
        deadlines.look();
        StartDeadline.mustHold(live, clock.instant());
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
  private boolean watch(ContainerTask task, String name, Attempt attempt, Watch watch)
      throws InterruptedException {
    Instant since = clock.instant();
    Instant lastKill = Instant.EPOCH;
    Duration look = LOOK;
    while (true) {
      live.mustBeOpen();
      deadlines.look();
      Sighting sighting = watch.next(shorter(look, deadlines.left(task)));
      look = LOOK;
      switch (sighting) {
        case Sighting.Seen(TaskInfo info) -> {
          if (see(task, name, info)) {
            return false;
          }
          deadlines.look(task);
          if (!isToEnd(name)) {
            look = QUIET_LOOK;
          } else if (isOlderThan(lastKill, settings.killInterval())) {
            lastKill = clock.instant();
            kill(name);
          }
        }
        case Sighting.Absent(Duration unbroken, TaskInfo last) -> {
          Duration absent = shorter(unbroken, Duration.between(since, clock.instant()));
          if (last != null || wasSeen(name)) {
            if (absent.compareTo(settings.lostGrace()) >= 0) {
              end(task, TaskState.FAILED, "Lost by Drove", RetryOn.LOST);
              return false;
            }
          } else if (absent.compareTo(settings.absence()) >= 0) {
            return !isGivenUp(task, name, attempt);
          }
        }
        case Sighting.Unavailable _ -> LOG.debug("Drove cannot be asked about {}", name);
      }
    }
  }

  /**
   * A task that never appeared is not created again when it was killed, or its id may be forgotten.
   */
  private boolean isGivenUp(ContainerTask task, String name, Attempt attempt)
      throws InterruptedException {
    if (live.isKillAsked(name)) {
      live.abandon(name);
      end(task, TaskState.CANCELLED, NEVER_STARTED, null);
      return true;
    }
    if (isOlderThan(attempt.intended(), settings.intentLife())) {
      end(task, TaskState.FAILED, "Outcome unknown: Drove does not know it any more", null);
      return true;
    }
    return false;
  }

  /**
   * Records what Drove says of the task.
   *
   * @return whether it has ended
   */
  private boolean see(ContainerTask task, String name, TaskInfo info) throws InterruptedException {
    Optional<String> conflict = conflict(info);
    if (conflict.isPresent()) {
      end(task, TaskState.FAILED, conflict.get(), null);
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
      if (isLost(info)) {
        live.mayStillRunUntil(clock.instant().plus(settings.lostGrace()));
      }
      TaskRun last = seen.endedAt(clock.instant());
      if (deadlines.isMissed(name) && outcome.state() != TaskState.COMPLETED) {
        attempts.end(
            task, last.withState(TaskState.FAILED, deadlines.missed(task)), RetryOn.TIMEOUT);
      } else {
        attempts.end(task, last, isLost(info) ? RetryOn.LOST : RetryOn.FAILED);
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

  /**
   * @param cause what kind of failure it is, if another attempt may help
   */
  private void end(ContainerTask task, TaskState state, String message, @Nullable RetryOn cause)
      throws InterruptedException {
    TaskRun known = live.task(TaskNames.of(task));
    attempts.end(task, known.withState(state, message).endedAt(clock.instant()), cause);
  }

  /** Whether it is to be killed: someone asked for it, or it took too long. */
  private boolean isToEnd(String name) {
    return live.isKillAsked(name) || deadlines.isMissed(name);
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
    if (live.active().lastSuccess() != null) {
      env.put("EPOCH_LAST_SUCCESS", live.active().lastSuccess().toString());
    }
    deadlines.of(task).ifPresent(time -> env.put("EPOCH_DEADLINE", time.toString()));
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
        live.active().lastSuccess(),
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
