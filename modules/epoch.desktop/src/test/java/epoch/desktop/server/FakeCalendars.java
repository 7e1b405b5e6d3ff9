package epoch.desktop.server;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import epoch.api.calendar.OnceWindow;
import epoch.api.json.Json;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.CalendarReport;
import epoch.api.rest.Closures;
import epoch.api.rest.GroupRequest;
import epoch.api.rest.GroupState;
import epoch.api.rest.StaleCalendar;
import epoch.api.rest.ValidationErrors;
import epoch.api.rest.ValidationReport;
import epoch.api.validation.CalendarValidator;
import epoch.desktop.server.FakeEpoch.Asked;
import epoch.desktop.server.FakeEpoch.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Calendars and concurrency groups of a {@link FakeEpoch}, judged by the rules of the server. */
public final class FakeCalendars {

  private static final Duration DAY = Duration.ofDays(1);

  private record Kept(Calendar calendar, int revision) {}

  private final CalendarValidator rules = new CalendarValidator(FakeEpoch::cronProblem);
  private final Map<String, Kept> calendars = new ConcurrentSkipListMap<>();
  private final Map<String, GroupState> groups = new ConcurrentSkipListMap<>();
  private final World world;

  FakeCalendars(World world) {
    this.world = world;
  }

  public void put(Calendar calendar) {
    calendars.merge(
        calendar.name(),
        new Kept(calendar, 1),
        (before, _) -> new Kept(calendar, before.revision() + 1));
  }

  public void put(GroupState group) {
    groups.put(group.name(), group);
  }

  /** What one says, if there is such. */
  public Optional<Calendar> calendar(String name) {
    return Optional.ofNullable(calendars.get(name)).map(Kept::calendar);
  }

  /** What is told of one. */
  public CalendarDetails details(String name) {
    return details(known(name));
  }

  public void remove(String name) {
    calendars.remove(name);
  }

  public int limit(String group) {
    return Objects.requireNonNull(groups.get(group)).limit();
  }

  Object serve(Asked asked) throws IOException {
    String name = asked.at(1);
    if (name.equals("validate")) {
      return report(asked.read(Calendar.class));
    }
    return switch (asked.method()) {
      case "POST", "PUT" -> save(asked, asked.read(Calendar.class));
      case "DELETE" -> delete(name);
      default ->
          name.isEmpty()
              ? all()
              : asked.at(2).equals("closures")
                  ? new Closures(
                      FakeEpoch.START,
                      FakeEpoch.START.plus(DAY),
                      "UTC",
                      closures(known(name).calendar()),
                      null)
                  : details(known(name));
    };
  }

  Object serveGroups(Asked asked) throws IOException {
    if (asked.method().equals("PUT")) {
      GroupState before = Objects.requireNonNull(groups.get(asked.at(1)));
      int limit = Objects.requireNonNull(asked.read(GroupRequest.class).limit());
      put(new GroupState(before.name(), limit, true, before.running(), before.waiting()));
    }
    if (asked.method().equals("DELETE")) {
      GroupState before = groups.get(asked.at(1));
      if (before == null || !before.limited()) {
        throw new Refusal(404, "There is no limit of " + asked.at(1), Map.of());
      }
      groups.put(
          before.name(),
          new GroupState(before.name(), 1, false, before.running(), before.waiting()));
      return true;
    }
    return asked.at(1).isEmpty() ? List.copyOf(groups.values()) : groups.get(asked.at(1));
  }

  private Kept known(String name) {
    Kept kept = calendars.get(name);
    if (kept == null) {
      throw new Refusal(404, "There is no calendar " + name, Map.of());
    }
    return kept;
  }

  private List<ValidationReport.Problem> problems(Calendar calendar) {
    return rules.validate(calendar).stream()
        .map(each -> new ValidationReport.Problem(each.field(), each.message()))
        .toList();
  }

  private CalendarReport report(Calendar calendar) {
    List<ValidationReport.Problem> problems = problems(calendar);
    return problems.isEmpty()
        ? new CalendarReport(true, problems, "Europe/Berlin", closures(calendar))
        : new CalendarReport(false, problems, null, null);
  }

  private Object save(Asked asked, Calendar calendar) {
    List<ValidationReport.Problem> problems = problems(calendar);
    if (!problems.isEmpty()) {
      throw new Refusal(
          400,
          "Bad calendar",
          new ValidationErrors(
              problems.stream().map(each -> each.field() + ": " + each.message()).toList()));
    }
    Kept before = calendars.get(calendar.name());
    if (before != null && asked.method().equals("POST")) {
      throw new Refusal(409, "There is a calendar " + calendar.name() + " already", Map.of());
    }
    String terms = asked.exchange().getRequestHeaders().getFirst("If-Match");
    if (before != null && terms != null && !terms.contains("" + before.revision())) {
      throw new Refusal(
          412,
          "Somebody else changed it",
          new StaleCalendar(before.calendar(), calendar, before.revision()));
    }
    put(calendar);
    return details(known(calendar.name()));
  }

  private Object delete(String name) {
    List<String> users = users(name);
    if (!users.isEmpty()) {
      throw new Refusal(
          409, "Calendar " + name + " is named by " + String.join(", ", users), Map.of());
    }
    calendars.remove(known(name).calendar().name());
    return true;
  }

  private List<String> users(String name) {
    return world.topologies.values().stream()
        .map(World.Entry::topology)
        .filter(it -> it.effectivePolicy().effectiveCalendars().contains(name))
        .map(it -> it.name())
        .toList();
  }

  private List<CalendarDetails> all() {
    Map<String, List<String>> users = new HashMap<>();
    for (World.Entry entry : world.topologies.values()) {
      for (String name : entry.topology().effectivePolicy().effectiveCalendars()) {
        users.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry.topology().name());
      }
    }
    return calendars.values().stream()
        .map(kept -> details(kept, users.getOrDefault(kept.calendar().name(), List.of())))
        .toList();
  }

  private CalendarDetails details(Kept kept) {
    return details(kept, users(kept.calendar().name()));
  }

  private static CalendarDetails details(Kept kept, List<String> users) {
    List<Closure> all = closures(kept.calendar());
    return new CalendarDetails(
        kept.calendar(),
        kept.revision(),
        "ann",
        FakeEpoch.START.minus(DAY),
        FakeEpoch.START.minus(DAY),
        users.size(),
        users,
        all.stream().filter(it -> !it.from().isAfter(FakeEpoch.START)).findFirst().orElse(null),
        all.stream().filter(it -> it.from().isAfter(FakeEpoch.START)).findFirst().orElse(null));
  }

  /** Those of the windows that are said by moments; the others close tomorrow for a day. */
  private static List<Closure> closures(Calendar calendar) {
    return calendar.windows().stream()
        .map(window ->
            window instanceof OnceWindow once
                ? new Closure(
                    Objects.requireNonNullElse(once.from(), Instant.EPOCH),
                    once.to(),
                    calendar.name(),
                    once.title())
                : new Closure(
                    FakeEpoch.START.plus(DAY),
                    FakeEpoch.START.plus(DAY).plus(DAY),
                    calendar.name(),
                    Json.tree(window).path("title").asText(null)))
        .sorted((a, b) -> a.from().compareTo(b.from()))
        .toList();
  }
}
