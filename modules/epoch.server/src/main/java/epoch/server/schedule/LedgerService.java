package epoch.server.schedule;

import epoch.api.calendar.Closure;
import epoch.api.rest.LedgerPage;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import epoch.server.calendar.Calendars;
import epoch.server.calendar.Closures;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.operations.Ledgers;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.store.Hold;
import epoch.server.store.Pause;
import epoch.server.store.Pausing;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads ledgers: each fire time that the spans cover, with its span's verdict; then those that are
 * not accounted for yet; then those that are planned. Thread safe.
 */
public final class LedgerService implements Ledgers {
  private static final Duration DAY = Duration.ofDays(1);

  /** How far back the last fire time is looked for, each time further. */
  private static final List<Duration> LOOKS_BACK =
      List.of(Duration.ofHours(1), DAY, Duration.ofDays(32), Duration.ofDays(400));

  private static final String PLANNED = "PLANNED";
  private static final int DEFAULT_LIMIT = 10_000;
  private static final int MAX_LIMIT = 100_000;

  private final Catalog catalog;
  private final Store store;
  private final Calendars calendars;
  private final Standstill standstill;
  private final Predicate<String> waiting;
  private final InstantSource clock;

  /**
   * @param waiting whether fire times of a topology that are caught up with wait for a run to end
   */
  public LedgerService(
      Catalog catalog,
      Store store,
      Calendars calendars,
      Standstill standstill,
      Predicate<String> waiting,
      InstantSource clock) {
    this.catalog = catalog;
    this.store = store;
    this.calendars = calendars;
    this.standstill = standstill;
    this.waiting = waiting;
    this.clock = clock;
  }

  @Override
  public LedgerPage read(
      String topologyId, @Nullable Instant from, @Nullable Instant to, @Nullable Integer limit)
      throws InterruptedException {
    return page(topologyId, from, to, limit).finished();
  }

  /**
   * The fire time at a moment; empty if it is none.
   *
   * @return what became of it, and the pause in which it was skipped, if so
   */
  public Optional<Line> at(String topologyId, Instant moment) throws InterruptedException {
    Page page = page(topologyId, moment.minusMillis(1), moment, 1);
    return page.lines.stream().findFirst();
  }

  /** The last fire time up to now, as far as the ledger reaches. */
  public Optional<Line> last(String topologyId) throws InterruptedException {
    Instant now = clock.instant();
    for (Duration back : LOOKS_BACK) {
      Page page = page(topologyId, now.minus(back), now, MAX_LIMIT);
      if (!page.lines.isEmpty()) {
        return Optional.of(page.lines.getLast());
      }
    }
    return Optional.empty();
  }

  /**
   * What became of a fire time.
   *
   * @param entry as in the ledger
   * @param pausing the pause in which it was skipped; null if it was not
   */
  public record Line(LedgerEntry entry, @Nullable Pausing pausing) {
    /** Whether a run before it stood in the way. */
    public boolean isForOverlap() {
      return Scheduler.isObstacle(entry.reason());
    }

    private Line late(long millis) {
      return new Line(
          new LedgerEntry(entry.time(), entry.verdict(), entry.reason(), entry.runId(), millis),
          pausing);
    }

    /** A run was committed for the fire time, waited, and did not begin. */
    private Line skipped(@Nullable String reason) {
      return new Line(
          new LedgerEntry(
              entry.time(), Verdict.SKIPPED.name(), reason, entry.runId(), entry.lateness()),
          pausing);
    }

    private Line of(Run run) {
      Line told =
          run.state() == RunState.SKIPPED && !Verdict.SKIPPED.name().equals(entry.verdict())
              ? skipped(run.message())
              : this;
      Instant fireTime = run.fireTime();
      return fireTime == null || entry.lateness() != null
          ? told
          : told.late(Duration.between(fireTime, run.created()).toMillis());
    }
  }

  private Page page(
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
    beforeTheCursor(entry, page);
    if (start.isBefore(recent.from())) {
      Optional<Spans> archive = store.ledger(topologyId).map(Versioned::value);
      if (archive.isPresent()) {
        accounted(archive.get(), recent.from(), page);
      }
    }
    accounted(recent, recent.until(), page);
    ahead(entry, schedule.value(), now, page);
    page.tell(runs(topologyId, page));
    return page;
  }

  /** A moment that was past when the topology began; a topology has one or none. */
  private static void beforeTheCursor(Entry entry, Page page) {
    Schedule schedule = entry.schedule().value();
    Instant first = schedule.spans().from();
    Instant began = schedule.created().isBefore(first) ? schedule.created() : first.plusMillis(1);
    if (entry.topology().effectiveTrigger() instanceof AtTrigger) {
      page.add(
          entry.fireTimes(),
          Instant.EPOCH,
          began.minusMillis(1),
          Verdict.MISSED.name(),
          Adoption.BEFORE_CURSOR,
          false,
          null);
    }
  }

