package epoch.server.calendar;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.CalendarReport;
import epoch.api.rest.ValidationReport;
import epoch.api.topology.TopologyState;
import epoch.api.validation.CalendarValidator;
import epoch.api.validation.Violation;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.store.KeptCalendar;
import epoch.server.store.Versioned;
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
import org.jspecify.annotations.Nullable;

/** Tells what calendars say, who names them, and when they are closed. Thread safe. */
public final class Almanac {
  private static final int NEXT = 5;
  private static final int MOST_CLOSURES = 1_000;
  private static final Duration MONTH = Duration.ofDays(31);
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private final Calendars calendars;
  private final Catalog catalog;
  private final CalendarValidator validator;
  private final InstantSource clock;

  public Almanac(
      Calendars calendars, Catalog catalog, CalendarValidator validator, InstantSource clock) {
    this.calendars = calendars;
    this.catalog = catalog;
    this.validator = validator;
    this.clock = clock;
  }

  List<CalendarDetails> list() {
    Map<String, List<String>> users = users();
    return calendars.all().stream()
        .map(known ->
            details(
                known.kept(),
                known.closures(),
                users.getOrDefault(known.kept().value().calendar().name(), List.of())))
        .toList();
  }

  CalendarDetails find(String name) {
    return details(calendars.find(name).orElseThrow(() -> unknown(name)));
  }

  epoch.api.rest.Closures closures(
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

  CalendarReport validate(Calendar calendar) {
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

  /** As it is shown. */
  CalendarDetails details(Versioned<KeptCalendar> kept) {
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
  List<Entry> users(String name) {
    return catalog.entries().stream()
        .filter(entry -> entry.state() != TopologyState.DELETED)
        .filter(entry -> entry.topology().effectivePolicy().effectiveCalendars().contains(name))
        .toList();
  }

  static Refusal unknown(String name) {
    return new Refusal(Kind.NOT_FOUND, "No such calendar: " + name);
  }

  /** Refuses a calendar that must not be stored. */
  void mustBeValid(Calendar calendar) {
    List<Violation> violations = validator.validate(calendar);
    if (!violations.isEmpty()) {
      throw Refusal.invalid(violations);
    }
  }

  static Refusal invalid(String error) {
    return new Refusal(Kind.INVALID, "Command validation failure", List.of(error));
  }

  /** As it is written: to the millisecond. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
