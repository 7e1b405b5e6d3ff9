package epoch.server.calendar;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.CalendarReport;
import epoch.api.rest.StaleCalendar;
import epoch.api.rest.ValidationReport;
import epoch.api.topology.TopologyState;
import epoch.api.validation.CalendarValidator;
import epoch.api.validation.Violation;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.once.Requests;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.KeptCalendar;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes calendars while this node leads. A change counts from now on: which version was in force
 * when is kept with the calendar, so that nothing has to be done with the topologies that name it
 * but to wake them. Thread safe.
 */
public final class CalendarService implements epoch.server.operations.Calendars {
  private static final Logger LOG = LoggerFactory.getLogger(CalendarService.class);
  private static final int MOST = 1_000;
  private static final int NEXT = 5;
  private static final int MOST_CLOSURES = 1_000;
  private static final Duration MONTH = Duration.ofDays(31);
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private final Calendars calendars;
  private final Catalog catalog;
  private final Store store;
  private final Requests requests;
  private final CalendarValidator validator;
  private final InstantSource clock;
  private final Consumer<Entry> wake;

  /**
   * @param wake has a topology look at what is due
   */
  public CalendarService(
      Calendars calendars,
      Catalog catalog,
      Store store,
      Requests requests,
      CalendarValidator validator,
      InstantSource clock,
      Consumer<Entry> wake) {
    this.calendars = calendars;
    this.catalog = catalog;
    this.store = store;
    this.requests = requests;
    this.validator = validator;
    this.clock = clock;
    this.wake = wake;
  }

  @Override
  public List<CalendarDetails> list() {
    Map<String, List<String>> users = users();
    return calendars.all().stream()
        .map(known ->
            details(
                known.kept(),
                known.closures(),
                users.getOrDefault(known.kept().value().calendar().name(), List.of())))
        .toList();
  }

  @Override
  public CalendarDetails find(String name) {
    return details(calendars.find(name).orElseThrow(() -> unknown(name)));
  }

  @Override
  public CalendarDetails create(Calendar calendar, Caller by) throws InterruptedException {
    mustBeValid(calendar);
    return requests.once(
        by,
        CalendarDetails.class,
        guard -> {
          Lock lock = calendars.changing();
          lock.lockInterruptibly();
          try {
            String name = calendar.name();
            if (calendars.has(name)) {
              throw new Refusal(Kind.CONFLICT, "Calendar " + name + " already exists");
            }
            if (calendars.all().size() >= MOST) {
              throw new Refusal(Kind.CONFLICT, "There are " + MOST + " calendars already");
            }
            KeptCalendar first = KeptCalendar.first(calendar, by.user(), now());
            CalendarDetails answer = details(new Versioned<>(first, 0));
            var change =
                store
                    .change()
                    .putCalendar(first, -1)
                    .audit(record(by, Action.CREATE_CALENDAR, "created calendar " + name));
            guard.put(change, answer);
            change.commit();
            calendars.put(new Versioned<>(first, 0));
            LOG.info("Calendar {} was created by {}", name, by.user());
            return answer;
          } finally {
            lock.unlock();
          }
        });
  }

  @Override
  public CalendarDetails update(String name, Calendar calendar, Caller by)
      throws InterruptedException {
    mustBeValid(calendar);
    if (!calendar.name().equals(name)) {
      throw invalid("name: is not that of the path, " + name);
    }
    Lock lock = calendars.changing();
    lock.lockInterruptibly();
    try {
      Versioned<KeptCalendar> before = allowed(name, calendar, by);
      if (before.value().calendar().equals(calendar)) {
        return details(before);
      }
      KeptCalendar next = before.value().next(calendar, by.user(), now());
      commit(
          store
              .change()
              .putCalendar(next, before.version())
              .audit(record(by, Action.EDIT_CALENDAR, "changed calendar " + name)),
          name);
      calendars.put(before.next(next));
      LOG.info("Calendar {} is at version {} now, by {}", name, next.revision(), by.user());
    } finally {
      lock.unlock();
    }
    users(name).forEach(wake);
    return find(name);
  }

  @Override
  public void delete(String name, Caller by) throws InterruptedException {
    Lock lock = calendars.changing();
    lock.lockInterruptibly();
    try {
      Versioned<KeptCalendar> known = allowed(name, null, by);
      List<String> users = users(name).stream().map(Entry::id).toList();
      if (!users.isEmpty()) {
        throw inUse(name, users);
      }
      commit(
          store
              .change()
              .removeCalendar(name, known.version())
              .audit(record(by, Action.DELETE_CALENDAR, "deleted calendar " + name)),
          name);
      calendars.remove(name);
      LOG.info("Calendar {} was deleted by {}", name, by.user());
    } finally {
      lock.unlock();
    }
  }

  private static Refusal inUse(String name, List<String> users) {
    int more = users.size() - 10;
    return new Refusal(
        Kind.CONFLICT,
        "Calendar "
            + name
            + " is named by "
            + String.join(", ", users.subList(0, Math.min(10, users.size())))
            + (more > 0 ? " and " + more + " more" : ""),
        users.stream().limit(CalendarDetails.NAMED).map(id -> id + ": policy.calendars").toList());
  }

