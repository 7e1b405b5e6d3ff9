package epoch.server.topology;

import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Revised;
import epoch.server.run.Jitter;
import epoch.server.schedule.ForeignWrites;
import epoch.server.schedule.Scheduler;
import epoch.server.schedule.Settlement.Effect;
import epoch.server.store.Pause;
import epoch.server.store.Revision;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a topology that exists is changed, whoever asks for what: with its entry held, all fire times
 * up to now accounted for, on the caller's terms, in one transaction. Thread safe.
 */
public final class Editing {
  private static final Logger LOG = LoggerFactory.getLogger(Editing.class);

  /** How often a change is tried again after somebody else wrote the topology. */
  private static final int TRIES = 3;

  private final Catalog catalog;
  private final Calendars calendars;
  private final Store store;
  private final Scheduler scheduler;
  private final ForeignWrites foreign;
  private final Events events;

  public Editing(
      Catalog catalog,
      Calendars calendars,
      Store store,
      Scheduler scheduler,
      ForeignWrites foreign,
      Events events) {
    this.catalog = catalog;
    this.calendars = calendars;
    this.store = store;
    this.scheduler = scheduler;
    this.foreign = foreign;
    this.events = events;
  }

  /** The topology's entry; {@code NOT_FOUND} if there is none, or it is being removed. */
  Entry entry(String id) {
    Entry entry = catalog.find(id).orElseThrow(() -> unknown(id));
    mustExist(entry);
    return entry;
  }

  /**
   * Changes a topology.
   *
   * @param yours what the caller sent, to be shown beside what there is if that is another
   */
  Revised change(Entry entry, @Nullable Topology yours, Caller by, Change change)
      throws InterruptedException {
    try (var _ = entry.hold()) {
      for (int attempt = 1; ; attempt++) {
        mustExist(entry);
        try {
          Instant now = scheduler.fireDue(entry);
          mustBeAllowed(entry, yours, by);
          return write(entry, change.of(entry, now), by, now);
        } catch (StaleException stale) {
          if (attempt == TRIES) {
            throw new Refusal(
                Kind.CONFLICT, "Topology " + entry.id() + " was changed meanwhile: try again");
          }
          LOG.info("Topology {} was changed by someone else: {}", entry.id(), stale.getMessage());
          foreign.readAgain(entry);
        }
      }
    }
  }

  private static void mustBeAllowed(Entry entry, @Nullable Topology yours, Caller by) {
    int revision = entry.schedule().value().revision();
    if (!by.terms().allow(revision)) {
      throw Refusal.stale(entry.details().value(), yours, revision);
    }
  }

  /** Writes what differs, if anything does. The caller holds the entry. */
  private Revised write(Entry entry, Wanted wanted, Caller by, Instant now)
      throws InterruptedException {
    Versioned<TopologyDetails> known = entry.details();
    boolean edited = !wanted.topology().equals(known.value().topology());
    boolean switched = wanted.state() != known.value().state();
    if (!edited && !switched && Objects.equals(wanted.pause(), entry.schedule().value().pause())) {
      return revised(entry);
    }
    Schedule schedule = settled(entry, wanted, now).paused(wanted.pause());
    var change = store.change();
    Versioned<TopologyDetails> next = known;
    if (edited || switched) {
      next =
          known.next(
              known.value().withTopology(wanted.topology(), now).withState(wanted.state(), now));
      change.putTopology(next.value(), known.version());
      schedule =
          edited ? schedule.revised(next.version()) : schedule.topologyWritten(next.version());
    }
    change.putSchedule(entry.id(), schedule, entry.schedule().version());
    if (edited) {
      change.addRevision(
          entry.id(), new Revision(schedule.revision(), wanted.topology(), by.user(), now));
    }
    Said.of(entry, wanted, schedule.revision(), by, now).forEach(change::audit);
    try (var _ = edited ? calendars.use(wanted.topology()) : Calendars.Use.NONE) {
      change.commit();
      entry.put(next, catalog.fireTimes(next.value().topology()));
    }
    entry.put(entry.schedule().next(schedule));
    scheduler.arm(entry);
    LOG.info(
        "Topology {} is at revision {} and {} now, by {}",
        entry.id(),
        schedule.revision(),
        wanted.state(),
        by.user());
    events.publish(new Event.TopologyChanged(next.value()));
    return revised(entry);
  }

  /** The schedule as the change leaves it; what is put off by jitter stays so if it can. */
  private Schedule settled(Entry entry, Wanted wanted, Instant now) throws InterruptedException {
    Effect effect = Effect.of(entry, wanted.topology(), wanted.state());
    Instant until = now;
    if (entry.state() == TopologyState.ACTIVE && effect == Effect.RETIMES) {
      until = scheduler.fireAll(entry);
    } else if (effect == Effect.PAUSES) {
      until = now.minus(Jitter.of(entry.topology()));
    }
    return scheduler.settle(entry, until, effect);
  }

  private static Revised revised(Entry entry) {
    return new Revised(entry.details().value(), entry.schedule().value().revision());
  }

  private void mustExist(Entry entry) {
    if (entry.state() == TopologyState.DELETED || !catalog.has(entry)) {
      throw unknown(entry.id());
    }
  }

  private static Refusal unknown(String id) {
    return new Refusal(Kind.NOT_FOUND, "No such topology: " + id);
  }

  /**
   * How a topology shall be.
   *
   * @param topology what it says
   * @param state whether it fires
   * @param pause why it does not; null if it does, or nobody knows
   * @param restored the number of the version that this is; null if it is a new one
   */
  record Wanted(
      Topology topology, TopologyState state, @Nullable Pause pause, @Nullable Integer restored) {
    /** As it is. */
    static Wanted asIs(Entry entry) {
      return new Wanted(entry.topology(), entry.state(), entry.schedule().value().pause(), null);
    }

    Wanted with(Topology edited) {
      return new Wanted(edited, state, pause, restored);
    }

    Wanted restored(Topology earlier, int number) {
      return new Wanted(earlier, state, pause, number);
    }

    Wanted with(TopologyState newState, @Nullable Pause newPause) {
      return new Wanted(topology, newState, newPause, restored);
    }
  }

  /** Says how a topology shall be. */
  @FunctionalInterface
  interface Change {
    /**
     * Looks at the topology, which is held.
     *
     * @param now up to when its fire times are accounted for
     */
    Wanted of(Entry entry, Instant now);
  }
}
