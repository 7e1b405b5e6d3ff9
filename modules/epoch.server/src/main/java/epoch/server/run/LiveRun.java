package epoch.server.run;

import epoch.api.run.Run;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Topology;
import epoch.server.drove.Watch;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.store.ActiveRun;
import epoch.server.store.Attempt;
import epoch.server.store.AuditRecord;
import epoch.server.store.Closing;
import epoch.server.store.Place;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.store.zookeeper.StaleException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An active run in memory, and the only way to change it: every change is written before it is
 * seen, and what is unchanged is not written. Its lock guards the writes; whoever needs the
 * topology's entry as well holds that first.
 */
final class LiveRun {
  /** How often a write is tried again after somebody else changed the run's node. */
  private static final int TRIES = 5;

  /** A run later than this is one of those that an outage or a hold has put off. */
  private static final Duration ON_TIME = Duration.ofSeconds(10);

  private final Store store;
  private final Events events;
  private final InstantSource clock;
  private final Topology topology;
  private final boolean resumed;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Versioned<Run> run;
  private volatile Versioned<ActiveRun> active;

  /** How the run's only task ended, if that is to be written with the end of the run. */
  private volatile @Nullable TaskRun onlyTask;

  /** The ids of tasks of which a create may have been sent, by whichever leader. */
  private final Set<String> sent = ConcurrentHashMap.newKeySet();

  /**
   * How many creates may have been taken; {@value #LAPSED} once it is certain that none will be.
   */
  private final AtomicInteger underWay = new AtomicInteger();

  private static final int LAPSED = -1;
  private final Set<String> abandoned = ConcurrentHashMap.newKeySet();
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  private final Semaphore bell = new Semaphore(0);