  /** The runs on the page, as far as they are kept, by id. */
  private Map<String, Run> runs(String topologyId, Page page) throws InterruptedException {
    Set<String> wanted = page.runIds();
    if (wanted.isEmpty()) {
      return Map.of();
    }
    List<String> kept = store.runIds(topologyId).stream().filter(wanted::contains).toList();
    return store.runs(topologyId, kept).stream()
        .map(Versioned::value)
        .collect(Collectors.toMap(Run::runId, run -> run));
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
      String verdict = span.verdict().name();
      page.add(times, from, until, verdict, span.reason(), hasRun(span), span.pausing());
      page.late(until, span.lateness());
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
      Pausing pausing = pause == null ? null : Pausing.going(pause);
      Instant end = PauseEnd.of(entry).orElse(Instant.MAX);
      Instant passed = now.isBefore(end) ? now : end;
      page.add(entry.fireTimes(), cursor, passed, Verdict.SKIPPED.name(), words, false, pausing);
      planned(entry, end, page);
      return;
    }
    Optional<Hold> hold = standstill.hold();
    Instant due = now.isBefore(cursor) ? cursor : now;
    if (hold.isPresent()) {
      page.add(entry.fireTimes(), cursor, due, "HELD", hold.get().inWords(), false, null);
    } else {
      String words = waiting.test(entry.id()) ? Scheduler.WAITS : null;
      Instant open = waitsSince(entry, cursor, due);
      page.add(entry.fireTimes(), cursor, open, "DUE", words, false, null);
      closed(entry, open, due, page);
    }
    planned(entry, due, page);
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
  private void closed(Entry entry, Instant after, Instant until, Page page) {
    if (after.isBefore(until)) {
      String words =
          calendars.of(entry.topology()).at(until).map(Closure::inWords).orElse("closed");
      page.add(entry.fireTimes(), after, until, "HELD", words, false, null);
    }
  }

  /** Fire times ahead; of those in closures it says so. */
  private void planned(Entry entry, Instant after, Page page) {
    Instant at = after;
    Closures closures = calendars.of(entry.topology());
    Instant begin = page.from.isAfter(after) ? page.from : after;
    for (Closure closure : (Iterable<Closure>) closures.between(begin, page.to)::iterator) {
      if (page.isFull()) {
        return;
      }
      Instant before = closure.from().minusMillis(1);
      Instant end = closure.end().equals(Instant.MAX) ? Instant.MAX : closure.end().minusMillis(1);
      page.add(entry.fireTimes(), at, before, PLANNED, null, false, null);
      Instant from = before.isAfter(at) ? before : at;
      page.add(entry.fireTimes(), from, end, PLANNED, closure.inWords(), false, null);
      at = end;
    }
    page.add(entry.fireTimes(), at, Instant.MAX, PLANNED, null, false, null);
  }

  /** An answer being put together. */
  private static final class Page {
    private final Instant from;
    private final Instant to;
    private final int limit;
    private final List<Line> lines = new ArrayList<>();
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
        boolean hasRun,
        @Nullable Pausing pausing) {
      Instant start = after.isAfter(from) ? after : from;
      Instant end = until.isBefore(to) ? until : to;
      if (next != null || !start.isBefore(end)) {
        return;
      }
      int room = limit - lines.size();
      List<Instant> some = times.between(start, end).limit(room + 1L).toList();
      for (Instant time : some.subList(0, Math.min(room, some.size()))) {
        String runId = hasRun ? new RunId(RunType.SCHEDULED, time).toString() : null;
        lines.add(new Line(new LedgerEntry(time, verdict, reason, runId, null), pausing));
      }
      if (some.size() > room) {
        next = lines.isEmpty() ? start : lines.getLast().entry().time();
      }
    }

    boolean isFull() {
      return next != null;
    }

    /** The one fire time of a span that was run late. */
    void late(Instant time, @Nullable Long lateness) {
      if (lateness != null && !lines.isEmpty() && lines.getLast().entry().time().equals(time)) {
        Line last = lines.getLast();
        lines.set(lines.size() - 1, last.late(lateness));
      }
    }

    /** The runs of the fire times. */
    Set<String> runIds() {
      return lines.stream()
          .map(Line::entry)
          .map(LedgerEntry::runId)
          .filter(Objects::nonNull)
          .collect(Collectors.toSet());
    }

    /** Says how late runs began, and which of them did not begin after all. */
    void tell(Map<String, Run> runs) {
      lines.replaceAll(line -> {
        String runId = line.entry().runId();
        Run known = runId == null ? null : runs.get(runId);
        return known == null ? line : line.of(known);
      });
    }

    LedgerPage finished() {
      return new LedgerPage(from, to, lines.stream().map(Line::entry).toList(), next);
    }
  }
}
