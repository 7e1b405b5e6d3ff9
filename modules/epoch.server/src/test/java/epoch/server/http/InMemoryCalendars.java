package epoch.server.http;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.CalendarReport;
import epoch.api.rest.Closures;
import epoch.api.rest.StaleCalendar;
import epoch.api.rest.ValidationReport;
import epoch.api.validation.CalendarValidator;
import epoch.server.operations.Calendars;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Calendars in a map that are never closed, with the behaviour that the routes rely on. */
final class InMemoryCalendars implements Calendars {
  private final CalendarValidator validator = new CalendarValidator(_ -> Optional.empty());
  private final Map<String, CalendarDetails> all = new TreeMap<>();

  @Override
  public synchronized List<CalendarDetails> list() {
    return List.copyOf(all.values());
  }

  @Override
  public synchronized CalendarDetails find(String name) {
    return Optional.ofNullable(all.get(name))
        .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "No such calendar: " + name));
  }

  @Override
  public synchronized CalendarDetails create(Calendar calendar, Caller by) {
    mustBeValid(calendar);
    if (all.containsKey(calendar.name())) {
      throw new Refusal(Kind.CONFLICT, "Calendar " + calendar.name() + " already exists");
    }
    return put(calendar, 1, by);
  }

  @Override
  public synchronized CalendarDetails update(String name, Calendar calendar, Caller by) {
    mustBeValid(calendar);
    return put(calendar, allowed(name, calendar, by).revision() + 1, by);
  }

  @Override
  public synchronized void delete(String name, Caller by) {
    all.remove(allowed(name, null, by).calendar().name());
  }

  private CalendarDetails allowed(String name, @Nullable Calendar yours, Caller by) {
    CalendarDetails known = find(name);
    if (!by.terms().allow(known.revision())) {
      throw new Refusal(
          Kind.STALE,
          "Calendar " + name + " was changed meanwhile",
          new StaleCalendar(known.calendar(), yours, known.revision()));
    }
    return known;
  }

  private CalendarDetails put(Calendar calendar, int revision, Caller by) {
    Instant now = Instant.ofEpochMilli(1_000);
    var details =
        new CalendarDetails(calendar, revision, by.user(), now, now, 0, List.of(), null, null);
    all.put(calendar.name(), details);
    return details;
  }

  private void mustBeValid(Calendar calendar) {
    if (!validator.validate(calendar).isEmpty()) {
      throw Refusal.invalid(validator.validate(calendar));
    }
  }

  @Override
  public Closures closures(String name, @Nullable Instant from, @Nullable Instant to) {
    find(name);
    Instant begin = from == null ? Instant.EPOCH : from;
    Instant end = to == null ? begin.plus(Duration.ofDays(31)) : to;
    return new Closures(begin, end, "UTC", List.of(new Closure(begin, end, name, null)), null);
  }

  @Override
  public CalendarReport validate(Calendar calendar) {
    List<ValidationReport.Problem> problems =
        validator.validate(calendar).stream()
            .map(violation -> new ValidationReport.Problem(violation.field(), violation.message()))
            .toList();
    return problems.isEmpty()
        ? new CalendarReport(true, problems, "UTC", List.of())
        : new CalendarReport(false, problems, null, null);
  }
}
