package epoch.server.audit;

import epoch.server.store.AuditId;
import epoch.server.store.AuditTrail;
import epoch.server.store.AuditTrail.Numbered;
import epoch.server.store.AuditTrail.Page;
import epoch.server.store.StoreUnavailableException;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the audit small: packs old records, many to a node, and forgets what is too old or too
 * much. Costs nothing while nothing is changed.
 */
final class Packing {
  private static final Logger LOG = LoggerFactory.getLogger(Packing.class);

  /** How often it is looked whether much was written. */
  private static final long LOOK_MILLIS = 2_000;

  private final AuditTrail trail;
  private final AuditSettings settings;
  private final InstantSource clock;

  Packing(AuditTrail trail, AuditSettings settings, InstantSource clock) {
    this.trail = trail;
    this.settings = settings;
    this.clock = clock;
  }

  /** Goes on until interrupted. */
  void go() throws InterruptedException {
    long seen = -settings.page();
    Instant next = Instant.MIN;
    while (true) {
      long written = trail.written();
      if (written - seen >= settings.page() || !clock.instant().isBefore(next)) {
        round();
        seen = written;
        next = clock.instant().plus(settings.interval());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  void round() throws InterruptedException {
    try {
      pack();
      forget();
    } catch (StaleException e) {
      // Somebody removed nodes by hand; the next round sees what is left.
      LOG.warn("The audit was changed by someone else: {}", e.getMessage());
    } catch (StoreUnavailableException e) {
      LOG.info("The audit is packed later: {}", e.getMessage());
    }
  }

  /** Packs the oldest, and leaves at least so many loose as make a page. */
  private void pack() throws InterruptedException {
    List<AuditId> loose = trail.loose();
    int size = settings.page();
    for (int left = loose.size(); left >= 2 * size; left -= size) {
      trail.pack(loose.subList(left - size, left));
    }
  }

  private void forget() throws InterruptedException {
    Instant oldest = clock.instant().minus(settings.age());
    List<Page> pages = trail.pages();
    int kept = Math.min(pages.size(), settings.pages());
    while (kept > 0 && isOlder(pages.get(kept - 1), oldest)) {
      kept--;
    }
    if (kept < pages.size()) {
      LOG.info("Forgetting {} pages of the audit", pages.size() - kept);
      trail.remove(pages.subList(kept, pages.size()));
    }
    if (kept == 0) {
      trail.removeLoose(
          trail.read(trail.loose()).stream()
              .filter(record -> record.record().time().isBefore(oldest))
              .map(Numbered::place)
              .toList());
    }
  }

  private boolean isOlder(Page page, Instant oldest) throws InterruptedException {
    List<Numbered> records = trail.read(page);
    return records.isEmpty() || records.getFirst().record().time().isBefore(oldest);
  }
}
