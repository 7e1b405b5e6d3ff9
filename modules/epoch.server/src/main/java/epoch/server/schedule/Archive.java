package epoch.server.schedule;

import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.Trigger;
import epoch.server.catalog.Entry;
import epoch.server.store.Schedule;
import epoch.server.store.Spans;
import epoch.server.store.Store;
import epoch.server.store.Verdict;
import epoch.server.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Moves the older spans of a ledger from the schedule's node, which must stay small, to a node of
 * their own, which is bounded by age and size. Where that node cannot be read, what it said is told
 * by the runs that are kept, as far as they go.
 */
final class Archive {
  /** Spans in a schedule from which on some are moved, however small they are. */
  private static final int MANY = 40;

  /** Bytes of the spans in a schedule from which on some are moved: the node stays under 8 KB. */
  private static final int MANY_BYTES = 4_000;

  private static final int KEPT = 10;
  private static final Duration AGE = Duration.ofDays(7);

  /** Bytes of the older part, compressed. */
  static final int MAX_BYTES = 64_000;

  private static final String LOST = "the ledger of this time was lost";

  private final Store store;

  Archive(Store store) {
    this.store = store;
  }

  /** Moves spans if there are many. The caller holds the entry. */
  void tidy(Entry entry, Instant now) throws InterruptedException {
    Schedule schedule = entry.schedule().value();
    int count = schedule.spans().list().size();
    boolean large =
        count >= MANY || (count > 1 && Json.bytes(schedule.spans()).length > MANY_BYTES);
    if (!large) {
      return;
    }
    int old = Math.max(1, count - KEPT);
    Spans moved = schedule.spans().head(old);
    Optional<Versioned<Spans>> archive = store.ledger(entry.id());
    Spans older = archive.map(Versioned::value).orElseGet(() -> Spans.from(moved.from()));
    int version = archive.map(Versioned::version).orElse(-1);
    OptionalInt unreadable =
        archive.isPresent() ? OptionalInt.empty() : store.ledgerVersion(entry.id());
    if (unreadable.isPresent()) {
      version = unreadable.getAsInt();
      older = rebuilt(entry, now.minus(AGE), moved.from());
    }
    Spans all = older.until().equals(moved.from()) ? older.append(moved) : moved;
    Schedule rest = schedule.withSpans(schedule.spans().tail(old));
    store
        .change()
        .putSchedule(entry.id(), rest, entry.schedule().version())
        .putLedger(entry.id(), bounded(all.since(now.minus(AGE))), version)
        .commit();
    entry.put(entry.schedule().next(rest));
  }

  /** The newest of the spans that fit. */
  static Spans bounded(Spans spans) {
    Spans fitting = spans;
    while (fitting.list().size() > 1 && fitting.zippedBytes() > MAX_BYTES) {
      fitting = fitting.tail(Math.max(1, fitting.list().size() / 8));
    }
    return fitting;
  }

  /** What the runs that are kept say of a time: which fire times ran. */
  private Spans rebuilt(Entry entry, Instant from, Instant until) throws InterruptedException {
    List<Run> runs =
        store.runs(entry.id(), store.runIds(entry.id())).stream()
            .map(Versioned::value)
            .filter(run -> run.runType() == RunType.SCHEDULED)
            .toList();
    return rebuilt(runs, entry.topology().effectiveTrigger(), from, until);
  }

  static Spans rebuilt(List<Run> runs, Trigger trigger, Instant from, Instant until) {
    var known = new TreeMap<Instant, Run>();
    for (Run run : runs) {
      run.moment().ifPresent(time -> known.put(time, run));
    }
    Spans spans = Spans.from(from);
    Instant end = from;
    for (var run : known.entrySet()) {
      Instant time = run.getKey();
      if (time.isAfter(end) && !time.isAfter(until)) {
        Instant before = time.minusMillis(1);
        if (before.isAfter(end)) {
          spans = spans.account(before, Verdict.UNACCOUNTED, LOST, trigger, null);
        }
        boolean skipped = run.getValue().state() == RunState.SKIPPED;
        String reason = skipped ? run.getValue().message() : null;
        spans = spans.account(time, skipped ? Verdict.SKIPPED : Verdict.RAN, reason, trigger, null);
        end = time;
      }
    }
    return end.isBefore(until)
        ? spans.account(until, Verdict.UNACCOUNTED, LOST, trigger, null)
        : spans;
  }
}
