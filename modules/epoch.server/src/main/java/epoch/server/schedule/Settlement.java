package epoch.server.schedule;

import epoch.api.calendar.Closure;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import epoch.server.calendar.Calendars;
import epoch.server.calendar.Closures;
import epoch.server.catalog.Entry;
import epoch.server.run.Jitter;
import epoch.server.store.Hold;
import epoch.server.store.Pause;
import epoch.server.store.Schedule;
import epoch.server.store.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of the fire times that were held back when their topology is changed. What was due
 * has been fired just before, so what is left waits: for a release, for the end of a closure or of
 * a run, or for its jitter. A change that leaves alone when the topology fires leaves them alone.
 */
public final class Settlement {
  private static final String SUPERSEDED = ", then superseded by an edit";

  private final Calendars calendars;
  private final Standstill standstill;

  Settlement(Calendars calendars, Standstill standstill) {
    this.calendars = calendars;
    this.standstill = standstill;
  }

  /** What a change means for fire times that are held back. */
  public enum Effect {
    /** It concerns other things. */
    NONE,
    /** The topology is paused. */
    PAUSES,
    /** It fires at other times from now on, or never again. */
    RETIMES;

    /** That of a change of a topology. */
    public static Effect of(Entry entry, Topology wanted, TopologyState state) {
      Topology known = entry.topology();
      Policy before = known.effectivePolicy();
      Policy after = wanted.effectivePolicy();
      if (state == TopologyState.DELETED
          || !wanted.effectiveTrigger().equals(known.effectiveTrigger())
          || !Jitter.of(wanted).equals(Jitter.of(known))
          || !after.effectiveCalendars().equals(before.effectiveCalendars())
          || after.runsAfterClosures() != before.runsAfterClosures()) {
        return RETIMES;
      }
      return state == TopologyState.PAUSED && entry.state() == TopologyState.ACTIVE ? PAUSES : NONE;
    }
  }

  /**
   * The schedule with those fire times up to a moment accounted for that the change gives up. The
   * caller holds the entry.
   */
  Schedule settle(Entry entry, Instant until, Effect effect) {
    Schedule schedule = entry.schedule().value();
    if (entry.state() == TopologyState.PAUSED) {
      return settlePaused(entry, until, effect);
    }
    return switch (effect) {
      case NONE -> schedule;
      case PAUSES ->
          standstill.isHeld() || awaited(entry, until, calendars.of(entry.topology())).isEmpty()
              ? giveUp(entry, until)
              : schedule;
      case RETIMES -> giveUp(entry, until);
    };
  }

  private Schedule giveUp(Entry entry, Instant until) {
    Schedule schedule = entry.schedule().value();
    if (!DueFires.any(entry.fireTimes(), schedule.cursor(), until)) {
      return schedule.nothingUntil(until);
    }
    String words =
        standstill
            .hold()
            .map(Hold::inWords)
            .or(() -> calendars.of(entry.topology()).at(until).map(Closure::inWords))
            .orElse(Scheduler.WAITS);
    return schedule.account(
        until, Verdict.SKIPPED, words + SUPERSEDED, entry.topology().effectiveTrigger());
  }

  /**
   * In a pause all is skipped, but for what waited for the end of a closure when it began: if that
   * is still to come, the pause changes nothing.
   */
  private Schedule settlePaused(Entry entry, Instant until, Effect effect) {
    Schedule schedule = entry.schedule().value();
    Trigger trigger = entry.topology().effectiveTrigger();
    Pause pause = schedule.pause();
    if (pause == null) {
      return schedule.account(until, Verdict.SKIPPED, "paused", trigger);
    }
    Optional<Closure> awaited = awaited(entry, pause.at(), calendars.of(entry.topology()));
    if (awaited.isEmpty()) {
      return schedule.skipPaused(until, pause, trigger);
    }
    Closure closure = awaited.get();
    boolean retimed = effect == Effect.RETIMES;
    if (!retimed && closure.lastsBeyond(until)) {
      return schedule;
    }
    String words = retimed ? closure.inWords() + SUPERSEDED : overInPause(closure);
    return schedule
        .account(pause.at(), Verdict.SKIPPED, words, trigger)
        .skipPaused(until, pause, trigger);
  }

  /** Why what waited for the end of a closure is skipped by a pause that lasts longer. */
  static String overInPause(Closure closure) {
    return closure.inWords() + ", and that ended while the topology was paused";
  }

  /** The closure for the end of which fire times waited at a moment, if any did. */
  static Optional<Closure> awaited(Entry entry, Instant moment, Closures closures) {
    if (!entry.topology().effectivePolicy().runsAfterClosures()) {
      return Optional.empty();
    }
    Instant cursor = entry.schedule().value().cursor();
    return closures
        .at(moment)
        .filter(closure -> {
          Instant before = closure.from().minusMillis(1);
          return DueFires.any(entry.fireTimes(), before.isAfter(cursor) ? before : cursor, moment);
        });
  }
}
