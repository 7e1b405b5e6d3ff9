package epoch.server.schedule;

import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.Overlap;
import epoch.api.topology.Trigger;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.run.ActiveRuns;
import epoch.server.run.Jitter;
import epoch.server.run.StartDeadline;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Verdict;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what was decided about fire times: each gets its run, or the reason why there is
 * none, in the transaction that moves the cursor.
 */
final class Firing {
  private static final Logger LOG = LoggerFactory.getLogger(Firing.class);

  /** Up to how many fire times are counted where they are passed over. */
  private static final long MAX_COUNT = 100_000;

  private static final String OVERLAP = "The run before it has not ended";
  private static final String QUEUED = "A run waits already for the end of the one before it";
  private static final String OCCUPIED =
      "Drove lost the task of the run before it, which may still be running";

  /** Why a fire time was run late. */
  private static final String AFTER_CLOSURE = "run once after its calendars had been closed";

  private final Store store;
  private final ActiveRuns runs;
  private final InstantSource clock;
  private final Events events;

  Firing(Store store, ActiveRuns runs, InstantSource clock, Events events) {
    this.store = store;
    this.runs = runs;
    this.clock = clock;
    this.events = events;
  }

  /** Accounts for fire times without a run. The caller holds the entry. */
  void passOver(Entry entry, Instant until, Verdict verdict, String reason)
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

  /** Accounts for a fire time with a run, or says why there is none. The caller holds the entry. */
  void fire(Entry entry, Step.Fire fire) throws InterruptedException {
    Instant fireTime = fire.until();
    if (isTooLate(entry, fire)) {
      passOver(entry, fireTime, Verdict.MISSED, StartDeadline.missed(entry.topology()));
      return;
    }
    var id = new RunId(RunType.SCHEDULED, fireTime);
    if (fire(entry, fire, id)
        || (isOfAnotherTime(entry, id, fireTime) && fire(entry, fire, id.beside()))) {
      return;
    }
    // The schedule was as it should be, so it was not ours. A run with the id of this fire time is
    // there already: Epoch 1.14 fired it.
    LOG.info("Run {} is there already", id);
    passOver(entry, fireTime, Verdict.UNACCOUNTED, "its run was there already");
  }

  /**
   * Whether a run that has the id of a fire time is not about that. Epoch 1.14 named runs by local
   * time: east of Greenwich by one that is still to come in UTC.
   */
  private boolean isOfAnotherTime(Entry entry, RunId id, Instant fireTime)
      throws InterruptedException {
    return store
        .run(entry.id(), id.toString())
        .map(Versioned::value)
        .filter(run -> run.moment().filter(fireTime::equals).isEmpty())
        .isPresent();
  }

  /**
   * Accounts for a fire time with a run of this id, unless there is one.
   *
   * @return whether there was none
   * @throws StaleException if the topology was changed by someone else
   */
  private boolean fire(Entry entry, Step.Fire fire, RunId id) throws InterruptedException {
    try {
      commit(entry, fire, id);
      return true;
    } catch (StaleException stale) {
      if (!stale.exists()) {
        throw stale;
      }
      return false;
    }
  }

  private void commit(Entry entry, Step.Fire fire, RunId id) throws InterruptedException {
    Instant fireTime = fire.until();
    boolean late = fire.late();
    String why = fire.afterClosure() ? AFTER_CLOSURE : null;
    Schedule before = entry.schedule().value();
    Trigger trigger = entry.topology().effectiveTrigger();
    Optional<String> busy = busy(entry);
    Overlap overlap = entry.topology().effectivePolicy().effectiveOverlap();
    Optional<String> obstacle = busy.flatMap(stands -> obstacle(entry, overlap, stands));
    Overlap waits = busy.isEmpty() || overlap == Overlap.ALLOW ? null : overlap;
    Duration lateness = lateness(entry, fireTime);
    Run run;
    if (obstacle.isPresent()) {
      run =
          skip(
              entry,
              id,
              fireTime,
              before.account(fireTime, Verdict.SKIPPED, obstacle.get(), trigger),
              obstacle.get());
      LOG.info("Skipped run {}: {}", run.runId(), obstacle.get());
    } else if (late) {
      Schedule accounted = before.caughtUp(fireTime, lateness.toMillis(), why, trigger);
      run = runs.begin(entry, id, fireTime, accounted, waits);
      LOG.info("Caught up with run {}, {} s late", run.runId(), lateness.toSeconds());
    } else {
      Schedule accounted = before.account(fireTime, Verdict.RAN, null, trigger);
      run = runs.begin(entry, id, fireTime, accounted, waits);
      LOG.info("Fired run {}", run.runId());
    }
    events.publish(new Event.Fired(run, fireTime, lateness, late));
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

  private Run skip(Entry entry, RunId id, Instant fireTime, Schedule accounted, String reason)
      throws InterruptedException {
    Instant now = clock.instant();
    Run run =
        new Run(
            entry.id(),
            id.toString(),
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
