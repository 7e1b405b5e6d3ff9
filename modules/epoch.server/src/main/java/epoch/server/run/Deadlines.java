package epoch.server.run;

import epoch.api.json.Durations;
import epoch.api.run.TaskRun;
import epoch.api.topology.ContainerTask;
import epoch.server.store.ActiveRun;
import epoch.server.store.Attempt;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** By when a run and its tasks have to be over, and what follows when they are not. */
final class Deadlines {
  /** How long news are waited for at most. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  /**
   * How long one waits of which nothing but Drove's word, a deadline or a person can change
   * anything.
   */
  private static final Duration QUIET_LOOK = Duration.ofMinutes(1);

  private final LiveRun live;
  private final InstantSource clock;

  Deadlines(LiveRun live, InstantSource clock) {
    this.live = live;
    this.clock = clock;
  }

  /** Has the whole run killed if it takes longer than its topology allows. */
  void look() throws InterruptedException {
    Optional<Instant> deadline = ofRun();
    if (deadline.isPresent()
        && !clock.instant().isBefore(deadline.get())
        && live.active().killedBy() == null) {
      String why =
          "it took longer than its runTimeout of " + live.topology().effectivePolicy().runTimeout();
      live.askKillAll(ActiveRun.EPOCH, why, audit("asked for the end of the run", why));
    }
  }

  /** Notes that a task takes longer than it may, if so. */
  void look(ContainerTask task) throws InterruptedException {
    Optional<Instant> deadline = ofAttempt(task);
    if (deadline.isPresent() && !clock.instant().isBefore(deadline.get())) {
      String name = TaskNames.of(task);
      live.timeOut(
          name,
          audit(
              "asked for the end of task " + name,
              "it took longer than its timeout of " + task.timeout()));
    }
  }

  private AuditRecord audit(String what, String why) {
    return AuditRecord.ofEpoch(clock.instant(), Action.KILL, what)
        .on(live.run().topologyId(), live.run().runId())
        .because(why);
  }

  /** Whether the attempt at a task that goes on was found to have taken too long. */
  boolean isMissed(String taskName) {
    Attempt attempt = live.active().attempt(taskName);
    return attempt != null && attempt.timedOut() != null;
  }

  /** What is said of it. */
  String missed(ContainerTask task) {
    return "Took longer than its timeout of " + task.timeout();
  }

  /** How long to wait for news of a task before the clocks are to be checked again. */
  Duration nextLook(ContainerTask task) {
    return look(task, LOOK);
  }

  /** As {@link #nextLook(ContainerTask)}, but no longer than that. */
  Duration nextLook(ContainerTask task, Duration atMost) {
    return look(task, atMost.compareTo(LOOK) < 0 ? atMost : LOOK);
  }

  /** As {@link #nextLook(ContainerTask)}, where nothing but news and deadlines matter. */
  Duration quietLook(ContainerTask task) {
    return look(task, QUIET_LOOK);
  }

  private Duration look(ContainerTask task, Duration atMost) {
    Instant now = clock.instant();
    return Stream.concat(ofRun().stream(), ofAttempt(task).stream())
        .filter(deadline -> deadline.isAfter(now))
        .map(deadline -> Duration.between(now, deadline).plusMillis(1))
        .filter(left -> left.compareTo(atMost) < 0)
        .min(Duration::compareTo)
        .orElse(atMost);
  }

  /** By when an attempt that is created now has to be over. */
  Optional<Instant> of(ContainerTask task) {
    Optional<Instant> ofTask =
        Durations.understood(task.timeout())
            .map(clock.instant().truncatedTo(ChronoUnit.MILLIS)::plus);
    return Stream.concat(ofRun().stream(), ofTask.stream()).min(Instant::compareTo);
  }

  private Optional<Instant> ofRun() {
    Instant begun = live.begun();
    return begun == null
        ? Optional.empty()
        : Durations.understood(live.topology().effectivePolicy().runTimeout()).map(begun::plus);
  }

  private Optional<Instant> ofAttempt(ContainerTask task) {
    TaskRun known = live.task(TaskNames.of(task));
    return known.started() == null
        ? Optional.empty()
        : Durations.understood(task.timeout()).map(known.started()::plus);
  }
}
