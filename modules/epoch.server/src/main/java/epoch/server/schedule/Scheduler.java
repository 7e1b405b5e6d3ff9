package epoch.server.schedule;

import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.TopologyState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.run.ActiveRuns;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.store.zookeeper.ServerClock;
import epoch.server.store.zookeeper.StaleException;
import epoch.server.timer.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final Catalog catalog;
  private final Store store;
  private final ActiveRuns runs;
  private final Adoption adoption;
  private final ServerClock serverClock;
  private final InstantSource clock;
  private final Events events;
  private final Runnable fencedOut;
  private final Timers timers;

  /**
   * @param adoption takes in what somebody else wrote
   * @param fencedOut called when it turns out that this node leads no more
   */
  public Scheduler(
      Catalog catalog,
      Store store,
      ActiveRuns runs,
      Adoption adoption,
      ServerClock serverClock,
      InstantSource clock,
      Events events,
      Runnable fencedOut) {
    this.catalog = catalog;
    this.store = store;
    this.runs = runs;
    this.adoption = adoption;
    this.serverClock = serverClock;
    this.clock = clock;
    this.events = events;
    this.fencedOut = fencedOut;
    this.timers = new Timers("epoch", clock, this::wake);
  }

  /** Sets the topology's timer as its state demands; the first wake comes at once if one is due. */
  public void arm(Entry entry) {
    if (entry.state() == TopologyState.ACTIVE) {
      timers.set(entry.id(), entry.fireTimes(), entry.schedule().value().cursor());
    } else {
      timers.clear(entry.id());
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

  /** The next fire time ahead of a topology that fires. */
  public Optional<Instant> next(Entry entry) {
    if (entry.state() != TopologyState.ACTIVE) {
      return Optional.empty();
    }
    Instant cursor = entry.schedule().value().cursor();
    Instant now = clock.instant();
    return entry.fireTimes().next(cursor.isAfter(now) ? cursor : now);
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
   * Accounts for every fire time of the topology up to now. Whoever changes a topology calls this
   * first, so that no change is retroactive. The caller holds the entry.
   */
  public void fireDue(Entry entry) throws InterruptedException {
    for (int attempt = 1; ; ) {
      try {
        if (!catalog.has(entry) || entry.state() != TopologyState.ACTIVE || !fireSome(entry)) {
          return;
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
   * Accounts for some of the fire times that are due.
   *
   * @return whether there may be more
   */
  private boolean fireSome(Entry entry) throws InterruptedException {
    Instant now = clock.instant();
    if (isFarAhead(now)) {
      LOG.error(
          "This node's clock is {} s ahead of ZooKeeper's: nothing is fired by it",
          serverClock.ahead(now).toSeconds());
      timers.wakeAt(entry.id(), now.plus(TRY_AGAIN));
      return false;
    }
    List<Instant> due =
        DueFires.toRun(
            entry.topology(), entry.fireTimes(), entry.schedule().value().cursor(), now, BATCH);
    for (Instant fireTime : due) {
      fire(entry, fireTime);
    }
    return due.size() == BATCH;
  }

  /** Whether this clock is far ahead of ZooKeeper's, which is asked before that is believed. */
  private boolean isFarAhead(Instant now) throws InterruptedException {
    if (serverClock.ahead(now).compareTo(MAX_AHEAD) <= 0) {
      return false;
    }
    store.touch();
    return serverClock.ahead(now).compareTo(MAX_AHEAD) > 0;
  }

  private void fire(Entry entry, Instant fireTime) throws InterruptedException {
    Schedule accounted = entry.schedule().value().accountedUntil(fireTime);
    Optional<String> obstacle = obstacle(entry);
    try {
      Run run =
          obstacle.isPresent()
              ? skip(entry, fireTime, accounted, obstacle.get())
              : runs.begin(entry, fireTime, accounted);
      Instant now = clock.instant();
      Duration lateness = Duration.between(fireTime, now);
      if (obstacle.isPresent()) {
        LOG.info("Skipped run {}: {}", run.runId(), obstacle.get());
      } else if (lateness.compareTo(DueFires.ON_TIME) > 0) {
        LOG.info("Caught up with run {}, {} s late", run.runId(), lateness.toSeconds());
      } else {
        LOG.info("Fired run {}", run.runId());
      }
      events.publish(new Event.Fired(run, fireTime, lateness));
    } catch (StaleException stale) {
      if (!stale.exists()) {
        throw stale;
      }
      accountFor(entry, fireTime, accounted);
    }
  }

  /** Why the topology cannot be run now. */
  private Optional<String> obstacle(Entry entry) {
    if (runs.isBusy(entry.id())) {
      return Optional.of("The run before it has not ended");
    }
    Instant occupied = entry.schedule().value().occupiedUntil();
    if (occupied != null && clock.instant().isBefore(occupied)) {
      return Optional.of("Drove lost the task of the run before it, which may still be running");
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
        .addRun(run)
        .holdsTopology(entry.id(), entry.details().version())
        .putSchedule(entry.id(), skipped, entry.schedule().version())
        .commit();
    entry.put(entry.schedule().next(skipped));
    return run;
  }

  /** A run with the id of this fire time is there already: it was fired by Epoch 1.14. */
  private void accountFor(Entry entry, Instant fireTime, Schedule accounted)
      throws InterruptedException {
    LOG.info("Run {} is there already", new RunId(RunType.SCHEDULED, fireTime));
    store.change().putSchedule(entry.id(), accounted, entry.schedule().version()).commit();
    entry.put(entry.schedule().next(accounted));
  }
}