  /** What there is, if the caller may change it. */
  private Versioned<KeptCalendar> allowed(String name, @Nullable Calendar yours, Caller by) {
    Versioned<KeptCalendar> known = known(name);
    int revision = known.value().revision();
    if (!by.terms().allow(revision)) {
      throw new Refusal(
          Kind.STALE,
          "Calendar " + name + " was changed meanwhile: it is at version " + revision,
          new StaleCalendar(known.value().calendar(), yours, revision));
    }
    return known;
  }

  private static void commit(epoch.server.store.Change change, String name)
      throws InterruptedException {
    try {
      change.commit();
    } catch (StaleException e) {
      throw new Refusal(
          Kind.CONFLICT,
          "Calendar " + name + " was written past Epoch; it is read again by the next leader");
    }
  }

  @Override
  public epoch.api.rest.Closures closures(
      String name, @Nullable Instant wantedFrom, @Nullable Instant wantedTo) {
    Calendars.Known known = calendars.find(name).orElseThrow(() -> unknown(name));
    Instant from = Objects.requireNonNullElseGet(wantedFrom, this::now);
    Instant to = Objects.requireNonNullElseGet(wantedTo, () -> from.plus(MONTH));
    if (!to.isAfter(from)) {
      throw invalid("to: is not after from");
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw invalid("to: is more than ten years after from");
    }
    List<Closure> found = known.closures().between(from, to).limit(MOST_CLOSURES + 1L).toList();
    boolean more = found.size() > MOST_CLOSURES;
    return new epoch.api.rest.Closures(
        from,
        to,
        zone(known.kept().value().calendar()),
        more ? found.subList(0, MOST_CLOSURES) : found,
        more ? found.getLast().from() : null);
  }

  @Override
  public CalendarReport validate(Calendar calendar) {
    List<ValidationReport.Problem> problems =
        validator.validate(calendar).stream()
            .map(violation -> new ValidationReport.Problem(violation.field(), violation.message()))
            .toList();
    if (!problems.isEmpty()) {
      return new CalendarReport(false, problems, null, null);
    }
    Closures closures = CalendarClosures.of(calendar, calendars.defaultZone());
    return new CalendarReport(
        true,
        problems,
        zone(calendar),
        closures.between(now(), now().plus(Merging.FAR)).limit(NEXT).toList());
  }

  private String zone(Calendar calendar) {
    return CalendarClosures.zone(calendar, calendars.defaultZone()).getId();
  }

  private CalendarDetails details(Calendars.Known known) {
    return details(known.kept(), known.closures());
  }

  private CalendarDetails details(Versioned<KeptCalendar> kept) {
    return details(kept, CalendarClosures.of(kept.value().calendar(), calendars.defaultZone()));
  }

  private CalendarDetails details(Versioned<KeptCalendar> kept, Closures closures) {
    String name = kept.value().calendar().name();
    return details(kept, closures, users(name).stream().map(Entry::id).toList());
  }

  private CalendarDetails details(
      Versioned<KeptCalendar> kept, Closures closures, List<String> users) {
    KeptCalendar value = kept.value();
    Instant now = now();
    Optional<Closure> current = closures.at(now);
    Instant then = current.map(Closure::end).orElse(now);
    Optional<Closure> next =
        then.equals(Instant.MAX)
            ? Optional.empty()
            : closures
                .startingAfter(then.minusMillis(current.isPresent() ? 1 : 0))
                .filter(closure -> closure.from().isBefore(now.plus(Merging.FAR)));
    return new CalendarDetails(
        value.calendar(),
        value.revision(),
        value.author(),
        value.created(),
        value.updated(),
        users.size(),
        users.stream().limit(CalendarDetails.NAMED).toList(),
        current.orElse(null),
        next.orElse(null));
  }

  /** The topologies that name calendars, by calendar and name. */
  private Map<String, List<String>> users() {
    var users = new HashMap<String, List<String>>();
    for (Entry entry : catalog.entries()) {
      if (entry.state() != TopologyState.DELETED) {
        for (String name : entry.topology().effectivePolicy().effectiveCalendars()) {
          users.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry.id());
        }
      }
    }
    return users;
  }

  /** The topologies that name a calendar, by name. */
  private List<Entry> users(String name) {
    return catalog.entries().stream()
        .filter(entry -> entry.state() != TopologyState.DELETED)
        .filter(entry -> entry.topology().effectivePolicy().effectiveCalendars().contains(name))
        .toList();
  }

  private Versioned<KeptCalendar> known(String name) {
    return calendars.find(name).orElseThrow(() -> unknown(name)).kept();
  }

  private static Refusal unknown(String name) {
    return new Refusal(Kind.NOT_FOUND, "No such calendar: " + name);
  }

  private void mustBeValid(Calendar calendar) {
    List<Violation> violations = validator.validate(calendar);
    if (!violations.isEmpty()) {
      throw Refusal.invalid(violations);
    }
  }

  private static Refusal invalid(String error) {
    return new Refusal(Kind.INVALID, "Command validation failure", List.of(error));
  }

  private AuditRecord record(Caller by, Action action, String message) {
    return AuditRecord.of(by, now(), action, message);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
