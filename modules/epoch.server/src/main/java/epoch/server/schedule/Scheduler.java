package epoch.server.schedule;

import epoch.api.calendar.Closure;
import epoch.api.topology.Overlap;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.calendar.Calendars;
import epoch.server.calendar.Closures;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Events;
import epoch.server.run.ActiveRuns;
import epoch.server.run.Jitter;
import epoch.server.schedule.Settlement.Effect;
import epoch.server.store.Holds;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** What fire times that are caught up with do while a run of their topology is active. */
  static final String WAITS = "waited for the run before it";

  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final Catalog catalog;
  private final Calendars calendars;
  private final Store store;
  private final ActiveRuns runs;
  private final ForeignWrites foreign;
  private final Standstill standstill;
  private final Archive archive;
  private final Settlement settlement;
  private final PauseEnd pauseEnd;
  private final FailurePause failurePause;
  private final ServerClock serverClock;
  private final InstantSource clock;
  private final Firing firing;

  /** Whether it was said that nothing is fired any more. */
  private final AtomicBoolean stopped = new AtomicBoolean();

  private final Runnable fencedOut;
  private final Timers timers;

  /** Topologies whose fire times are caught up with one after the other. */
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /**
   * @param foreign takes over what somebody else wrote
   * @param fencedOut called when it turns out that this node leads no more
   */
  public Scheduler(
      Catalog catalog,
      Calendars calendars,
      Store store,
      ActiveRuns runs,
      ForeignWrites foreign,
      Standstill standstill,
      ServerClock serverClock,
      InstantSource clock,
      Events events,
      Runnable fencedOut) {
    this.catalog = catalog;
    this.calendars = calendars;
    this.store = store;
    this.runs = runs;
    this.foreign = foreign;
    this.standstill = standstill;
    this.archive = new Archive(store);
    this.settlement = new Settlement(calendars, standstill);
    var switching = new Switch(catalog, store, events);
    this.pauseEnd = new PauseEnd(switching, settlement);
    this.failurePause = new FailurePause(switching);
    this.serverClock = serverClock;
    this.clock = clock;
    this.firing = new Firing(store, runs, clock, events);
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
      awaitPauseEnd(entry);
    } catch (FencedOutException e) {
      if (stopped.compareAndSet(false, true)) {
        LOG.warn("Firing stops: {}", e.getMessage());
      }
      fencedOut.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("Firing {} failed and is tried again in {} s", id, TRY_AGAIN.toSeconds(), e);
      timers.wakeAt(id, clock.instant().plus(TRY_AGAIN));
    }
  }

  /** Whatever woke a paused topology took the place of the wake at the end of its pause. */
  private void awaitPauseEnd(Entry entry) {
    PauseEnd.of(entry)
        .filter(clock.instant()::isBefore)
        .ifPresent(until -> timers.wakeAt(entry.id(), until));
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
      // Before the clock: a release that is known is not after now, so that what it says counts.
      Holds holds = standstill.holds();
      Instant now = now(entry);
      if (!catalog.has(entry) || entry.state() == TopologyState.DELETED) {
        return now;
      }
      try {
        archive.tidy(entry, now);
        if (!foreign.isForeign(entry) && pauseEnd.end(entry, now)) {
          arm(entry);
        }
        if (foreign.isForeign(entry)) {
          takeOver(entry, now, putOff, holds);
          continue;
        }
        if (failurePause.pause(entry, now)) {
          arm(entry);
        }
        if (!fireSome(entry, now.minus(putOff), holds)) {
          return now;
        }
      } catch (StaleException stale) {
        if (attempt++ == TRIES) {
          throw stale;
        }
        LOG.info("Topology {} was changed by someone else: {}", entry.id(), stale.getMessage());
        foreign.readAgain(entry);
      }
    }
  }

  /** Takes over what somebody else wrote, once what is due by what was there before is fired. */
  private void takeOver(Entry entry, Instant now, Duration putOff, Holds holds)
      throws InterruptedException {
    Optional<Mended> found = foreign.read(entry);
    if (found.isEmpty()) {
      return;
    }
    Mended theirs = found.get();
    TopologyDetails details = theirs.details().value();
    Effect effect = Effect.of(entry, details.topology(), details.state());
    Instant due = effect == Effect.RETIMES ? now : now.minus(putOff);
    while (fireSome(entry, due, holds)) {
      LOG.debug("More of {} is due before it is taken over", entry.id());
    }
    Instant until = effect == Effect.PAUSES ? due : now;
    foreign.takeOver(entry, theirs, settle(entry, until, effect));
    arm(entry);
  }

  /**
   * The schedule with those fire times up to a moment accounted for that a change of the topology
   * gives up. The caller holds the entry.
   */
  public Schedule settle(Entry entry, Instant until, Effect effect) {
    return settlement.settle(entry, until, effect);
  }

  /** Whether fire times of the topology that are caught up with wait for a run to end. */
  public boolean isWaiting(String id) {
    return waiting.contains(id);
  }

  /**
   * More is known of a run of the topology: what waited for that is due, or it failed too often.
   */
  public void runEnded(String id) {
    boolean waited = waiting.remove(id);
    catalog.find(id).filter(entry -> waited || entry.hasFailedTooOften()).ifPresent(this::wakeNow);
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
   * Lets a fire wait for the end of a run, or until it is known whether a run has ended that an
   * earlier leader began: it would be skipped for one that is there no more.
   *
   * @return whether it waits
   */
  private boolean waits(Entry entry, Step.Fire fire) {
    String id = entry.id();
    waiting.remove(id);
    if (fire.patient()) {
      return runs.isBusy(id) && waiting.add(id);
    }
    boolean skips = entry.topology().effectivePolicy().effectiveOverlap() == Overlap.SKIP;
    Optional<Instant> until = skips ? runs.uncertainUntil(id) : Optional.empty();
    until.ifPresent(end -> {
      waiting.add(id);
      timers.wakeAt(id, end);
      runs.whenCertain(id, () -> runEnded(id));
    });
    return until.isPresent();
  }

  /**
   * Accounts for some of the fire times that are due.
   *
   * @param holds as they were known before the clock was read
   * @return whether there may be more
   */
  private boolean fireSome(Entry entry, Instant now, Holds holds) throws InterruptedException {
    if (entry.state() != TopologyState.ACTIVE
        || entry.hasFailedTooOften()
        || holds.hold() != null) {
      return false;
    }
    Duration jitter = Jitter.of(entry.topology());
    Closures closures = calendars.of(entry.topology());
    List<Step> steps =
        CalendarPlan.steps(
            entry.topology(),
            entry.fireTimes(),
            closures,
            entry.schedule().value().cursor(),
            now,
            holds.releases().stream().map(release -> release.ofFiresPutOffBy(jitter)).toList(),
            BATCH);
    for (Step step : steps) {
      if (standstill.isHeld()) {
        return false;
      }
      switch (step) {
        case Step.Fire fire -> {
          if (waits(entry, fire)) {
            return false;
          }
          firing.fire(entry, fire);
        }
        case Step.Miss(Instant until, String reason) ->
            firing.passOver(entry, until, Verdict.MISSED, reason);
        case Step.Skip(Instant until, String reason) ->
            firing.passOver(entry, until, Verdict.SKIPPED, reason);
      }
    }
    if (entry.topology().effectivePolicy().runsAfterClosures()) {
      closures
          .at(now)
          .map(Closure::until)
          .ifPresent(end -> timers.wakeAt(entry.id(), end.plus(jitter)));
    }
    return steps.size() >= BATCH;
  }
}
