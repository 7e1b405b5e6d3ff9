package epoch.server.schedule;

import epoch.api.calendar.Closure;
import epoch.api.topology.TopologyState;
import epoch.server.calendar.Calendars;
import epoch.server.calendar.Closures;
import epoch.server.catalog.Entry;
import epoch.server.run.Jitter;
import epoch.server.store.Hold;
import epoch.server.store.Pause;
import epoch.server.store.Pausing;
import epoch.server.store.Schedule;
import epoch.server.store.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of fire times that are not accounted for yet: what they wait for, or what is
 * planned. Thread safe.
 */
final class Outlook {
  private static final String PLANNED = "PLANNED";

  private final Calendars calendars;
  private final Standstill standstill;
  private final Predicate<String> waiting;

  /**
   * @param waiting whether fire times of a topology that are caught up with wait for a run to end
   */
  Outlook(Calendars calendars, Standstill standstill, Predicate<String> waiting) {
    this.calendars = calendars;
    this.standstill = standstill;
    this.waiting = waiting;
  }

  /** Adds the fire times after the cursor. */
  void ahead(Entry entry, Schedule schedule, Instant now, LedgerDraft draft) {
    Instant cursor = schedule.cursor();
    if (entry.state() == TopologyState.PAUSED) {
      Pause pause = schedule.pause();
      String words = pause == null ? "paused" : pause.inWords();
      Pausing pausing = pause == null ? null : Pausing.going(pause);
      Instant end = PauseEnd.of(entry).orElse(Instant.MAX);
      Instant passed = now.isBefore(end) ? now : end;
      Instant begin = awaiting(entry, pause, passed, draft);
      draft.add(entry.fireTimes(), begin, passed, Verdict.SKIPPED.name(), words, false, pausing);
      planned(entry, end, draft);
      return;
    }
    Optional<Hold> hold = standstill.hold();
    Instant due = now.isBefore(cursor) ? cursor : now;
    if (hold.isPresent()) {
      draft.add(entry.fireTimes(), cursor, due, "HELD", hold.get().inWords(), false, null);
    } else {
      String words = waiting.test(entry.id()) ? Scheduler.WAITS : null;
      Instant open = waitsSince(entry, cursor, due);
      draft.add(entry.fireTimes(), cursor, open, "DUE", words, false, null);
      closed(entry, open, due, draft);
    }
    planned(entry, due, draft);
  }

  /**
   * Adds the fire times of a paused topology for which the pause does not decide.
   *
   * @return from when on it does
   */
  private Instant awaiting(Entry entry, @Nullable Pause pause, Instant until, LedgerDraft draft) {
    Instant cursor = entry.schedule().value().cursor();
    Optional<Closure> awaited =
        pause == null
            ? Optional.empty()
            : Settlement.awaited(entry, pause.at(), calendars.of(entry.topology()));
    if (pause == null || awaited.isEmpty()) {
      return cursor;
    }
    Closure closure = awaited.get();
    if (closure.lastsBeyond(until)) {
      draft.add(entry.fireTimes(), cursor, until, "HELD", closure.inWords(), false, null);
      return until;
    }
    String words = Settlement.overInPause(closure);
    String skipped = Verdict.SKIPPED.name();
    draft.add(entry.fireTimes(), cursor, pause.at(), skipped, words, false, null);
    return pause.at();
  }

  /** Since when fire times wait for the end of a closure, or the given end if none do. */
  private Instant waitsSince(Entry entry, Instant cursor, Instant due) {
    if (!entry.topology().effectivePolicy().runsAfterClosures()) {
      return due;
    }
    return calendars
        .of(entry.topology())
        .at(due)
        .map(closure -> closure.from().minusMillis(1))
        .map(before -> before.isAfter(cursor) ? before : cursor)
        .orElse(due);
  }

  /** Fire times that wait for the end of a closure. */
  private void closed(Entry entry, Instant after, Instant until, LedgerDraft draft) {
    if (after.isBefore(until)) {
      String words =
          calendars.of(entry.topology()).at(until).map(Closure::inWords).orElse("closed");
      draft.add(entry.fireTimes(), after, until, "HELD", words, false, null);
    }
  }

  /** Fire times ahead; of those in closures it says so, and where they are put off by jitter. */
  private void planned(Entry entry, Instant after, LedgerDraft draft) {
    Instant at = after;
    Duration jitter = Jitter.of(entry.topology());
    String words = jitter.isZero() ? null : "put off by its jitter, " + jitter.toSeconds() + "s";
    Closures closures = calendars.of(entry.topology());
    Instant begin = draft.from().isAfter(after) ? draft.from() : after;
    for (Closure closure : (Iterable<Closure>) closures.between(begin, draft.to())::iterator) {
      if (draft.isFull()) {
        return;
      }
      Instant before = closure.from().minusMillis(1);
      Instant end = closure.end().equals(Instant.MAX) ? Instant.MAX : closure.end().minusMillis(1);
      draft.add(entry.fireTimes(), at, before, PLANNED, words, false, null);
      Instant from = before.isAfter(at) ? before : at;
      draft.add(entry.fireTimes(), from, end, PLANNED, closure.inWords(), false, null);
      at = end;
    }
    draft.add(entry.fireTimes(), at, Instant.MAX, PLANNED, words, false, null);
  }
}
