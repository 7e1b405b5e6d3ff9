package epoch.server.audit;

import epoch.api.rest.AuditEntry;
import epoch.api.rest.AuditQuery;
import epoch.server.operations.Audits;
import epoch.server.operations.Refusal;
import epoch.server.store.AuditId;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditTrail;
import epoch.server.store.AuditTrail.Numbered;
import epoch.server.store.AuditTrail.Page;
import epoch.server.work.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the audit from ZooKeeper, page by page. Thread safe. */
public final class AuditService implements Audits {
  /** Loose records read at a time. */
  private static final int CHUNK = 200;

  /** How often a page that was packed while it was read is looked for. */
  private static final int TRIES = 10;

  /** Without window and limit, so that nobody gets all by mistake. */
  private static final Duration WINDOW = Duration.ofHours(24);

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

  private final AuditTrail trail;
  private final AuditSettings settings;
  private final InstantSource clock;

  public AuditService(AuditTrail trail, AuditSettings settings, InstantSource clock) {
    this.trail = trail;
    this.settings = settings;
    this.clock = clock;
  }

  /** Begins to keep the audit small; ends with the workers. */
  public void start(Workers workers) {
    workers.start("audit", new Packing(trail, settings, clock)::go);
  }

  @Override
  public List<AuditEntry> read(AuditQuery query) throws InterruptedException {
    var search = new Search(query, query.after() == null ? null : place(query.after()));
    for (int attempt = 1; attempt <= TRIES && !search.done(); attempt++) {
      if (readOn(search)) {
        break;
      }
    }
    return search.found;
  }

  /**
   * Goes on where the search stands.
   *
   * @return false if records were packed meanwhile, so that some may have been missed
   */
  private boolean readOn(Search search) throws InterruptedException {
    List<AuditId> loose = trail.loose().stream().filter(search::isBehind).toList();
    // Looked at after the loose ones: what is packed in between is in one of them at least.
    List<Page> pages = trail.pages();
    for (int from = 0; from < loose.size() && !search.done(); from += CHUNK) {
      List<AuditId> chunk = loose.subList(from, Math.min(from + CHUNK, loose.size()));
      List<Numbered> records = trail.read(chunk);
      if (records.size() < chunk.size() && packed(chunk)) {
        return false;
      }
      records.forEach(search::look);
    }
    for (Page page : pages) {
      if (search.done()) {
        return true;
      }
      if (search.isBehind(page.first())) {
        trail.read(page).forEach(search::look);
      }
    }
    return true;
  }

  /** Whether some of these are loose no more. */
  private boolean packed(List<AuditId> chunk) throws InterruptedException {
    return !trail.loose().containsAll(chunk);
  }

  private static AuditId place(String after) {
    return AuditId.parse(after)
        .orElseThrow(() ->
            new Refusal(
                Refusal.Kind.INVALID,
                "Command validation failure",
                List.of("after: is not the id of an entry")));
  }

  /** What is wanted, and what of it is found so far. */
  private final class Search {
    private final AuditQuery query;
    private final Instant since;
    private final List<AuditEntry> found = new ArrayList<>();
    private @Nullable AuditId position;
    private boolean past;

    Search(AuditQuery query, @Nullable AuditId position) {
      this.query = query;
      this.position = position;
      Instant oldest = clock.instant().minus(settings.age());
      Instant wanted = wantedSince(query);
      since = wanted == null || wanted.isBefore(oldest) ? oldest : wanted;
    }

    private @Nullable Instant wantedSince(AuditQuery query) {
      if (query.since() != null || query.limit() != null) {
        return query.since();
      }
      Instant until = query.until();
      return (until == null ? clock.instant() : until).minus(WINDOW);
    }

    boolean done() {
      return past || (query.limit() != null && found.size() >= query.limit());
    }

    boolean isBehind(AuditId id) {
      return position == null || id.compareTo(position) < 0;
    }

    void look(Numbered numbered) {
      AuditId id = numbered.place();
      if (done() || !isBehind(id)) {
        return;
      }
      position = id;
      AuditRecord record = numbered.record();
      if (record.time().isBefore(since)) {
        // Leaders' clocks differ a little, so this is not yet the end of what is wanted.
        past = record.time().isBefore(since.minus(CLOCKS_DIFFER));
      } else if (fits(record)) {
        found.add(entry(numbered));
      }
    }

    private boolean fits(AuditRecord record) {
      return (query.who() == null || query.who().equals(record.who()))
          && (query.topology() == null || query.topology().equals(record.topology()))
          && (query.action() == null || query.action().equals(record.action()))
          && (query.until() == null || record.time().isBefore(query.until()));
    }
  }

  private static AuditEntry entry(Numbered numbered) {
    AuditRecord record = numbered.record();
    return new AuditEntry(
        numbered.id(),
        record.time(),
        record.who(),
        record.address(),
        record.action(),
        record.topology(),
        record.run(),
        record.message(),
        record.reason());
  }
}