  private volatile @Nullable Instant mayStillRunUntil;

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
    this.events = events;
    this.clock = clock;
    this.topology = topology;
    this.run = run;
    this.active = active;
    this.resumed = resumed;
    if (resumed) {
      run.value()
          .tasks()
          .forEach((name, task) -> {
            if (active.value().attempt(name) != null) {
              sent.add(task.taskId());
            }
          });
      underWay.set(sent.size());
    }
  }

  Topology topology() {
    return topology;
  }

  Run run() {
    return run.value();
  }

  ActiveRun active() {
    return active.value();
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
    TaskRun known = onlyTask == null ? run().tasks().get(name) : onlyTask;
    if (known == null) {
      throw new IllegalStateException("Run " + name() + " has no task " + name);
    }
    return known;
  }

  /** Writes the intent to create a task, with the task's new state. */
  void intend(String taskName, Attempt attempt, TaskRun task) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var nextActive = active.next(active().with(taskName, attempt));
      write(now -> run().withTask(taskName, task, now), nextActive, null);
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a task has taken too long, and is to be killed. */
  void timeOut(String taskName) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Attempt attempt = active().attempt(taskName);
      if (attempt != null && attempt.timedOut() == null) {
        put(active().with(taskName, attempt.timedOut(clock.instant())), null);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes what became of a task, and what that says of the run, if it is new. */
  void record(String taskName, TaskRun task, String message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!task.equals(run().tasks().get(taskName)) || !message.equals(run().message())) {
        write(
            now -> run().withTask(taskName, task, now).withState(run().state(), message, now),
            null,
            null);
      }
    } finally {
      lock.unlock();
    }
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
    lock.lockInterruptibly();
    try {
      if (!message.equals(run().message())) {
        write(now -> run().withState(run().state(), message, now), null, null);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes that a task shall be killed, and wakes the walker to do it.
   *
   * @param asked who asked, for the audit
   * @return false if the task was not begun
   */
  boolean askKill(String taskName, AuditRecord asked) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Attempt attempt = active().attempt(taskName);
      if (attempt == null) {
        return false;
      }
      if (attempt.killAsked() == null) {
        put(active().with(taskName, attempt.killed(asked.who(), clock.instant())), asked);
      }
    } finally {
      lock.unlock();
    }
    nudge();
    return true;
  }

  /** Writes that the whole run shall be killed, and wakes the walker to do it. */
  void askKillAll(String by, @Nullable String reason, @Nullable AuditRecord asked)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (active().killedBy() == null) {
        var nextActive = active.next(active().killed(by, reason));
        write(now -> run().withKilledBy(by, now), nextActive, asked);
      }
    } finally {
      lock.unlock();
    }
    nudge();
  }

  /** Writes that the run may begin. */
  void letIn() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Place place = active().place();
      if (active().waits() && place != null) {
        put(active().at(place.letIn(clock.instant())), null);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes how a person decided that the run ends, and wakes the walker to end it. */
  void askClose(Closing closing, AuditRecord asked) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      put(active().closed(closing), asked);
    } finally {
      lock.unlock();
    }
    nudge();
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

  private void put(ActiveRun changed, @Nullable AuditRecord asked) throws InterruptedException {
    if (changed.equals(active()) && asked == null) {
      return;
    }
    var next = active.next(changed);
    var change = store.change().putActive(changed, active.version());
    if (asked != null) {
      change.audit(asked);
    }
    change.commit();
    active = next;
  }

  /** Whether someone asked for the end of the task. */
  boolean isKillAsked(String taskName) {
    Attempt attempt = active().attempt(taskName);
    return active().killedBy() != null || (attempt != null && attempt.killAsked() != null);
  }

  /**
   * Runs the last write of this run, which the caller composes, with nobody else writing it.
   *
   * @return the run as it ended
   */
  Run end(UnaryOperator<Run> ending, End commit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (int attempt = 1; ; attempt++) {
        Run last = ending.apply(withOnlyTask());
        try {
          commit.commit(last, run.version());
          run = run.next(last);
          return last;
        } catch (StaleException stale) {
          refresh(stale, attempt);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Run withOnlyTask() {
    TaskRun task = onlyTask;
    return task != null && topology.task() instanceof ContainerTask only
        ? run().withTask(TaskNames.of(only), task, clock.instant())
        : run();
  }

  /** Notes that a container of this run was lost and may be running until then. */
  void mayStillRunUntil(Instant time) {
    mayStillRunUntil = time;
  }

  /** Until when a lost container of this run may be running; null if none was lost. */
  @Nullable Instant mayStillRunUntil() {
    return mayStillRunUntil;
  }

  /**
   * Notes that a create of the task is about to be sent: it may be on Drove from now on.
   *
   * @throws RunLapsed if it was decided that the run does not begin
   */
  void sending(String taskName) {
    if (underWay.updateAndGet(count -> count == LAPSED ? LAPSED : count + 1) == LAPSED) {
      throw new RunLapsed("It does not begin any more");
    }
    sent.add(task(taskName).taskId());
  }

  /** Notes that Drove did not take what was sent last. */
  void notTaken() {
    underWay.decrementAndGet();
  }

  /** Decides that the run does not begin any more; false if it has begun. */
  boolean lapse() {
    return underWay.compareAndSet(0, LAPSED) || underWay.get() == LAPSED;
  }

  /** Whether a create of the task's latest attempt may have been sent, by whichever leader. */
  boolean mayBeSent(String taskName) {
    return sent.contains(task(taskName).taskId());
  }

  /** Whether any of its tasks may be on Drove, or may have been. */
  boolean hasBegun() {
    return underWay.get() > 0;
  }

  /** Notes that a task was given up, killed, before Drove was seen to have it. */
  void abandon(String taskName) {
    if (mayBeSent(taskName) && !active().isLegacy()) {
      abandoned.add(task(taskName).taskId());
    }
  }

  /** The ids of the tasks that may still appear on Drove although their end was asked for. */
  Set<String> abandoned() {
    return Set.copyOf(abandoned);
  }

  /** Whether the run was begun so late that its fire time counts as caught up with. */
  boolean isCaughtUp() {
    Instant fireTime = run().fireTime();
    return isScheduled()
        && fireTime != null
        && Duration.between(fireTime.plus(Jitter.of(topology)), run().created()).compareTo(ON_TIME)
            > 0;
  }

  /** A walker waits at this watch from now on. */
  void waitsAt(Watch watch) {
    watches.add(watch);
  }

  /** It does so no more. */
  void waitsNoMoreAt(Watch watch) {
    watches.remove(watch);
  }

  /** Wakes whoever walks the run, wherever it waits. */
  void nudge() {
    ring();
    watches.forEach(Watch::nudge);
  }

  /** Wakes whoever waits for the run to be let in. */
  void ring() {
    bell.release();
  }

  /** Waits until {@link #ring} was called since the last time, but not for longer than that. */
  void awaitNudge(Duration timeout) throws InterruptedException {
    if (bell.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      bell.drainPermits();
    }
  }

  void markEnded() {
    ended.countDown();
  }

  /** Waits until the run has ended. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  private void write(
      Function<Instant, Run> change,
      @Nullable Versioned<ActiveRun> newActive,
      @Nullable AuditRecord asked)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Run changed = change.apply(clock.instant());
      try {
        var transaction = store.change().putRun(changed, run.version());
        if (newActive != null) {
          transaction.putActive(newActive.value(), active.version());
        }
        if (asked != null) {
          transaction.audit(asked);
        }
        transaction.commit();
        run = run.next(changed);
        if (newActive != null) {
          active = newActive;
        }
        events.publish(new Event.RunChanged(changed));
        return;
      } catch (StaleException stale) {
        refresh(stale, attempt);
      }
    }
  }

  /** Somebody else wrote the run (Epoch 1.14, an operator): go on from what is there. */
  private void refresh(StaleException stale, int attempt) throws InterruptedException {
    if (attempt == TRIES) {
      throw stale;
    }
    Run mine = run();
    run =
        store
            .run(mine.topologyId(), mine.runId())
            .map(found -> new Versioned<>(mine, found.version()))
            .orElseGet(() -> new Versioned<>(mine, -1));
  }

  /** The transaction that ends a run. */
  @FunctionalInterface
  interface End {
    /**
     * Commits it.
     *
     * @param last the run as it ended
     * @param version of the run's node
     * @throws FencedOutException if this node leads no more
     */
    void commit(Run last, int version) throws InterruptedException;
  }
}
