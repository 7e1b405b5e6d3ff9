package epoch.server.run;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What of a run is or may be on Drove, told by the creates that were sent. Thread safe. */
final class Footprint {
  private static final int LAPSED = -1;

  /** The ids of tasks of which a create may have been sent, by whichever leader. */
  private final Set<String> sent = ConcurrentHashMap.newKeySet();

  /**
   * How many creates may have been taken; {@value #LAPSED} once it is certain that none will be.
   */
  private final AtomicInteger taken = new AtomicInteger();

  private final Set<String> abandoned = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Instant mayStillRunUntil;

  /**
   * @param before the ids of tasks that an earlier leader may have created
   */
  Footprint(Collection<String> before) {
    sent.addAll(before);
    taken.set(sent.size());
  }

  /**
   * Notes that a create of the task is about to be sent: it may be on Drove from now on.
   *
   * @throws RunLapsed if it was decided that the run does not begin
   */
  void sending(String taskId) {
    if (taken.updateAndGet(count -> count == LAPSED ? LAPSED : count + 1) == LAPSED) {
      throw new RunLapsed("It does not begin any more");
    }
    sent.add(taskId);
  }

  /** Notes that Drove did not take what was sent last. */
  void notTaken() {
    taken.decrementAndGet();
  }

  /** Decides that the run does not begin any more; false if it has begun. */
  boolean lapse() {
    return taken.compareAndSet(0, LAPSED) || taken.get() == LAPSED;
  }

  /** Whether a create of the task may have been sent. */
  boolean mayHave(String taskId) {
    return sent.contains(taskId);
  }

  /** Whether any task of the run may be on Drove, or may have been. */
  boolean isBegun() {
    return taken.get() > 0;
  }

  /** Notes that a task was given up, killed, before Drove was seen to have it. */
  void abandon(String taskId) {
    if (mayHave(taskId)) {
      abandoned.add(taskId);
    }
  }

  /** The ids of the tasks that may still appear on Drove although their end was asked for. */
  Set<String> abandoned() {
    return Set.copyOf(abandoned);
  }

  /** Notes that a container of the run was lost and may be running until then. */
  void mayStillRunUntil(Instant time) {
    mayStillRunUntil = time;
  }

  /** Until when a lost container of the run may be running; null if none was lost. */
  @Nullable Instant mayStillRunUntil() {
    return mayStillRunUntil;
  }
}
