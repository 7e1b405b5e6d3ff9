package epoch.server.schedule;

import epoch.api.rest.LedgerPage;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.RunId;
import epoch.api.run.RunType;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.operations.Ledgers;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.store.Hold;
import epoch.server.store.Pause;
import epoch.server.store.Schedule;
import epoch.server.store.Span;
import epoch.server.store.Spans;
import epoch.server.store.Store;
import epoch.server.store.Verdict;
import epoch.server.store.Versioned;
import epoch.server.timer.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads ledgers: each fire time that the spans cover, with its span's verdict; then those that are
 * not accounted for yet; then those that are planned. Thread safe.
 */
public final class LedgerService implements Ledgers {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int DEFAULT_LIMIT = 10_000;
  private static final int MAX_LIMIT = 100_000;

  private final Catalog catalog;
  private final Store store;
  private final Standstill standstill;
  private final InstantSource clock;

  public LedgerService(Catalog catalog, Store store, Standstill standstill, InstantSource clock) {
    this.catalog = catalog;
    this.store = store;
    this.standstill = standstill;
    this.clock = clock;
  }

  @Override
  public LedgerPage read(
      String topologyId, @Nullable Instant from, @Nullable Instant to, @Nullable Integer limit)
      throws InterruptedException {
    Entry entry =
        catalog
            .find(topologyId)
            .filter(known -> known.state() != TopologyState.DELETED)
            .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "No such topology: " + topologyId));
    Instant now = clock.instant();
    Instant end = to == null ? now : to;
    Instant start = from == null ? end.minus(DAY) : from;
    if (start.isAfter(end)) {
      throw new Refusal(Kind.INVALID, "Command validation failure", List.of("from: is after to"));
    }
    int most = Math.clamp(Objects.requireNonNullElse(limit, DEFAULT_LIMIT), 1, MAX_LIMIT);
    var page = new Page(start, end, most);
    // The schedule before the archive: what is moved between the two reads is then in both, not in
    // neither.
    Versioned<Schedule> schedule = entry.schedule();
    Spans recent = schedule.value().spans();
    if (start.isBefore(recent.from())) {
      Optional<Spans> archive = store.ledger(topologyId).map(Versioned::value);
      if (archive.isPresent()) {
        accounted(archive.get(), recent.from(), page);
      }
    }
    accounted(recent, recent.until(), page);
    ahead(entry, schedule.value(), now, page);
    return page.finished();
  }

  private void accounted(Spans spans, Instant end, Page page) {
    Instant from = spans.from();
    FireTimes times = FireTimes.never();
    for (Span span : spans.list()) {
      Trigger trigger = span.trigger();
      if (trigger != null) {
        times = catalog.fireTimes(trigger);
      }
      Instant until = span.until().isAfter(end) ? end : span.until();
      page.add(times, from, until, span.verdict().name(), span.reason(), hasRun(span));
      from = span.until();
    }
  }

  private static boolean hasRun(Span span) {
    return span.verdict() == Verdict.RAN
        || span.verdict() == Verdict.CAUGHT_UP
        || (span.verdict() == Verdict.SKIPPED && Scheduler.isObstacle(span.reason()));
  }

  /** Fire times after the cursor. */
  private void ahead(Entry entry, Schedule schedule, Instant now, Page page) {
    Instant cursor = schedule.cursor();
    if (entry.state() == TopologyState.PAUSED) {
      Pause pause = schedule.pause();
      String words = pause == null ? "paused" : pause.inWords();
      Instant end = PauseEnd.of(entry).orElse(Instant.MAX);
      Instant passed = now.isBefore(end) ? now : end;
      page.add(entry.fireTimes(), cursor, passed, Verdict.SKIPPED.name(), words, false);
      page.add(entry.fireTimes(), end, Instant.MAX, "PLANNED", null, false);
      return;
    }
    Optional<Hold> hold = standstill.hold();
    Instant due = now.isBefore(cursor) ? cursor : now;
    if (hold.isPresent()) {
      page.add(entry.fireTimes(), cursor, due, "HELD", hold.get().inWords(), false);
    } else {
      page.add(entry.fireTimes(), cursor, due, "DUE", null, false);
    }
    page.add(entry.fireTimes(), due, Instant.MAX, "PLANNED", null, false);
  }

  /** An answer being put together. */
  private static final class Page {
    private final Instant from;
    private final Instant to;
    private final int limit;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private @Nullable Instant next;

    Page(Instant from, Instant to, int limit) {
      this.from = from;
      this.to = to;
      this.limit = limit;
    }

    /** Adds the fire times in {@code (after, until]} that are in the window. */
    void add(
        FireTimes times,
        Instant after,
        Instant until,
        String verdict,
        @Nullable String reason,
        boolean hasRun) {
      Instant start = after.isAfter(from) ? after : from;
      Instant end = until.isBefore(to) ? until : to;
      if (next != null || !start.isBefore(end)) {
        return;
      }
      int room = limit - entries.size();
      List<Instant> some = times.between(start, end).limit(room + 1L).toList();
      for (Instant time : some.subList(0, Math.min(room, some.size()))) {
        String runId = hasRun ? new RunId(RunType.SCHEDULED, time).toString() : null;
        entries.add(new LedgerEntry(time, verdict, reason, runId, null));
      }
      if (some.size() > room) {
        next = entries.isEmpty() ? start : entries.getLast().time();
      }
    }

    LedgerPage finished() {
      return new LedgerPage(from, to, entries, next);
    }
  }
}
