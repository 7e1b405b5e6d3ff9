package epoch.server.schedule;

import epoch.api.calendar.Closure;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.Overlap;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import epoch.server.calendar.Calendars;
import epoch.server.calendar.Closures;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.run.ActiveRuns;
import epoch.server.run.Jitter;
import epoch.server.run.StartDeadline;
import epoch.server.store.Hold;
import epoch.server.store.Pause;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Verdict;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.store.zookeeper.ServerClock;
import epoch.server.store.zookeeper.StaleException;
import epoch.server.timer.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Accounts for fire times. The timers wake it; which fire times are due is decided here, by the
 * topology's fire times and its cursor, so that a wake too many, too early or too late does no
 * harm. Thread safe.
 */
public final class Scheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

  /** How far this node's clock may be ahead of ZooKeeper's before nothing is fired by it. */
  private static final Duration MAX_AHEAD = Duration.ofSeconds(30);

  /** Fire times that are read ahead at once. */
  private static final int BATCH = 1_000;

  /** How often a fire is tried again after somebody else changed the topology. */
  private static final int TRIES = 5;

  /** Up to how many fire times are counted where they are passed over. */
  private static final long MAX_COUNT = 100_000;

  private static final String OVERLAP = "The run before it has not ended";
  private static final String QUEUED = "A run waits already for the end of the one before it";
  private static final String OCCUPIED =
      "Drove lost the task of the run before it, which may still be running";

  /** What fire times that are caught up with do while a run of their topology is active. */
  static final String WAITS = "waited for the run before it";

  /** Why a fire time was run late. */
  static final String AFTER_CLOSURE = "run once after its calendars had been closed";

  private static final String SUPERSEDED = ", then superseded by an edit";

  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final Catalog catalog;
  private final Calendars calendars;
  private final Store store;
  private final ActiveRuns runs;
  private final Adoption adoption;
  private final Standstill standstill;
  private final Archive archive;
  private final PauseEnd pauseEnd;
  private final FailurePause failurePause;
  private final ServerClock serverClock;
  private final InstantSource clock;
  private final Events events;
  private final Runnable fencedOut;
  private final Timers timers;

  /** Topologies whose fire times are caught up with one after the other. */
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /**
   * @param adoption takes in what somebody else wrote
   * @param fencedOut called when it turns out that this node leads no more
   */
  public Scheduler(
      Catalog catalog,
      Calendars calendars,
      Store store,
      ActiveRuns runs,
      Adoption adoption,
      Standstill standstill,
      ServerClock serverClock,
      InstantSource clock,
      Events events,
      Runnable fencedOut) {
    this.catalog = catalog;
    this.calendars = calendars;
    this.store = store;
    this.runs = runs;
    this.adoption = adoption;
    this.standstill = standstill;
    this.archive = new Archive(store);
    var switching = new Switch(catalog, store, events);
    this.pauseEnd = new PauseEnd(switching);
    this.failurePause = new FailurePause(switching);
    this.serverClock = serverClock;
    this.clock = clock;
    this.events = events;
    this.fencedOut = fencedOut;
    this.timers = new Timers("epoch", clock, this::wake);
  }

  /** Sets the topology's timer as its state demands; the first wake comes at once if one is due. */
  public void arm(Entry entry) {
    if (entry.state() == TopologyState.ACTIVE) {
      Duration jitter = Jitter.of(entry.topology());
      timers.set(
          entry.id(),
          entry.fireTimes().putOffBy(jitter),
          entry.schedule().value().cursor().plus(jitter));
    } else {
      timers.clear(entry.id());
      PauseEnd.of(entry).ifPresent(until -> timers.wakeAt(entry.id(), until));
    }
  }

  /** From now on nothing fires, until {@link #resume}: ZooKeeper is away. */
  public void pause() {
    timers.pause();
  }

  /** What fell due in the pause fires now. */
  public void resume() {
    timers.resume();
  }

  /** Wakes a topology at once: what was held back may be due. */
  public void wakeNow(Entry entry) {
    timers.wakeAt(entry.id(), clock.instant());
  }

  /** When a topology that fires, or will when its pause is over, begins its next run. */
  public Optional<Instant> next(Entry entry) {
    Optional<Instant> from =
        entry.state() == TopologyState.ACTIVE
            ? Optional.of(entry.schedule().value().cursor())
            : PauseEnd.of(entry);
    Instant now = clock.instant();
    Duration jitter = Jitter.of(entry.topology());
    return from.flatMap(time ->
        calendars
            .open(entry.topology(), entry.fireTimes(), time)
            .putOffBy(jitter)
            .next(time.plus(jitter).isAfter(now) ? time.plus(jitter) : now));
  }

  /** Stops the timers; fires that have begun go on. */
  @Override
  public void close() {
    timers.close();
  }

  private void wake(String id) {
    Optional<Entry> found = catalog.find(id);
    if (found.isEmpty()) {
      return;
    }
    Entry entry = found.get();
    try (var _ = MDC.putCloseable("topology", id);
        var _ = entry.hold()) {
      fireDue(entry);
    } catch (FencedOutException e) {
      LOG.warn("Firing stops: {}", e.getMessage());
      fencedOut.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("Firing {} failed and is tried again in {} s", id, TRY_AGAIN.toSeconds(), e);
      timers.wakeAt(id, clock.instant().plus(TRY_AGAIN));
    }
  }

  /**
   * Accounts for every fire time of the topology up to now that is not put off, unless the world
   * stands still. Whoever changes a topology calls this first, so that no change is retroactive.
   * The caller holds the entry.
   *
   * @return up to when fire times are accounted for, held back or put off; never far beyond
   *     ZooKeeper's time
   */
  public Instant fireDue(Entry entry) throws InterruptedException {
    return fireDue(entry, Jitter.of(entry.topology()));
  }

  /**
   * As {@link #fireDue(Entry)}, and what is put off begins at once: it would not be due any more
   * after a change of when the topology fires.
   */
  public Instant fireAll(Entry entry) throws InterruptedException {
    return fireDue(entry, Duration.ZERO);
  }

  private Instant fireDue(Entry entry, Duration putOff) throws InterruptedException {
    for (int attempt = 1; ; ) {
      Instant now = now(entry);
      if (!catalog.has(entry) || entry.state() == TopologyState.DELETED) {
        return now;
      }
      try {
        archive.tidy(entry, now);
        if (!adoption.isForeign(entry) && pauseEnd.end(entry, now)) {
          arm(entry);
        }
        boolean foreign = adoption.isForeign(entry);
        if (!foreign && failurePause.pause(entry, now)) {
          arm(entry);
        }
        if (!fireSome(entry, foreign ? now : now.minus(putOff))) {
          if (!foreign) {
            return now;
          }
          adoption.takeOver(entry, settle(entry, now));
          arm(entry);
        }
      } catch (StaleException stale) {
        if (attempt++ == TRIES) {
          throw stale;
        }
        LOG.info("Topology {} was changed by someone else: {}", entry.id(), stale.getMessage());
        adoption.readAgain(entry);
      }
    }
  }

  /**
   * The schedule with all fire times up to a moment accounted for, at a change of the topology that
   * makes them count anew: what is due was fired just before, so what is left was held back.
   */
  public Schedule settle(Entry entry, Instant until) {
    Schedule schedule = entry.schedule().value();
    Trigger trigger = entry.topology().effectiveTrigger();
    if (entry.state() == TopologyState.PAUSED) {
      Pause pause = schedule.pause();
      return pause == null
          ? schedule.account(until, Verdict.SKIPPED, "paused", trigger)
          : schedule.skipPaused(until, pause, trigger);
    }
    if (DueFires.any(entry.fireTimes(), schedule.cursor(), until)) {
      String words =
          standstill
              .hold()
              .map(Hold::inWords)
              .or(() -> calendars.of(entry.topology()).at(until).map(Closure::inWords))
              .orElse(WAITS);
      return schedule.account(until, Verdict.SKIPPED, words + SUPERSEDED, trigger);
    }
    return schedule.nothingUntil(until);
  }

  /** Whether fire times of the topology that are caught up with wait for a run to end. */
  public boolean isWaiting(String id) {
    return waiting.contains(id);
  }

  /** A run of the topology has ended: what waited for that is due, or it has failed too often. */
  public void runEnded(String id) {
    boolean waited = waiting.remove(id);
    catalog.find(id).filter(entry -> waited || FailurePause.isDue(entry)).ifPresent(this::wakeNow);
  }

  /** The time by which to fire: this node's, unless that is far ahead of ZooKeeper's. */
  private Instant now(Entry entry) throws InterruptedException {
    Instant now = clock.instant();
    if (serverClock.ahead(now).compareTo(MAX_AHEAD) > 0) {
      // That is not believed before ZooKeeper was asked.
      store.touch();
    }
    if (serverClock.ahead(now).compareTo(MAX_AHEAD) > 0) {
      LOG.error(
          "This node's clock is {} s ahead of ZooKeeper's: nothing is fired by it",
          serverClock.ahead(now).toSeconds());
      timers.wakeAt(entry.id(), now.plus(TRY_AGAIN));
      return serverClock.now().truncatedTo(ChronoUnit.MILLIS);
    }
    return now.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Accounts for some of the fire times that are due.
   *
   * @return whether there may be more
   */
  private boolean fireSome(Entry entry, Instant now) throws InterruptedException {
    if (entry.state() != TopologyState.ACTIVE || standstill.isHeld()) {
      return false;
    }
    Closures closures = calendars.of(entry.topology());
    List<Step> steps =
        CalendarPlan.steps(
            entry.topology(),
            entry.fireTimes(),
            closures,
            entry.schedule().value().cursor(),
            now,
            standstill.releases(),
            BATCH);
    for (Step step : steps) {
      switch (step) {
        case Step.Fire fire -> {
          if (fire.patient() && runs.isBusy(entry.id())) {
            waiting.add(entry.id());
            return false;
          }
          if (isTooLate(entry, fire)) {
            String why = StartDeadline.missed(entry.topology());
            passOver(entry, fire.until(), Verdict.MISSED, why);
          } else {
            fire(entry, fire.until(), fire.late(), fire.afterClosure() ? AFTER_CLOSURE : null);
          }
        }
        case Step.Miss(Instant until, String reason) ->
            passOver(entry, until, Verdict.MISSED, reason);
        case Step.Skip(Instant until, String reason) ->
            passOver(entry, until, Verdict.SKIPPED, reason);
      }
    }
    if (entry.topology().effectivePolicy().runsAfterClosures()) {
      Duration jitter = Jitter.of(entry.topology());
      closures
          .at(now)
          .map(Closure::until)
          .ifPresent(end -> timers.wakeAt(entry.id(), end.plus(jitter)));
    }
    return steps.size() >= BATCH;
  }

  private void passOver(Entry entry, Instant until, Verdict verdict, String reason)
      throws InterruptedException {
    Schedule before = entry.schedule().value();
    long count = entry.fireTimes().count(before.cursor(), until, MAX_COUNT);
    Schedule after = before.account(until, verdict, reason, entry.topology().effectiveTrigger());
    store
        .change()
        .putSchedule(entry.id(), after, entry.schedule().version())
        .holdsTopology(entry.id(), entry.details().version())
        .commit();
    entry.put(entry.schedule().next(after));
    LOG.info("{} fire times up to {} were {}: {}", count, until, verdict, reason);
    events.publish(new Event.PassedOver(entry.id(), verdict.name(), reason, until, count));
  }

  /** Whether a fire may not begin any more; what waited for the end of a closure may. */
  private boolean isTooLate(Entry entry, Step.Fire fire) {
    return !fire.afterClosure()
        && StartDeadline.of(entry.topology(), fire.until())
            .filter(clock.instant()::isAfter)
            .isPresent();
  }

  private void fire(Entry entry, Instant fireTime, boolean late, @Nullable String why)
      throws InterruptedException {
    Schedule before = entry.schedule().value();
    Trigger trigger = entry.topology().effectiveTrigger();
    Optional<String> busy = busy(entry);
    Overlap overlap = entry.topology().effectivePolicy().effectiveOverlap();
    Optional<String> obstacle = busy.flatMap(stands -> obstacle(entry, overlap, stands));
    Overlap waits = busy.isEmpty() || overlap == Overlap.ALLOW ? null : overlap;
    Duration lateness = lateness(entry, fireTime);
    try {
      Run run;
      if (obstacle.isPresent()) {
        run =
            skip(
                entry,
                fireTime,
                before.account(fireTime, Verdict.SKIPPED, obstacle.get(), trigger),
                obstacle.get());
        LOG.info("Skipped run {}: {}", run.runId(), obstacle.get());
      } else if (late) {
        run =
            runs.begin(
                entry,
                fireTime,
                before.caughtUp(fireTime, lateness.toMillis(), why, trigger),
                waits);
        LOG.info("Caught up with run {}, {} s late", run.runId(), lateness.toSeconds());
      } else {
        run =
            runs.begin(
                entry, fireTime, before.account(fireTime, Verdict.RAN, null, trigger), waits);
        LOG.info("Fired run {}", run.runId());
      }
      events.publish(new Event.Fired(run, fireTime, lateness, late));
    } catch (StaleException stale) {
      if (!stale.exists()) {
        throw stale;
      }
      // The schedule was as it should be, so it was not ours. A run with the id of this fire time
      // is there already: Epoch 1.14 fired it.
      LOG.info("Run {} is there already", new RunId(RunType.SCHEDULED, fireTime));
      passOver(entry, fireTime, Verdict.UNACCOUNTED, "its run was there already");
    }
  }

  /** Whether fire times that were skipped for this reason have a run in state SKIPPED. */
  static boolean isObstacle(@Nullable String reason) {
    return OVERLAP.equals(reason) || OCCUPIED.equals(reason) || QUEUED.equals(reason);
  }

  /** Why a topology that is busy is not run at all, not even later. */
  private Optional<String> obstacle(Entry entry, Overlap overlap, String busy) {
    return switch (overlap) {
      case SKIP -> Optional.of(busy);
      case QUEUE -> runs.isQueued(entry.id()) ? Optional.of(QUEUED) : Optional.empty();
      case ALLOW, REPLACE -> Optional.empty();
    };
  }

  /** How late a fire is, beyond what its topology puts it off by. */
  private Duration lateness(Entry entry, Instant fireTime) {
    Duration late = Duration.between(fireTime.plus(Jitter.of(entry.topology())), clock.instant());
    return late.isNegative() ? Duration.ZERO : late;
  }

  /** What of a run before it stands in the way of another. */
  private Optional<String> busy(Entry entry) {
    if (runs.isBusy(entry.id())) {
      return Optional.of(OVERLAP);
    }
    Instant occupied = entry.schedule().value().occupiedUntil();
    if (occupied != null && clock.instant().isBefore(occupied)) {
      return Optional.of(OCCUPIED);
    }
    return Optional.empty();
  }

  private Run skip(Entry entry, Instant fireTime, Schedule accounted, String reason)
      throws InterruptedException {
    Instant now = clock.instant();
    Run run =
        new Run(
            entry.id(),
            new RunId(RunType.SCHEDULED, fireTime).toString(),
            RunState.SKIPPED,
            reason,
            Map.of(),
            RunType.SCHEDULED,
            now,
            now,
            fireTime,
            Map.of());
    Schedule skipped = accounted.ended(run);
    store
        .change()
        .putSchedule(entry.id(), skipped, entry.schedule().version())
        .holdsTopology(entry.id(), entry.details().version())
        .addRun(run)
        .commit();
    entry.put(entry.schedule().next(skipped));
    return run;
  }
}
