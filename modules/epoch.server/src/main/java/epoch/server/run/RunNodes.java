package epoch.server.run;

import epoch.api.run.Run;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.store.ActiveRun;
import epoch.server.store.AuditRecord;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The two nodes of an active run as they were last written: its record and its place among the
 * active ones. Every change is written before it is seen, and what is unchanged is not written. Its
 * lock guards the writes; whoever needs the topology's entry as well holds that first.
 */
final class RunNodes {
  /** How often a write is tried again after somebody else changed the run's node. */
  private static final int TRIES = 5;

  private final Store store;
  private final Events events;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Versioned<Run> run;
  private volatile Versioned<ActiveRun> active;

  /** Guarded by the lock. */
  private boolean ended;

  RunNodes(
      Store store,
      Events events,
      InstantSource clock,
      Versioned<Run> run,
      Versioned<ActiveRun> active) {
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.run = run;
    this.active = active;
  }

  Run run() {
    return run.value();
  }

  ActiveRun active() {
    return active.value();
  }

  /** Does something while nobody else changes the run; nothing if it has ended. */
  void alone(Work work) throws InterruptedException {
    var _ = ifOpen(work);
  }

  /**
   * Does something while nobody else changes the run, unless it has ended: then nothing changes it.
   *
   * @return whether it was done
   */
  boolean ifOpen(Work work) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (ended) {
        return false;
      }
      work.work();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes the place among the active ones, if it is to be another, or there is something to be
   * written down with it. By whoever is alone.
   *
   * @param asked who asked for it, for the audit; null: nobody
   */
  void put(ActiveRun changed, @Nullable AuditRecord asked) throws InterruptedException {
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

  /** Writes the record. By whoever is alone. */
  void put(Edit edit) throws InterruptedException {
    put(edit, null, null);
  }

  /**
   * Writes the record, and with it the place among the active ones. By whoever is alone.
   *
   * @param changed null: it stays as it is
   * @param asked who asked for it, for the audit; null: nobody
   */
  void put(Edit edit, @Nullable ActiveRun changed, @Nullable AuditRecord asked)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Run edited = edit.of(run(), clock.instant());
      try {
        var transaction = store.change().putRun(edited, run.version());
        if (changed != null) {
          transaction.putActive(changed, active.version());
        }
        if (asked != null) {
          transaction.audit(asked);
        }
        transaction.commit();
        run = run.next(edited);
        if (changed != null) {
          active = active.next(changed);
        }
        events.publish(new Event.RunChanged(edited));
        return;
      } catch (StaleException stale) {
        refresh(stale, attempt);
      }
    }
  }

  /**
   * Makes the last write, which the caller composes, with nobody else writing the run.
   *
   * @return the run as it ended
   */
  Run end(UnaryOperator<Run> ending, End commit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (int attempt = 1; ; attempt++) {
        Run last = ending.apply(run());
        try {
          commit.commit(last, run.version());
          run = run.next(last);
          ended = true;
          return last;
        } catch (StaleException stale) {
          refresh(stale, attempt);
        }
      }
    } finally {
      lock.unlock();
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

  /** Something that is done by whoever is alone. */
  @FunctionalInterface
  interface Work {
    void work() throws InterruptedException;
  }

  /** How a record is changed; asked again if somebody else wrote it meanwhile. */
  @FunctionalInterface
  interface Edit {
    Run of(Run known, Instant now);
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
