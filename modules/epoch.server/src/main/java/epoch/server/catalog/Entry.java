package epoch.server.catalog;

import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.store.Schedule;
import epoch.server.store.Versioned;
import epoch.server.timer.FireTimes;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One topology in memory, as last read from or written to ZooKeeper.
 *
 * <p>Whoever changes it, fires it or ends a run of it holds it (see {@link #hold}) from the first
 * look to the end of the write, so that there is one transaction in flight per topology. Reading
 * single values needs no hold.
 */
public final class Entry {
  private final String id;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Versioned<TopologyDetails> details;
  private volatile Versioned<Schedule> schedule;
  private volatile FireTimes fireTimes;
  private Instant lastInstantRun = Instant.EPOCH;
  private final AtomicInteger shown;
  private final AtomicBoolean counted = new AtomicBoolean();

  /**
   * @param shown counts the entries that are not being removed
   */
  Entry(
      Versioned<TopologyDetails> details,
      Versioned<Schedule> schedule,
      FireTimes fireTimes,
      AtomicInteger shown) {
    this.shown = shown;
    this.id = details.value().id();
    this.details = details;
    this.schedule = schedule;
    this.fireTimes = fireTimes;
  }

  /** The topology's id. */
  public String id() {
    return id;
  }

  /** The topology and the version of its node. */
  public Versioned<TopologyDetails> details() {
    return details;
  }

  /** What the topology says. */
  public Topology topology() {
    return details.value().topology();
  }

  /** Whether it fires, is paused, or is being removed. */
  public TopologyState state() {
    return details.value().state();
  }

  /** Whether so many runs in a row failed that it is to be paused. */
  public boolean hasFailedTooOften() {
    Integer most = topology().effectivePolicy().pauseAfterFailures();
    return most != null
        && state() == TopologyState.ACTIVE
        && schedule.value().tally().failures() >= most;
  }

  /** Where it stands, and the version of that node. */
  public Versioned<Schedule> schedule() {
    return schedule;
  }

  /** When its trigger fires, whatever the topology's state. */
  public FireTimes fireTimes() {
    return fireTimes;
  }

  /**
   * Waits until nobody else holds this entry, and holds it until the answer is closed. Not to be
   * called by whoever holds the lock of a run.
   */
  public Held hold() throws InterruptedException {
    lock.lockInterruptibly();
    return lock::unlock;
  }

  /** Notes what was just written (or read). The caller holds the entry. */
  public void put(Versioned<TopologyDetails> newDetails, FireTimes newFireTimes) {
    mustBeHeld();
    details = newDetails;
    fireTimes = newFireTimes;
    if (state() == TopologyState.DELETED) {
      leave();
    }
  }

  /** Counts this one, unless it is being removed. */
  void enter() {
    if (state() != TopologyState.DELETED && counted.compareAndSet(false, true)) {
      shown.incrementAndGet();
    }
  }

  /** Counts this one no more. */
  void leave() {
    if (counted.compareAndSet(true, false)) {
      shown.decrementAndGet();
    }
  }

  /** Notes what was just written (or read). The caller holds the entry. */
  public void put(Versioned<Schedule> newSchedule) {
    mustBeHeld();
    schedule = newSchedule;
  }

  /**
   * A moment for the id of the next instant run: now, or later by as little as makes it distinct
   * from all before. The caller holds the entry.
   */
  public Instant nextInstantRun(Instant now) {
    mustBeHeld();
    Instant next = now.isAfter(lastInstantRun) ? now : lastInstantRun.plusMillis(1);
    lastInstantRun = next;
    return next;
  }

  private void mustBeHeld() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "Topology " + id + " is changed by a thread that does not hold it");
    }
  }

  /** The entry is held until this is closed. */
  @FunctionalInterface
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }
}
