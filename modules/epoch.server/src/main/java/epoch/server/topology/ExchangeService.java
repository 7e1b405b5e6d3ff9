package epoch.server.topology;

import epoch.api.calendar.Calendar;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ExportDocument.Item;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportAnswer.Action;
import epoch.api.rest.ImportMode;
import epoch.api.rest.TopologyFilter;
import epoch.api.validation.Violation;
import epoch.server.catalog.Catalog;
import epoch.server.once.Requests;
import epoch.server.operations.Calendars;
import epoch.server.operations.Caller;
import epoch.server.operations.Exchange;
import epoch.server.operations.Refusal;
import epoch.server.operations.Terms;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes topologies and calendars into documents, and brings documents in. Thread safe. */
public final class ExchangeService implements Exchange {
  private final Catalog catalog;
  private final Function<TopologyFilter, List<String>> search;
  private final Calendars calendars;
  private final CalendarImport calendarImport;
  private final Import imports;
  private final Requests requests;
  private final InstantSource clock;

  /**
   * @param search the ids of the topologies that are meant, by name
   */
  public ExchangeService(
      Catalog catalog,
      Function<TopologyFilter, List<String>> search,
      Calendars calendars,
      Import imports,
      Requests requests,
      InstantSource clock) {
    this.catalog = catalog;
    this.search = search;
    this.calendars = calendars;
    this.calendarImport = new CalendarImport(calendars);
    this.imports = imports;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public ExportDocument export(TopologyFilter filter) {
    List<Item> items =
        search.apply(filter).stream()
            .flatMap(id -> catalog.find(id).stream())
            .map(entry -> entry.details().value())
            .map(details -> new Item(details.state(), details.topology()))
            .toList();
    Set<String> named =
        items.stream()
            .flatMap(item -> item.topology().effectivePolicy().effectiveCalendars().stream())
            .collect(Collectors.toUnmodifiableSet());
    List<Calendar> kept =
        calendars.list().stream()
            .map(CalendarDetails::calendar)
            .filter(
                calendar -> filter.equals(TopologyFilter.ALL) || named.contains(calendar.name()))
            .toList();
    return new ExportDocument(ExportDocument.VERSION, clock.instant(), kept, items);
  }

  @Override
  public ImportAnswer bringIn(ExportDocument document, Options options, Caller by)
      throws InterruptedException {
    check(document, options);
    if (options.dryRun()) {
      return all(document, options, by.on(Terms.NONE));
    }
    return requests.decideOnce(by, ImportAnswer.class, () -> all(document, options, by));
  }

  private static void check(ExportDocument document, Options options) {
    var wrong = new ArrayList<Violation>();
    boolean sync = options.mode() == ImportMode.SYNC;
    String prune = options.prune();
    if (sync != (prune != null)) {
      wrong.add(new Violation("prune", sync ? "is required for SYNC: a label" : "fits SYNC alone"));
    }
    if (prune != null && (prune.isBlank() || prune.startsWith("="))) {
      wrong.add(new Violation("prune", "is neither a label nor label=value"));
    }
    if (sync && document.topologies().isEmpty()) {
      wrong.add(new Violation("topologies", "are none, and SYNC would delete all that it manages"));
    }
    wrong.addAll(twice("calendars", document.calendars().stream().map(Calendar::name).toList()));
    wrong.addAll(
        twice(
            "topologies",
            document.topologies().stream().map(item -> item.topology().name()).toList()));
    if (!wrong.isEmpty()) {
      throw Refusal.invalid(wrong);
    }
  }

  private static List<Violation> twice(String field, List<String> all) {
    var wrong = new ArrayList<Violation>();
    var names = new HashSet<String>();
    for (int i = 0; i < all.size(); i++) {
      if (!names.add(all.get(i))) {
        wrong.add(new Violation(field + "[" + i + "].name", "is there twice: " + all.get(i)));
      }
    }
    return wrong;
  }

  private ImportAnswer all(ExportDocument document, Options options, Caller by)
      throws InterruptedException {
    Instant now = clock.instant();
    var results = new ArrayList<>(calendarImport.bringIn(document.calendars(), options, by));
    Set<String> coming = CalendarImport.created(results);
    for (Item item : document.topologies()) {
      Caller part = by.part(item.topology().name());
      results.add(imports.bringIn(item, coming, options, now, part));
    }
    String prune = options.prune();
    if (prune != null) {
      Set<String> named =
          document.topologies().stream()
              .map(item -> item.topology().name())
              .collect(Collectors.toUnmodifiableSet());
      boolean complete = results.stream().noneMatch(result -> result.action() == Action.REFUSED);
      for (String id : managed(prune)) {
        if (!named.contains(id)) {
          results.add(imports.prune(id, complete, options.dryRun(), by.part(id)));
        }
      }
    }
    return new ImportAnswer(options.dryRun(), options.mode(), results);
  }

  private List<String> managed(String prune) {
    return search.apply(new TopologyFilter(null, List.of(), List.of(prune), List.of(), List.of()));
  }
}
