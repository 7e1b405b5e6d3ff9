package epoch.server.drove;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks single tasks up: those that ended at once, all others at a bounded pace, never more than so
 * many at a time. A task waits in one lane at most. Its lock is never held while it looks.
 */
final class Lookups implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<FollowedTask> urgent = new ArrayDeque<>();
  private final PriorityQueue<Due> routine =
      new PriorityQueue<>((a, b) -> Long.signum(a.atNanos() - b.atNanos()));
  private final LongSupplier nanoTime;
  private final Consumer<FollowedTask> look;
  private final long gap;
  private final Semaphore permits;
  private final AtomicLong faults = new AtomicLong();
  private final Thread thread;
  private long nextRoutine;
  private boolean paused;

  Lookups(DroveSettings.Pace pace, LongSupplier nanoTime, Consumer<FollowedTask> look) {
    this.nanoTime = nanoTime;
    this.look = look;
    this.gap = TimeUnit.SECONDS.toNanos(1) / pace.lookupsPerSecond();
    this.permits = new Semaphore(pace.concurrentLookups());
    this.nextRoutine = nanoTime.getAsLong();
    this.thread = Thread.ofVirtual().name("epoch-drove-lookups").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** As soon as a permit is free. */
  void now(FollowedTask task) {
    lock.lock();
    try {
      if (task.lane != FollowedTask.Lane.URGENT) {
        task.lane = FollowedTask.Lane.URGENT;
        urgent.add(task);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** After a delay, at the bounded pace, unless it waits already. */
  void later(FollowedTask task, Duration delay) {
    lock.lock();
    try {
      if (task.lane == FollowedTask.Lane.NONE) {
        task.lane = FollowedTask.Lane.ROUTINE;
        task.ticket++;
        routine.add(new Due(task, task.ticket, nanoTime.getAsLong() + delay.toNanos()));
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What was known otherwise meanwhile needs no routine look. */
  void cancelRoutine(FollowedTask task) {
    lock.lock();
    try {
      if (task.lane == FollowedTask.Lane.ROUTINE) {
        task.lane = FollowedTask.Lane.NONE;
        task.ticket++;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether at least so many routine looks are overdue. */
  boolean behindBy(int limit) {
    lock.lock();
    try {
      if (routine.size() < limit) {
        return false;
      }
      long now = nanoTime.getAsLong();
      return routine.stream()
              .filter(due -> due.valid() && due.atNanos() - now <= 0)
              .limit(limit)
              .count()
          >= limit;
    } finally {
      lock.unlock();
    }
  }

  /** While Drove is away nobody is asked. */
  void pause(boolean pause) {
    lock.lock();
    try {
      paused = pause;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** How many looks ended in an error of our own. */
  long faults() {
    return faults.get();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        FollowedTask task = next();
        permits.acquire();
        Thread.ofVirtual().name("epoch-drove-lookup").start(() -> lookAt(task));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAt(FollowedTask task) {
    try {
      look.accept(task);
    } catch (RuntimeException | Error e) {
      if (faults.getAndIncrement() == 0) {
        LOG.error("A look at task {} failed; it will be looked at again", task.id(), e);
      }
    } finally {
      permits.release();
    }
  }

  private FollowedTask next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        FollowedTask task = paused ? null : urgent.poll();
        if (task == null && !paused) {
          task = dueRoutine();
        }
        if (task != null) {
          task.lane = FollowedTask.Lane.NONE;
          return task;
        }
        long wait = nanosToNext();
        if (wait == Long.MAX_VALUE) {
          changed.await();
        } else {
          var _ = changed.awaitNanos(wait);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable FollowedTask dueRoutine() {
    dropInvalid();
    Due first = routine.peek();
    long now = nanoTime.getAsLong();
    if (first == null || first.atNanos() - now > 0 || nextRoutine - now > 0) {
      return null;
    }
    routine.remove();
    // What was not used is not saved up: a second of silence is no permission for a burst.
    nextRoutine = Math.max(nextRoutine, now - gap) + gap;
    return first.task();
  }

  private long nanosToNext() {
    Due first = routine.peek();
    if (paused || first == null) {
      return Long.MAX_VALUE;
    }
    long now = nanoTime.getAsLong();
    return Math.max(Math.max(first.atNanos() - now, nextRoutine - now), 1);
  }

  private void dropInvalid() {
    for (Due first = routine.peek(); first != null && !first.valid(); first = routine.peek()) {
      routine.remove();
    }
  }

  /** Valid while its ticket is the task's newest and the task still waits in this lane. */
  private record Due(FollowedTask task, long ticket, long atNanos) {
    boolean valid() {
      return task.lane == FollowedTask.Lane.ROUTINE && task.ticket == ticket;
    }
  }
}
