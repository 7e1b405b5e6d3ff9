package epoch.server.run;

import epoch.api.json.Durations;
import epoch.api.run.TaskRun;
import epoch.api.topology.ContainerTask;
import epoch.server.store.ActiveRun;
import epoch.server.store.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By when a run and its tasks have to be over, and what follows when they are not. */
final class Deadlines {
  private static final Duration LONG = Duration.ofDays(1);

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
      live.askKillAll(
          ActiveRun.EPOCH,
          "it took longer than its runTimeout of " + live.topology().effectivePolicy().runTimeout(),
          null);
    }
  }

  /** Notes that a task takes longer than it may, if so. */
  void look(ContainerTask task) throws InterruptedException {
    Optional<Instant> deadline = ofAttempt(task);
    if (deadline.isPresent() && !clock.instant().isBefore(deadline.get())) {
      live.timeOut(TaskNames.of(task));
    }
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

  /** How long it is to the next deadline; a day if there is none. */
  Duration left(ContainerTask task) {
    Instant now = clock.instant();
    Stream<Instant> all = Stream.concat(ofRun().stream(), ofAttempt(task).stream());
    return all.filter(deadline -> deadline.isAfter(now))
        .map(deadline -> Duration.between(now, deadline).plusMillis(1))
        .min(Duration::compareTo)
        .orElse(LONG);
  }

  /** By when an attempt that is created now has to be over. */
  Optional<Instant> of(ContainerTask task) {
    Optional<Instant> ofTask =
        length(task.timeout()).map(clock.instant().truncatedTo(ChronoUnit.MILLIS)::plus);
    return Stream.concat(ofRun().stream(), ofTask.stream()).min(Instant::compareTo);
  }

  private Optional<Instant> ofRun() {
    Instant begun = live.begun();
    return begun == null
        ? Optional.empty()
        : length(live.topology().effectivePolicy().runTimeout()).map(begun::plus);
  }

  private Optional<Instant> ofAttempt(ContainerTask task) {
    TaskRun known = live.task(TaskNames.of(task));
    return known.started() == null
        ? Optional.empty()
        : length(task.timeout()).map(known.started()::plus);
  }

  private static Optional<Duration> length(@Nullable String text) {
    return Optional.ofNullable(text).map(Durations::parse);
  }
}
