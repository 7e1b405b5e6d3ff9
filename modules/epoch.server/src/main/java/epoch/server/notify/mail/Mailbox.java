package epoch.server.notify.mail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The letters that wait, a bounded number. Times are nanoseconds of one clock. Thread safe. */
final class Mailbox {
  /**
   * A letter that waits.
   *
   * @param queued when it came
   * @param failures how often the server put it off for its own sake
   * @param notBefore when it may be tried
   */
  record Waiting(Letter letter, long queued, int failures, long notBefore) {}

  private final int room;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by the lock. */
  private final Deque<Waiting> letters = new ArrayDeque<>();

  /** Whether the carrier has one in hand. Guarded by the lock. */
  private boolean carried;

  /** Dropped since that was last asked. Guarded by the lock. */
  private int dropped;

  Mailbox(int room) {
    this.room = room;
  }

  /** Puts one in; the oldest goes if there is no room. */
  void put(Waiting waiting) {
    lock.lock();
    try {
      if (letters.size() >= room) {
        letters.removeFirst();
        dropped++;
      }
      letters.addLast(waiting);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first letter that may be tried now, if there is one; the carrier has it in hand. */
  Optional<Waiting> take(long now) {
    lock.lock();
    try {
      carried = false;
      for (Iterator<Waiting> all = letters.iterator(); all.hasNext(); ) {
        Waiting waiting = all.next();
        if (waiting.notBefore() - now <= 0) {
          all.remove();
          carried = true;
          return Optional.of(waiting);
        }
      }
      changed.signalAll();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something to be put in, but not for longer than that; it may return early. */
  @SuppressWarnings("WaitNotInLoop") // The caller looks again, whatever woke it.
  void await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      changed.awaitNanos(nanos);
    } finally {
      lock.unlock();
    }
  }

  /** Waits, but not for longer than that, until none waits and none is in hand. */
  void awaitEmpty(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while ((carried || !letters.isEmpty()) && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes all that came before then. */
  List<Waiting> removeOlderThan(long queued) {
    lock.lock();
    try {
      var old = new ArrayList<Waiting>();
      letters.removeIf(waiting -> waiting.queued() - queued < 0 && old.add(waiting));
      return old;
    } finally {
      lock.unlock();
    }
  }

  /** How many were dropped since this was last asked. */
  int dropped() {
    lock.lock();
    try {
      int count = dropped;
      dropped = 0;
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the carrier has one in hand. */
  boolean isCarried() {
    lock.lock();
    try {
      return carried;
    } finally {
      lock.unlock();
    }
  }

  /** How many wait or are in hand. */
  int size() {
    lock.lock();
    try {
      return letters.size() + (carried ? 1 : 0);
    } finally {
      lock.unlock();
    }
  }
}
