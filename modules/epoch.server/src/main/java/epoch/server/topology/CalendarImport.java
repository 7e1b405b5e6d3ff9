package epoch.server.topology;

import epoch.api.calendar.Calendar;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.ImportAnswer.Action;
import epoch.api.rest.ImportAnswer.Kind;
import epoch.api.rest.ImportAnswer.Result;
import epoch.api.rest.ImportMode;
import epoch.api.rest.Role;
import epoch.api.rest.ValidationReport;
import epoch.server.operations.Calendars;
import epoch.server.operations.Caller;
import epoch.server.operations.Exchange.Options;
import epoch.server.operations.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings in the calendars of a document, before the topologies that may name them. Whoever may not
 * change calendars may bring in a document that leaves them as they are. None is ever deleted.
 */
final class CalendarImport {
  private final Calendars calendars;

  CalendarImport(Calendars calendars) {
    this.calendars = calendars;
  }

  List<Result> bringIn(List<Calendar> all, Options options, Caller by) throws InterruptedException {
    Map<String, Calendar> known =
        calendars.list().stream()
            .map(CalendarDetails::calendar)
            .collect(Collectors.toMap(Calendar::name, Function.identity()));
    var results = new ArrayList<Result>();
    for (Calendar calendar : all) {
      results.add(bringIn(known.get(calendar.name()), calendar, options, by));
    }
    return results;
  }

  /** The names of those that there would be more, were it not for a dry run. */
  static Set<String> created(List<Result> results) {
    return results.stream()
        .filter(result -> result.action() == Action.CREATE)
        .map(Result::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Result bringIn(@Nullable Calendar known, Calendar calendar, Options options, Caller by)
      throws InterruptedException {
    String name = calendar.name();
    List<String> problems = problems(known, calendar, options, by);
    if (!problems.isEmpty()) {
      return result(name, Action.REFUSED, problems);
    }
    if (calendar.equals(known)) {
      return result(name, Action.UNCHANGED, List.of());
    }
    try {
      if (!options.dryRun()) {
        // A topology may have its name.
        Caller part = by.part("calendar\n" + name);
        if (known == null) {
          calendars.create(calendar, part);
        } else {
          calendars.update(name, calendar, part);
        }
      }
    } catch (Refusal refusal) {
      return result(
          name,
          Action.REFUSED,
          refusal.errors().isEmpty() ? List.of(refusal.reason()) : refusal.errors());
    }
    return new Result(
        name,
        Kind.CALENDAR,
        known == null ? Action.CREATE : Action.UPDATE,
        List.of(),
        Differences.between(known, calendar));
  }

  private List<String> problems(
      @Nullable Calendar known, Calendar calendar, Options options, Caller by) {
    if (calendar.equals(known)) {
      return List.of();
    }
    var problems = new ArrayList<String>();
    for (ValidationReport.Problem problem : calendars.validate(calendar).problems()) {
      problems.add(problem.field() + ": " + problem.message());
    }
    if (known != null && options.mode() == ImportMode.CREATE) {
      problems.add("It exists already, and says something else");
    }
    if (!by.role().covers(Role.ADMIN)) {
      problems.add("Changing calendars needs the role ADMIN");
    }
    return problems;
  }

  private static Result result(String name, Action action, List<String> problems) {
    return new Result(name, Kind.CALENDAR, action, problems, List.of());
  }
}
