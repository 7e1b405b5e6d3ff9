package epoch.server.drove;

import epoch.api.drove.TaskInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one task, for all who watch it. Its lock is a leaf: nothing else is locked while
 * it is held.
 */
final class FollowedTask {
  /**
   * How often a task that an event says ended is asked for the details before the event has to do.
   */
  private static final int DETAIL_TRIES = 4;

  /** Where the task waits to be looked up. */
  enum Lane {
    NONE,
    ROUTINE,
    URGENT
  }

  /** What an event calls for. */
  enum Need {
    NOTHING,
    LOOK,
    LOOK_NOW
  }

  private enum Known {
    NOTHING,
    SEEN,
    ABSENT,
    AWAY
  }

  /** Guarded by the lock of {@link Lookups}. */
  Lane lane = Lane.NONE;

  /** Guarded by the lock of {@link Lookups}. */
  long ticket;

  private final String id;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Known known = Known.NOTHING;
  private long version;
  private @Nullable TaskInfo info;
  private @Nullable EventInfo end;
  private int detailTries;
  private boolean everAbsent;
  private boolean counting;
  private long absentFrom;
  private Duration unbroken = Duration.ZERO;
  private long unknownSince;
  private String reason = "not looked at yet";

  FollowedTask(String id, LongSupplier nanoTime) {
    this.id = id;
    this.nanoTime = nanoTime;
    this.unknownSince = nanoTime.getAsLong();
  }

  String id() {
    return id;
  }

  /** Drove told the task. */
  void seen(TaskInfo fresh) {
    lock.lock();
    try {
      TaskInfo before = info;
      if (before != null && Progress.stale(before, fresh)) {
        return;
      }
      boolean news = known != Known.SEEN || before == null || Progress.news(before, fresh);
      info = fresh;
      known = Known.SEEN;
      counting = false;
      if (fresh.outcome().state().isTerminal()) {
        end = null;
      }
      if (news) {
        publish();
      }
    } finally {
      lock.unlock();
    }
  }

  /** An event told a change. */
  Need event(EventInfo event) {
    lock.lock();
    try {
      TaskInfo before = info;
      boolean same = before != null && event.instanceId().equals(before.instanceId());
      if (same && before != null && before.outcome().state().isTerminal()) {
        return Need.NOTHING;
      }
      if (event.ended() && !(same && event.endedWell())) {
        end = event;
        detailTries = 0;
        return Need.LOOK_NOW;
      }
      if (!same) {
        return Need.LOOK;
      }
    } finally {
      lock.unlock();
    }
    told(event);
    return Need.NOTHING;
  }

  /**
   * After a look that brought no end: whether the task has to be asked again for details of the end
   * that an event told. When Drove does not know or say them, the event has to do.
   */
  boolean wantsDetails(boolean droveKnows) {
    EventInfo told;
    lock.lock();
    try {
      if (end == null) {
        return false;
      }
      if (droveKnows && ++detailTries < DETAIL_TRIES) {
        return true;
      }
      told = end;
      end = null;
    } finally {
      lock.unlock();
    }
    told(told);
    return false;
  }

  private void told(EventInfo event) {
    lock.lock();
    try {
      seen(event.onto(info));
    } finally {
      lock.unlock();
    }
  }

  /** Drove, as leader, did not know the task at some time between these two. */
  void absent(long lookStart, long lookEnd) {
    lock.lock();
    try {
      if (over()) {
        return;
      }
      Duration before = unbroken;
      if (counting) {
        unbroken = Duration.ofNanos(Math.max(0, lookStart - absentFrom));
      } else {
        counting = true;
        absentFrom = lookEnd;
        unbroken = Duration.ZERO;
      }
      boolean news = known != Known.ABSENT || !before.equals(unbroken);
      known = Known.ABSENT;
      if (news) {
        publish();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether this is the first time that it was found absent. */
  boolean firstAbsence() {
    lock.lock();
    try {
      boolean first = !everAbsent;
      everAbsent = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Drove's leadership broke: absence is counted from the start again. */
  void restartAbsence() {
    lock.lock();
    try {
      counting = false;
      if (known == Known.ABSENT && !unbroken.isZero()) {
        unbroken = Duration.ZERO;
        publish();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drove cannot be asked since then. */
  void away(long since, String why) {
    lock.lock();
    try {
      if (over()) {
        return;
      }
      counting = false;
      reason = why;
      if (known != Known.AWAY) {
        known = Known.AWAY;
        unknownSince = since;
        publish();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A look told nothing; that is news only where nothing was known. */
  void unclear(String why) {
    lock.lock();
    try {
      if (known == Known.NOTHING) {
        away(unknownSince, why);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is nothing more to learn. */
  boolean ended() {
    lock.lock();
    try {
      return over();
    } finally {
      lock.unlock();
    }
  }

  /** A waiter's side: blocks until there is news for it. */
  Sighting next(Reader reader, Duration timeout) throws InterruptedException {
    long left = nanos(timeout);
    lock.lockInterruptibly();
    try {
      while (reader.version == version && !reader.nudged && left > 0) {
        left = changed.awaitNanos(left);
      }
      reader.nudged = false;
      reader.version = version;
      return sighting();
    } finally {
      lock.unlock();
    }
  }

  void nudge(Reader reader) {
    lock.lock();
    try {
      reader.nudged = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Sighting sighting() {
    TaskInfo last = info;
    return switch (known) {
      case SEEN -> new Sighting.Seen(Objects.requireNonNull(last, "seen means told"));
      case ABSENT -> new Sighting.Absent(unbroken, last);
      case NOTHING, AWAY ->
          new Sighting.Unavailable(
              Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - unknownSince)), reason);
    };
  }

  private boolean over() {
    TaskInfo last = info;
    return known == Known.SEEN && last != null && last.outcome().state().isTerminal();
  }

  private void publish() {
    version++;
    changed.signalAll();
  }

  private static long nanos(Duration timeout) {
    return timeout.compareTo(Duration.ofDays(365)) > 0
        ? TimeUnit.DAYS.toNanos(365)
        : timeout.toNanos();
  }

  /** What one watch has read; guarded by the task's lock. */
  static final class Reader {
    private long version;
    private boolean nudged;
  }
}
