package epoch.server.schedule;

import epoch.api.rest.HoldState;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.store.AuditRecord;
import epoch.server.store.HeldFires;
import epoch.server.store.Hold;
import epoch.server.store.Holds;
import epoch.server.store.Release;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether the world stands still: while it is held nothing fires and nothing is created,
 * cluster-wide and across failovers. Thread safe.
 */
public final class Standstill {
  private final Store store;
  private final Events events;
  private final ReentrantLock lock = new ReentrantLock();

  /** Written under the lock. */
  private volatile Versioned<Holds> holds = new Versioned<>(Holds.NONE, -1);

  public Standstill(Store store, Events events) {
    this.store = store;
    this.events = events;
  }

  /** Reads what earlier leaders decided. */
  public void load() throws InterruptedException {
    store.holds().ifPresent(found -> holds = found);
  }

  /** The hold, if the world stands still. */
  public Optional<Hold> hold() {
    return Optional.ofNullable(holds.value().hold());
  }

  /** The same in the language of the API. */
  public HoldState state() {
    Hold hold = holds.value().hold();
    return hold == null
        ? HoldState.FREE
        : new HoldState(true, hold.by(), hold.since(), hold.reason());
  }

  /** Whether the world stands still. */
  public boolean isHeld() {
    return holds.value().hold() != null;
  }

  /** The hold, if there is one, and those that ended, as they are known at one moment. */
  Holds holds() {
    return holds.value();
  }

  /** The last holds that ended, the latest last. */
  public List<Release> releases() {
    return holds.value().releases();
  }

  /** Holds; a hold that there is already stays as it is. */
  public Hold hold(Hold wanted, AuditRecord asked) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Hold known = holds.value().hold();
      if (known != null) {
        return known;
      }
      put(holds.value().with(wanted), asked);
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Releases.
   *
   * @return what was released; empty if nothing was held
   */
  public Optional<Release> release(HeldFires heldFires, Instant now, AuditRecord asked)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Hold known = holds.value().hold();
      if (known == null) {
        return Optional.empty();
      }
      var release = new Release(known, now, heldFires, asked.who());
      put(holds.value().released(release), asked);
      return Optional.of(release);
    } finally {
      lock.unlock();
    }
  }

  private void put(Holds next, AuditRecord asked) throws InterruptedException {
    store.change().putHolds(next, holds.version()).audit(asked).commit();
    holds = holds.next(next);
    events.publish(new Event.HoldChanged(state()));
  }
}
