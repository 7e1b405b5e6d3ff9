package epoch.server.drove;

import epoch.api.drove.ClusterEvent;
import epoch.api.drove.ClusterSummary;
import epoch.api.drove.TaskInfo;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all tasks of Epoch on Drove for those who wait for them; one per term of leadership.
 * Thread safe.
 *
 * <p>Events tell quickly, a regular comparison with the list of active tasks finds what events did
 * not tell, and single looks tell what is absent there. The cost grows with what changes, not with
 * how many tasks are followed. Times: an end is noticed within about {@link
 * DroveSettings.Pace#event} if Drove tells it, else within {@link DroveSettings.Pace#sweep} and the
 * looks that follow.
 */
public final class TaskFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskFollower.class);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration DETAILS_AGAIN = Duration.ofMillis(300);
  private static final Duration UNCLEAR_AGAIN = Duration.ofSeconds(5);

  /** So many single looks behind, one look at the list is cheaper. */
  private static final int LIST_INSTEAD = 40;

  private static final long NEVER = Long.MIN_VALUE;

  private final Drove drove;
  private final DroveSettings settings;
  private final LongSupplier nanoTime;
  private final EventFeed feed;
  private final Lookups lookups;
  private final Thread thread;
  private final ConcurrentHashMap<String, Entry> tasks = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<AbsentLook> unconfirmed = new ConcurrentLinkedQueue<>();

  /** Counts the leaderships of Drove; written by the loop alone. */
  private final AtomicLong leadership = new AtomicLong();

  private final AtomicLong faults = new AtomicLong();

  /** Watches opened since the list was looked at. */
  private final AtomicInteger opened = new AtomicInteger();

  private volatile boolean closed;

  /** When events were last read. */
  private volatile long heard = NEVER;

  // Below: the loop's own.
  private boolean missed = true;
  private boolean swept;
  private long sweptAt;
  private long leaderChanges;
  private @Nullable String leader;
  private boolean failing;
  private long failingSince;
  private boolean away;

  /**
   * Starts to follow.
   *
   * @param drove whom to ask; closed by its owner, after this
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public TaskFollower(Drove drove, DroveSettings settings, LongSupplier nanoTime) {
    this.drove = drove;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.feed = new EventFeed(drove, settings.pace(), nanoTime);
    this.lookups = new Lookups(settings.pace(), nanoTime, this::look);
    this.thread = Thread.ofVirtual().name("epoch-drove-follower").unstarted(this::run);
  }

  /** Begins the work; call it once. Watches may be opened before. */
  public TaskFollower start() {
    lookups.start();
    thread.start();
    return this;
  }

  /** Watches a task, known to Drove or not; close the watch when it is of no use any more. */
  public Watch watch(String taskId) {
    Entry entry =
        tasks.compute(
            taskId,
            (id, known) -> {
              Entry kept =
                  known == null
                      ? new Entry(new FollowedTask(id, nanoTime), new AtomicInteger())
                      : known;
              kept.watchers().incrementAndGet();
              return kept;
            });
    FollowedTask task = entry.task();
    if (entry.watchers().get() == 1) {
      opened.incrementAndGet();
      lookups.later(task, settings.pace().firstLook());
    }
    return new OpenWatch(task);
  }

  /** How many tasks are watched. */
  public int followed() {
    return tasks.size();
  }

  /** How long ago Drove's events were last read; empty before the first time. */
  public Optional<Duration> silence() {
    long last = heard;
    return last == NEVER
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanoTime.getAsLong() - last));
  }

  /** How many errors of its own the follower survived; each is a bug. */
  public long faults() {
    return faults.get() + lookups.faults();
  }

  /** Stops following. Watches learn nothing more; who waits on them is to be interrupted. */
  @Override
  public void close() {
    closed = true;
    lookups.close();
    thread.interrupt();
  }

  private void run() {
    try {
      while (!closed) {
        long start = nanoTime.getAsLong();
        try {
          round(start);
        } catch (RuntimeException | Error e) {
          missed = true;
          if (faults.getAndIncrement() == 0) {
            LOG.error("Following tasks on Drove met an error; it goes on", e);
          }
        }
        long left = feed.interval().toNanos() - (nanoTime.getAsLong() - start);
        // A Drove that answers slowly is left alone for a while too.
        Thread.sleep(Duration.ofNanos(Math.max(left, feed.interval().toNanos() / 10)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round(long start) {
    switch (feed.poll()) {
      case EventFeed.Poll.Failed(String reason) -> failed(start, reason);
      case EventFeed.Poll.News news -> {
        heard = nanoTime.getAsLong();
        good();
        if (news.gap() || leaderChanges != drove.leaderChanges()) {
          leaderChanges = drove.leaderChanges();
          leadershipBroke();
        }
        news.events().forEach(this::apply);
        confirmAbsences(start);
        if (sweepDue()) {
          sweep();
        }
      }
    }
  }

  private void apply(ClusterEvent event) {
    if (!event.taskStateChange() || !event.text("APP_NAME").equals(settings.appName())) {
      return;
    }
    Entry entry = tasks.get(event.text("TASK_ID"));
    if (entry == null) {
      return;
    }
    FollowedTask task = entry.task();
    switch (task.event(EventInfo.of(event))) {
      case NOTHING -> {}
      case LOOK -> lookups.later(task, Duration.ZERO);
      case LOOK_NOW -> lookups.now(task);
    }
  }

  private void failed(long start, String reason) {
    if (!failing) {
      failing = true;
      failingSince = start;
      leadershipBroke();
    }
    if (!away && nanoTime.getAsLong() - failingSince >= settings.pace().away().toNanos()) {
      away = true;
      lookups.pause(true);
      LOG.warn(
          "Drove is away; {} tasks are not followed until it is back: {}", tasks.size(), reason);
    }
    if (away) {
      tasks.values().forEach(entry -> entry.task().away(failingSince, reason));
    }
  }

  private void good() {
    if (away) {
      LOG.info(
          "Drove is back after {} s",
          Duration.ofNanos(nanoTime.getAsLong() - failingSince).toSeconds());
      lookups.pause(false);
    }
    if (failing) {
      // What became of Drove meanwhile is not known.
      leadershipBroke();
    }
    away = false;
    failing = false;
  }

  private void leadershipBroke() {
    missed = true;
    leadership.incrementAndGet();
    tasks.values().forEach(entry -> entry.task().restartAbsence());
  }

  /**
   * Absence counts only if the feed, asked after the look, tells of no new leader: a controller
   * that just took over may not know yet what runs.
   */
  private void confirmAbsences(long pollStart) {
    unconfirmed.removeIf(look -> {
      if (look.leadership() != leadership.get()) {
        return true;
      }
      if (look.end() - pollStart > 0) {
        return false;
      }
      look.task().absent(look.start(), look.end());
      return true;
    });
  }

  private boolean sweepDue() {
    if (tasks.isEmpty()) {
      return false;
    }
    if (!swept) {
      return true;
    }
    long age = nanoTime.getAsLong() - sweptAt;
    return age >= settings.pace().sweep().toNanos()
        || (age >= SOON.toNanos()
            && (missed || (opened.get() >= LIST_INSTEAD && lookups.behindBy(LIST_INSTEAD))));
  }

  private void sweep() {
    sweptAt = nanoTime.getAsLong();
    swept = true;
    opened.set(0);
    if (!(drove.active() instanceof Reply.Answered<List<TaskInfo>>(List<TaskInfo> active))) {
      missed = true;
      return;
    }
    missed = false;
    Set<String> listed = HashSet.newHashSet(active.size());
    for (TaskInfo info : active) {
      listed.add(info.taskId());
      Entry entry = tasks.get(info.taskId());
      if (entry != null) {
        lookups.cancelRoutine(entry.task());
        entry.task().seen(info);
      }
    }
    for (Entry entry : tasks.values()) {
      if (!listed.contains(entry.task().id()) && !entry.task().ended()) {
        lookups.later(entry.task(), Duration.ZERO);
      }
    }
    compareLeader();
  }

  /** A gateway hides which controller answers; the summary tells it. */
  private void compareLeader() {
    if (drove.cluster() instanceof Reply.Answered<ClusterSummary>(ClusterSummary summary)
        && summary.leader() != null
        && !summary.leader().equals(leader)) {
      boolean first = leader == null;
      leader = summary.leader();
      if (!first) {
        leadershipBroke();
      }
    }
  }

  private void look(FollowedTask task) {
    if (closed || !tasks.containsKey(task.id()) || task.ended()) {
      return;
    }
    long term = leadership.get();
    long start = nanoTime.getAsLong();
    switch (drove.find(task.id())) {
      case Lookup.Found(TaskInfo info) -> {
        task.seen(info);
        if (task.wantsDetails(true)) {
          lookups.later(task, DETAILS_AGAIN);
        }
      }
      case Lookup.Absent() -> {
        if (!task.wantsDetails(false)) {
          unconfirmed.add(new AbsentLook(task, start, nanoTime.getAsLong(), term));
          if (task.firstAbsence()) {
            lookups.later(task, SOON);
          }
        }
      }
      case Lookup.Unavailable(String reason) -> {
        if (!task.wantsDetails(false) && !task.ended()) {
          task.unclear(reason);
          lookups.later(task, UNCLEAR_AGAIN);
        }
      }
    }
  }

  private void leave(FollowedTask task) {
    tasks.computeIfPresent(
        task.id(),
        (id, entry) ->
            entry.task() == task && entry.watchers().decrementAndGet() == 0 ? null : entry);
    if (!tasks.containsKey(task.id())) {
      lookups.cancelRoutine(task);
    }
  }

  private record Entry(FollowedTask task, AtomicInteger watchers) {}

  private record AbsentLook(FollowedTask task, long start, long end, long leadership) {}

  private final class OpenWatch implements Watch {
    private final FollowedTask task;
    private final FollowedTask.Reader reader = new FollowedTask.Reader();
    private final AtomicInteger open = new AtomicInteger(1);

    OpenWatch(FollowedTask task) {
      this.task = task;
    }

    @Override
    public Sighting next(Duration timeout) throws InterruptedException {
      return task.next(reader, timeout);
    }

    @Override
    public void nudge() {
      task.nudge(reader);
    }

    @Override
    public void close() {
      if (open.getAndSet(0) == 1) {
        leave(task);
      }
    }
  }
}
