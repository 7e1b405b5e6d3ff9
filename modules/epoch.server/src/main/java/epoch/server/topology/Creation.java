package epoch.server.topology;

import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.once.Guard;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Revised;
import epoch.server.schedule.Scheduler;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Change;
import epoch.server.store.Pause;
import epoch.server.store.Revision;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a topology comes to be. Thread safe. */
public final class Creation {
  private static final Logger LOG = LoggerFactory.getLogger(Creation.class);

  private final Catalog catalog;
  private final Calendars calendars;
  private final Store store;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private final Events events;

  public Creation(
      Catalog catalog,
      Calendars calendars,
      Store store,
      Scheduler scheduler,
      InstantSource clock,
      Events events) {
    this.catalog = catalog;
    this.calendars = calendars;
    this.store = store;
    this.scheduler = scheduler;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Creates a valid topology; {@code CONFLICT} if the name is taken.
   *
   * @param pause why it does not fire; null: it fires
   */
  Revised create(Topology topology, @Nullable Pause pause, Caller by, Guard guard)
      throws InterruptedException {
    catalog.find(topology.name()).ifPresent(Creation::refuseDuplicate);
    // Stored times are milliseconds; so that what is in memory equals what was written, so is this.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    TopologyState state = pause == null ? TopologyState.ACTIVE : TopologyState.PAUSED;
    var details = new TopologyDetails(topology.name(), topology, state, now, now, Map.of());
    Entry entry;
    try (var _ = calendars.use(topology)) {
      Versioned<Schedule> schedule = write(details, pause, by, guard);
      entry = catalog.add(new Versioned<>(details, 0), schedule);
    }
    scheduler.arm(entry);
    LOG.info("Topology {} was created by {}", details.id(), by.user());
    events.publish(new Event.TopologyChanged(details));
    return new Revised(details, entry.schedule().value().revision());
  }

  /** Writes a new topology, over what an earlier one of its name may have left behind. */
  private Versioned<Schedule> write(
      TopologyDetails details, @Nullable Pause pause, Caller by, Guard guard)
      throws InterruptedException {
    Schedule first = schedule(details, 1, pause);
    try {
      change(details, first, by, guard).addSchedule(details.id(), first).commit();
      return new Versioned<>(first, 0);
    } catch (StaleException stale) {
      if (!stale.exists() || store.topology(details.id()).isPresent()) {
        throw duplicate(details.id());
      }
    }
    Schedule next = schedule(details, store.lastRevision(details.id()) + 1, pause);
    Optional<Versioned<Schedule>> left = store.schedule(details.id());
    var change = change(details, next, by, guard);
    if (left.isPresent()) {
      change.putSchedule(details.id(), next, left.get().version()).commit();
      return left.get().next(next);
    }
    change.addSchedule(details.id(), next).commit();
    return new Versioned<>(next, 0);
  }

  private Change change(TopologyDetails details, Schedule schedule, Caller by, Guard guard) {
    var revision =
        new Revision(schedule.revision(), details.topology(), by.user(), details.created());
    var change = store.change().addTopology(details).addRevision(details.id(), revision);
    guard.put(change, new Revised(details, schedule.revision()));
    String how = details.state() == TopologyState.PAUSED ? "created, paused" : "created";
    change.audit(AuditRecord.of(by, clock.instant(), Action.CREATE, how).on(details.id()));
    return change;
  }

  private static Schedule schedule(TopologyDetails details, int revision, @Nullable Pause pause) {
    return Schedule.startingAt(details.created(), details.created(), revision, 0).paused(pause);
  }

  private static void refuseDuplicate(Entry entry) {
    throw entry.state() == TopologyState.DELETED
        ? new Refusal(
            Kind.CONFLICT,
            "Topology " + entry.id() + " is being deleted; its name is free once its tasks ended")
        : duplicate(entry.id());
  }

  private static Refusal duplicate(String id) {
    return new Refusal(Kind.CONFLICT, "Topology " + id + " already exists with ID: " + id);
  }
}
