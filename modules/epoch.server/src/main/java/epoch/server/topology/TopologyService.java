package epoch.server.topology;

import epoch.api.rest.SimpleTopology;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.api.validation.TopologyValidator;
import epoch.api.validation.Violation;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Topologies;
import epoch.server.schedule.Adoption;
import epoch.server.schedule.Scheduler;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Pause;
import epoch.server.store.Revision;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes topologies while this node leads. Every change first accounts for the fire times up to
 * now, so that none is retroactive, and is one transaction with the schedule. Thread safe.
 */
public final class TopologyService implements Topologies {
  private static final Logger LOG = LoggerFactory.getLogger(TopologyService.class);

  /** How often a change is tried again after somebody else wrote the topology. */
  private static final int TRIES = 3;

  private final Catalog catalog;
  private final Store store;
  private final Scheduler scheduler;
  private final Adoption adoption;
  private final Removal removal;
  private final TopologyValidator validator;
  private final InstantSource clock;
  private final Events events;

  public TopologyService(
      Catalog catalog,
      Store store,
      Scheduler scheduler,
      Adoption adoption,
      Removal removal,
      TopologyValidator validator,
      InstantSource clock,
      Events events) {
    this.catalog = catalog;
    this.store = store;
    this.scheduler = scheduler;
    this.adoption = adoption;
    this.removal = removal;
    this.validator = validator;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public TopologyDetails create(Topology topology, Caller by) throws InterruptedException {
    mustBeValid(validator.validate(topology));
    catalog.find(topology.name()).ifPresent(TopologyService::refuseDuplicate);
    Instant now = now();
    var details =
        new TopologyDetails(topology.name(), topology, TopologyState.ACTIVE, now, now, Map.of());
    Versioned<Schedule> schedule = write(details, by, now);
    Entry entry = catalog.add(new Versioned<>(details, 0), schedule);
    scheduler.arm(entry);
    LOG.info("Topology {} was created by {}", details.id(), by.user());
    events.publish(new Event.TopologyChanged(details));
    return details;
  }

  /** Writes a new topology, over what an earlier one of its name may have left behind. */
  private Versioned<Schedule> write(TopologyDetails details, Caller by, Instant now)
      throws InterruptedException {
    Schedule first = Schedule.startingAt(details.created(), now, 1, 0);
    try {
      store
          .change()
          .addTopology(details)
          .addSchedule(details.id(), first)
          .addRevision(details.id(), revision(first, details.topology(), by, now))
          .audit(created(details, by))
          .commit();
      return new Versioned<>(first, 0);
    } catch (StaleException stale) {
      if (!stale.exists() || store.topology(details.id()).isPresent()) {
        throw duplicate(details.id());
      }
    }
    Schedule next =
        Schedule.startingAt(details.created(), now, store.lastRevision(details.id()) + 1, 0);
    Optional<Versioned<Schedule>> left = store.schedule(details.id());
    var change =
        store
            .change()
            .addTopology(details)
            .addRevision(details.id(), revision(next, details.topology(), by, now))
            .audit(created(details, by));
    if (left.isPresent()) {
      change.putSchedule(details.id(), next, left.get().version()).commit();
      return left.get().next(next);
    }
    change.addSchedule(details.id(), next).commit();
    return new Versioned<>(next, 0);
  }

  private AuditRecord created(TopologyDetails details, Caller by) {
    return AuditRecord.of(by, clock.instant(), Action.CREATE, "created").on(details.id());
  }

  @Override
  public TopologyDetails update(Topology topology, Caller by) throws InterruptedException {
    mustBeValid(validator.validate(topology));
    return revise(entry(topology.name()), by, known -> topology);
  }

  @Override
  public TopologyDetails createSimple(SimpleTopology form, Caller by) throws InterruptedException {
    mustBeValid(validator.validateCreate(form));
    return create(form.toTopology(), by);
  }

  @Override
  public TopologyDetails edit(String id, SimpleTopology change, Caller by)
      throws InterruptedException {
    Entry entry = entry(id);
    mustBeValid(validator.validateEdit(change));
    return revise(
        entry,
        by,
        known -> {
          Topology edited =
              change
                  .applyTo(known)
                  .orElseThrow(() ->
                      new Refusal(
                          Kind.CONFLICT,
                          "The simple edit fits topologies of one Docker container with a cron"
                              + " trigger; "
                              + id
                              + " is another: send the whole topology"));
          mustBeValid(validator.validate(edited));
          return edited;
        });
  }

  @Override
  public TopologyDetails pause(String id, Caller by) throws InterruptedException {
    return change(entry(id), (entry, now) -> switchTo(entry, TopologyState.PAUSED, by, now));
  }

  @Override
  public TopologyDetails unpause(String id, Caller by) throws InterruptedException {
    return change(entry(id), (entry, now) -> switchTo(entry, TopologyState.ACTIVE, by, now));
  }

  @Override
  public void delete(String id, Caller by) throws InterruptedException {
    Entry entry = entry(id);
    change(entry, (held, now) -> switchTo(held, TopologyState.DELETED, by, now));
    removal.begin(entry, by.user());
  }

  @Override
  public TopologyDetails find(String id) {
    return entry(id).details().value();
  }

  @Override
  public List<TopologyDetails> list() {
    return catalog.entries().stream()
        .map(entry -> entry.details().value())
        .filter(details -> details.state() != TopologyState.DELETED)
        .toList();
  }

  private TopologyDetails revise(Entry entry, Caller by, Edit edit) throws InterruptedException {
    return change(
        entry,
        (held, now) -> {
          Versioned<TopologyDetails> known = held.details();
          Topology edited = edit.apply(known.value().topology());
          if (edited.equals(known.value().topology())) {
            return known.value();
          }
          var next = known.next(known.value().withTopology(edited, now));
          Schedule schedule = scheduler.settle(held, now).revised(next.version());
          store
              .change()
              .putTopology(next.value(), known.version())
              .putSchedule(held.id(), schedule, held.schedule().version())
              .addRevision(held.id(), revision(schedule, edited, by, now))
              .audit(
                  AuditRecord.of(
                          by,
                          clock.instant(),
                          Action.EDIT,
                          "revision "
                              + schedule.revision()
                              + ": "
                              + ChangedFields.inWords(known.value().topology(), edited))
                      .on(held.id()))
              .commit();
          noteWritten(held, next, schedule);
          LOG.info("Topology {} was edited by {}", held.id(), by.user());
          return next.value();
        });
  }

  private TopologyDetails switchTo(Entry entry, TopologyState state, Caller by, Instant now)
      throws InterruptedException {
    Versioned<TopologyDetails> known = entry.details();
    if (known.value().state() == state) {
      return known.value();
    }
    var next = known.next(known.value().withState(state, now));
    Pause pause = state == TopologyState.PAUSED ? new Pause(by.user(), now, null) : null;
    Schedule schedule = scheduler.settle(entry, now).paused(pause).topologyWritten(next.version());
    store
        .change()
        .putTopology(next.value(), known.version())
        .putSchedule(entry.id(), schedule, entry.schedule().version())
        .audit(switched(entry, state, by))
        .commit();
    noteWritten(entry, next, schedule);
    LOG.info("Topology {} is {} now, by {}", entry.id(), state, by.user());
    return next.value();
  }

  private AuditRecord switched(Entry entry, TopologyState state, Caller by) {
    Instant now = clock.instant();
    AuditRecord record =
        switch (state) {
          case ACTIVE -> AuditRecord.of(by, now, Action.UNPAUSE, "fires again");
          case PAUSED -> AuditRecord.of(by, now, Action.PAUSE, "paused");
          case DELETED -> AuditRecord.of(by, now, Action.DELETE, "deleted");
          case UNRECOGNISED -> throw new IllegalArgumentException("no state to switch to");
        };
    return record.on(entry.id());
  }

  private void noteWritten(Entry entry, Versioned<TopologyDetails> next, Schedule schedule) {
    entry.put(next, catalog.fireTimes(next.value().topology()));
    entry.put(entry.schedule().next(schedule));
    scheduler.arm(entry);
    events.publish(new Event.TopologyChanged(next.value()));
  }

  /** Makes a change with the entry held, all fire times up to now accounted for. */
  private TopologyDetails change(Entry entry, Held change) throws InterruptedException {
    try (var _ = entry.hold()) {
      for (int attempt = 1; ; attempt++) {
        mustExist(entry);
        try {
          return change.apply(entry, scheduler.fireDue(entry));
        } catch (StaleException stale) {
          if (attempt == TRIES) {
            throw new Refusal(
                Kind.CONFLICT, "Topology " + entry.id() + " was changed meanwhile: try again");
          }
          LOG.info("Topology {} was changed by someone else: {}", entry.id(), stale.getMessage());
          adoption.readAgain(entry);
        }
      }
    }
  }

  private Entry entry(String id) {
    Entry entry = catalog.find(id).orElseThrow(() -> unknown(id));
    mustExist(entry);
    return entry;
  }

  private void mustExist(Entry entry) {
    if (entry.state() == TopologyState.DELETED || !catalog.has(entry)) {
      throw unknown(entry.id());
    }
  }

  private static Refusal unknown(String id) {
    return new Refusal(Kind.NOT_FOUND, "No such topology: " + id);
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

  private static void mustBeValid(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new Refusal(
          Kind.INVALID,
          "Command validation failure",
          violations.stream().map(Violation::line).toList());
    }
  }

  private static Revision revision(Schedule schedule, Topology topology, Caller by, Instant now) {
    return new Revision(schedule.revision(), topology, by.user(), now);
  }

  /**
   * Stored times are milliseconds; so that what is in memory equals what was written, so are these.
   */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** What an edit makes of a topology. */
  @FunctionalInterface
  private interface Edit {
    Topology apply(Topology known);
  }

  /** A change of an entry that is held. */
  @FunctionalInterface
  private interface Held {
    /**
     * @param now up to when fire times are accounted for
     */
    TopologyDetails apply(Entry entry, Instant now) throws InterruptedException;
  }
}
