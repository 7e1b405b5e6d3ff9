package epoch.api.validation;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.CronWindow;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.Days;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.UnknownWindow;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.calendar.Window;
import epoch.api.json.Durations;
import epoch.api.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a calendar before it is stored, and answers all that is wrong with it at once. Safe for
 * use by several threads if the {@link CronCheck} is.
 */
public final class CalendarValidator {
  /** How large a calendar may be as JSON, in bytes. */
  public static final int LARGEST = 64 * 1024;

  private static final int MOST_WINDOWS = 200;
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_DESCRIPTION = 4_000;
  private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
  private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z_-]{1,100}");
  private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2})?");
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private final CronCheck cron;

  /** Makes a validator; {@code cron} judges cron expressions. */
  public CalendarValidator(CronCheck cron) {
    this.cron = cron;
  }

  /** Whether this could be the name of a calendar. */
  static boolean isName(@Nullable String name) {
    return name != null && NAME.matcher(name).matches();
  }

  /**
   * Looks at a calendar.
   *
   * @return all that is wrong, in the order of the fields; empty if it may be stored
   */
  public List<Violation> validate(Calendar calendar) {
    Problems problems = new Problems();
    Problems name = problems.at("name");
    if (name.present(calendar.name())) {
      name.addIf(
          !isName(calendar.name()), "may have letters, digits, - and _ only, at most 100 of them");
    }
    checkText(calendar.description(), LONGEST_DESCRIPTION, problems.at("description"));
    checkZone(calendar.timeZone(), problems.at("timeZone"));
    known(calendar.unknownFields(), problems);
    int count = calendar.windows().size();
    problems
        .at("windows")
        .addIf(count > MOST_WINDOWS, "are " + count + "; at most " + MOST_WINDOWS + " are allowed");
    for (int i = 0; i < Math.min(count, MOST_WINDOWS); i++) {
      check(calendar.windows().get(i), problems.at("windows").at(i));
    }
    int size = Json.bytes(calendar).length;
    problems.addIf(
        size > LARGEST, "the calendar has " + size + " of at most " + LARGEST + " bytes as JSON");
    return problems.found();
  }

  private void check(Window window, Problems problems) {
    switch (window) {
      case DatesWindow dates -> {
        known(dates.unknownFields(), problems);
        checkShown(dates.timeZone(), dates.title(), problems);
        problems.at("dates").addIf(dates.dates().isEmpty(), "needs at least one day");
        for (int i = 0; i < dates.dates().size(); i++) {
          checkDays(dates.dates().get(i), problems.at("dates").at(i));
        }
      }
      case WeeklyWindow weekly -> {
        known(weekly.unknownFields(), problems);
        checkShown(weekly.timeZone(), weekly.title(), problems);
        problems
            .at("days")
            .addIf(
                weekly.days().isEmpty() || weekly.days().contains(null),
                "needs at least one of MON, TUE, WED, THU, FRI, SAT, SUN");
        checkTime(weekly.from(), problems.at("from"));
        checkTime(weekly.to(), problems.at("to"));
      }
      case CronWindow timed -> {
        known(timed.unknownFields(), problems);
        checkShown(timed.timeZone(), timed.title(), problems);
        if (problems.at("timeSpec").present(timed.timeSpec())) {
          cron.problem(timed.timeSpec()).ifPresent(problems.at("timeSpec")::add);
        }
        if (problems.at("lasts").present(timed.lasts())) {
          checkLength(timed.lasts(), problems.at("lasts"));
        }
      }
      case OnceWindow once -> {
        known(once.unknownFields(), problems);
        checkText(once.title(), LONGEST_TITLE, problems.at("title"));
        checkMoment(once.from(), problems.at("from"));
        checkMoment(once.to(), problems.at("to"));
        problems
            .at("to")
            .addIf(
                once.from() != null && once.to() != null && !once.to().isAfter(once.from()),
                "is not after from");
      }
      case UnknownWindow unknown -> problems.unknownType(unknown, "DATES, WEEKLY, CRON, ONCE");
    }
  }

  private static void known(Map<String, ?> unknownFields, Problems problems) {
    unknownFields.keySet().forEach(key -> problems.at(key).add("is not supported"));
  }

  private static void checkShown(@Nullable String zone, @Nullable String title, Problems problems) {
    checkZone(zone, problems.at("timeZone"));
    checkText(title, LONGEST_TITLE, problems.at("title"));
  }

  private static void checkZone(@Nullable String zone, Problems problems) {
    problems.addIf(
        zone != null && !ZoneId.getAvailableZoneIds().contains(zone),
        "\"" + zone + "\" is no time zone; write an IANA name such as Europe/Berlin");
  }

  private static void checkText(@Nullable String text, int longest, Problems problems) {
    if (text != null) {
      problems.addIf(text.length() > longest, "is longer than " + longest + " characters");
      problems.addIf(
          text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'),
          "has control characters");
    }
  }

  private static void checkDays(@Nullable String text, Problems problems) {
    try {
      Days.parse(Objects.requireNonNullElse(text, ""));
    } catch (IllegalArgumentException e) {
      problems.add(Objects.requireNonNullElse(e.getMessage(), "is no day"));
    }
  }

  private static void checkTime(@Nullable String time, Problems problems) {
    if (time == null) {
      return;
    }
    try {
      if (TIME.matcher(time).matches()) {
        LocalTime.parse(time);
        return;
      }
    } catch (DateTimeException _) {
      // Told below.
    }
    problems.add("\"" + time + "\" is no time of day; write 22:00");
  }

  private static void checkLength(String text, Problems problems) {
    try {
      Duration lasts = Durations.parse(text);
      problems.addIf(
          lasts.toMillis() < 1 || lasts.compareTo(LONGEST_WINDOW) > 0,
          "must be between 1ms and " + Durations.format(LONGEST_WINDOW));
    } catch (IllegalArgumentException | ArithmeticException e) {
      problems.add(Objects.requireNonNullElse(e.getMessage(), "is no duration"));
    }
  }

  private static void checkMoment(@Nullable Instant moment, Problems problems) {
    if (moment == null) {
      problems.add("is required, in epoch milliseconds");
    } else {
      problems.addIf(
          moment.isBefore(FIRST) || moment.isAfter(LAST),
          "is not a time between the years 1970 and 2200");
    }
  }
}
