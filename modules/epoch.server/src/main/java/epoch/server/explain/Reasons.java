package epoch.server.explain;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.Why;
import epoch.api.topology.TopologyState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.run.RunService;
import epoch.server.schedule.LedgerLine;
import epoch.server.schedule.LedgerService;
import epoch.server.schedule.Standstill;
import epoch.server.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what became of a fire time, and says it in a sentence. */
final class Reasons {
  private final Catalog catalog;
  private final LedgerService ledger;
  private final Sentences sentences;
  private final InstantSource clock;

  Reasons(
      Catalog catalog,
      Store store,
      LedgerService ledger,
      RunService runs,
      Standstill standstill,
      InstantSource clock) {
    this.catalog = catalog;
    this.ledger = ledger;
    this.sentences = new Sentences(runs, standstill, store);
    this.clock = clock;
  }

  Why why(String topologyId, @Nullable Instant at) throws InterruptedException {
    Entry entry =
        catalog
            .find(topologyId)
            .filter(known -> known.state() != TopologyState.DELETED)
            .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "No such topology: " + topologyId));
    ZoneId zone = catalog.zone(entry.topology());
    Instant now = clock.instant();
    var times = new Times(zone, now);
    Optional<LedgerLine> line = at == null ? ledger.last(topologyId) : ledger.at(topologyId, at);
    if (line.isEmpty()) {
      return new Why(
          topologyId,
          at,
          "NO_FIRE_TIME",
          null,
          at == null ? neverDue(entry, times, now) : noFireTime(entry, times, at),
          zone.getId(),
          null);
    }
    LedgerEntry found = line.get().entry();
    return new Why(
        topologyId,
        found.time(),
        found.verdict(),
        found.reason(),
        sentences.say(entry, line.get(), times),
        zone.getId(),
        found.runId());
  }

  private static String neverDue(Entry entry, Times times, Instant now) {
    return "It was not due in the time that is remembered; "
        + entry
            .fireTimes()
            .next(now)
            .map(next -> "its next fire time is " + times.at(next) + ".")
            .orElse("it has no fire time ahead.");
  }

  private static String noFireTime(Entry entry, Times times, Instant at) {
    return "Its schedule did not name "
        + times.at(at)
        + "; "
        + entry
            .fireTimes()
            .next(at)
            .map(next -> "the next fire time after it is " + times.at(next) + ".")
            .orElse("there is no fire time after it.");
  }
}
