package epoch.server.schedule;

import epoch.server.catalog.Entry;
import epoch.server.store.Schedule;
import epoch.server.store.Spans;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Moves the older spans of a ledger from the schedule's node, which must stay small, to a node of
 * their own, which is bounded by age and size.
 */
final class Archive {
  /** Spans in a schedule from which on some are moved. */
  private static final int MANY = 40;

  private static final int KEPT = 10;
  private static final Duration AGE = Duration.ofDays(7);

  /** Compressed they are well under 64 KB. */
  private static final int MAX_SPANS = 6_000;

  private final Store store;

  Archive(Store store) {
    this.store = store;
  }

  /** Moves spans if there are many. The caller holds the entry. */
  void tidy(Entry entry, Instant now) throws InterruptedException {
    Schedule schedule = entry.schedule().value();
    int old = schedule.spans().list().size() - KEPT;
    if (schedule.spans().list().size() < MANY) {
      return;
    }
    Optional<Versioned<Spans>> archive = store.ledger(entry.id());
    Spans moved = schedule.spans().head(old);
    Spans all =
        archive
            .map(Versioned::value)
            .filter(known -> known.until().equals(moved.from()))
            .map(known -> known.append(moved))
            .orElse(moved)
            .since(now.minus(AGE));
    Spans bounded = all.tail(Math.max(0, all.list().size() - MAX_SPANS));
    Schedule rest = schedule.withSpans(schedule.spans().tail(old));
    store
        .change()
        .putSchedule(entry.id(), rest, entry.schedule().version())
        .putLedger(entry.id(), bounded, archive.map(Versioned::version).orElse(-1))
        .commit();
    entry.put(entry.schedule().next(rest));
  }
}
