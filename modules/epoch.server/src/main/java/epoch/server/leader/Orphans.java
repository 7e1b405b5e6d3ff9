package epoch.server.leader;

import epoch.api.drove.TaskInfo;
import epoch.server.drove.Drove;
import epoch.server.drove.KillOutcome;
import epoch.server.drove.Lookup;
import epoch.server.drove.Reply;
import epoch.server.run.ActiveRuns;
import epoch.server.store.Store;
import epoch.server.store.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for tasks of our app on Drove that no active run knows. They are reported. Killed are only
 * those that this installation created and whose end somebody had asked for before they appeared;
 * and of those a few at a time, so that a mistake would not end everything.
 */
final class Orphans {
  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int KILLS = 5;
  private static final int NAMED = 20;

  /** Drove forgets ids after two days. */
  private static final Duration REMEMBERED = Duration.ofDays(3);

  private final Store store;
  private final Drove drove;
  private final ActiveRuns active;
  private final InstantSource clock;
  private Set<String> reported = Set.of();

  Orphans(Store store, Drove drove, ActiveRuns active, InstantSource clock) {
    this.store = store;
    this.drove = drove;
    this.active = active;
    this.clock = clock;
  }

  /** Looks every now and then, until interrupted. */
  void watch() throws InterruptedException {
    while (true) {
      TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
      sweep();
    }
  }

  /**
   * Looks once.
   *
   * @return how many there are
   */
  synchronized int sweep() throws InterruptedException {
    List<TaskInfo> orphans = find();
    Set<String> ids = orphans.stream().map(TaskInfo::taskId).collect(Collectors.toSet());
    List<String> news = ids.stream().filter(id -> !reported.contains(id)).limit(NAMED).toList();
    if (!news.isEmpty()) {
      LOG.warn("{} tasks on Drove are known to no run, new among them {}", ids.size(), news);
    }
    reported = ids;
    Map<String, Tombstone> tombstones =
        store.tombstones().stream()
            .collect(Collectors.toMap(Tombstone::taskId, Function.identity(), (a, _) -> a));
    int killed = 0;
    for (TaskInfo orphan : orphans) {
      Tombstone tombstone = tombstones.get(orphan.taskId());
      if (tombstone != null && killed < KILLS && isOurs(orphan, tombstone)) {
        KillOutcome outcome = drove.kill(orphan.taskId());
        LOG.warn(
            "Task {} began after its end had been asked for, and is killed: {}",
            orphan.taskId(),
            outcome);
        killed++;
      }
    }
    Instant oldest = clock.instant().minus(REMEMBERED);
    for (Tombstone old : tombstones.values()) {
      if (old.time().isBefore(oldest)) {
        store.clearing().tombstone(old);
      }
    }
    return orphans.size();
  }

  private List<TaskInfo> find() {
    // What runs know is asked before and after: a run may begin or end while Drove answers.
    Set<String> known = new HashSet<>(active.taskIds());
    if (!(drove.active() instanceof Reply.Answered<List<TaskInfo>>(List<TaskInfo> tasks))) {
      return List.of();
    }
    known.addAll(active.taskIds());
    return tasks.stream().filter(task -> !known.contains(task.taskId())).toList();
  }

  /** Whether this installation created the task, for the run that was killed. */
  private boolean isOurs(TaskInfo orphan, Tombstone tombstone) {
    Map<String, String> env = Optional.ofNullable(orphan.env()).orElseGet(() -> lookUp(orphan));
    return store.identity().uid().equals(env.get("EPOCH_INSTALLATION"))
        && tombstone.uid().equals(env.get("EPOCH_RUN_UID"));
  }

  private Map<String, String> lookUp(TaskInfo orphan) {
    return drove.find(orphan.taskId()) instanceof Lookup.Found(TaskInfo info)
        ? Optional.ofNullable(info.env()).orElse(Map.of())
        : Map.of();
  }
}
