package epoch.server.schedule;

import epoch.api.rest.LedgerPage;
import epoch.api.run.Run;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.operations.Ledgers;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
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

  private static final int DEFAULT_LIMIT = 10_000;
  private static final int MAX_LIMIT = 100_000;

  private final Catalog catalog;
  private final Store store;
  private final Outlook outlook;
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
    this.outlook = new Outlook(calendars, standstill, waiting);
    this.clock = clock;
  }

  @Override
  public LedgerPage read(
      String topologyId, @Nullable Instant from, @Nullable Instant to, @Nullable Integer limit)
      throws InterruptedException {
    return draft(topologyId, from, to, limit).finished();
  }

  /**
   * The fire time at a moment; empty if it is none.
   *
   * @return what became of it, and the pause in which it was skipped, if so
   */
  public Optional<LedgerLine> at(String topologyId, Instant moment) throws InterruptedException {
    LedgerDraft draft = draft(topologyId, moment.minusMillis(1), moment, 1);
    return draft.lines().stream().findFirst();
  }

  /** The last fire time up to now, as far as the ledger reaches. */
  public Optional<LedgerLine> last(String topologyId) throws InterruptedException {
    Instant now = clock.instant();
    for (Duration back : LOOKS_BACK) {
      LedgerDraft draft = draft(topologyId, now.minus(back), now, MAX_LIMIT);
      if (!draft.lines().isEmpty()) {
        return Optional.of(draft.lines().getLast());
      }
    }
    return Optional.empty();
  }

  private LedgerDraft draft(
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
    var draft = new LedgerDraft(start, end, most);
    // The schedule before the archive: what is moved between the two reads is then in both, not in
    // neither.
    Versioned<Schedule> schedule = entry.schedule();
    Spans recent = schedule.value().spans();
    beforeTheCursor(entry, draft);
    if (start.isBefore(recent.from())) {
      Optional<Spans> archive = store.ledger(topologyId).map(Versioned::value);
      if (archive.isPresent()) {
        accounted(archive.get(), recent.from(), draft);
      }
    }
    accounted(recent, recent.until(), draft);
    outlook.ahead(entry, schedule.value(), now, draft);
    draft.tell(runs(topologyId, draft));
    return draft;
  }

  /** A moment that was past when the topology began; a topology has one or none. */
  private static void beforeTheCursor(Entry entry, LedgerDraft draft) {
    Schedule schedule = entry.schedule().value();
    Instant first = schedule.spans().from();
    Instant began = schedule.created().isBefore(first) ? schedule.created() : first.plusMillis(1);
    if (entry.topology().effectiveTrigger() instanceof AtTrigger) {
      draft.add(
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
  private Map<String, Run> runs(String topologyId, LedgerDraft draft) throws InterruptedException {
    Set<String> wanted = draft.runIds();
    if (wanted.isEmpty()) {
      return Map.of();
    }
    List<String> kept = store.runIds(topologyId).stream().filter(wanted::contains).toList();
    return store.runs(topologyId, kept).stream()
        .map(Versioned::value)
        .collect(Collectors.toMap(Run::runId, run -> run));
  }

  private void accounted(Spans spans, Instant end, LedgerDraft draft) {
    Instant from = spans.from();
    FireTimes times = FireTimes.never();
    for (Span span : spans.list()) {
      Trigger trigger = span.trigger();
      if (trigger != null) {
        times = catalog.fireTimes(trigger);
      }
      Instant until = span.until().isAfter(end) ? end : span.until();
      String verdict = span.verdict().name();
      draft.add(times, from, until, verdict, span.reason(), hasRun(span), span.pausing());
      draft.late(until, span.lateness());
      from = span.until();
    }
  }

  private static boolean hasRun(Span span) {
    return span.verdict() == Verdict.RAN
        || span.verdict() == Verdict.CAUGHT_UP
        || (span.verdict() == Verdict.SKIPPED && Firing.isObstacle(span.reason()));
  }
}
