package epoch.desktop.calendars;

import epoch.api.calendar.Closure;
import epoch.api.calendar.CronWindow;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.UnknownWindow;
import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.calendar.Window;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When something is closed, in words. */
final class CalendarWords {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter YEARLY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private CalendarWords() {}

  /** When a window is closed. */
  static String of(Window window, TimeWords times, Instant now) {
    return Plain.line(
        switch (window) {
          case DatesWindow dates ->
              dates.dates().stream().map(CalendarWords::days).collect(Collectors.joining(", "));
          case WeeklyWindow weekly -> weekdays(weekly.days()) + hours(weekly);
          case CronWindow cron -> "for " + cron.lasts() + " from each " + cron.timeSpec() + " on";
          case OnceWindow once -> span(once.from(), once.to(), times, now);
          case UnknownWindow _ -> "in a way that this console does not know";
        });
  }

  /** What a window is, or of which kind. */
  static String title(Window window) {
    return Plain.line(
        switch (window) {
          case DatesWindow dates -> Objects.requireNonNullElse(dates.title(), "Days");
          case WeeklyWindow weekly -> Objects.requireNonNullElse(weekly.title(), "Every week");
          case CronWindow cron -> Objects.requireNonNullElse(cron.title(), "By cron");
          case OnceWindow once -> Objects.requireNonNullElse(once.title(), "Once");
          case UnknownWindow _ -> "Window";
        });
  }

  /** The zone of a window that has one of its own, or empty. */
  static String zone(Window window) {
    return Plain.line(
        Objects.requireNonNullElse(
            switch (window) {
              case DatesWindow dates -> dates.timeZone();
              case WeeklyWindow weekly -> weekly.timeZone();
              case CronWindow cron -> cron.timeZone();
              case OnceWindow _, UnknownWindow _ -> null;
            },
            ""));
  }

  /** Such as {@code 24 Dec 2026 to 1 Jan 2027}; what is no day stands as it is. */
  static String days(String text) {
    try {
      if (text.startsWith("--")) {
        return YEARLY.format(MonthDay.parse(text)) + " every year";
      }
      int slash = text.indexOf('/');
      return slash < 0
          ? DAY.format(LocalDate.parse(text))
          : DAY.format(LocalDate.parse(text.substring(0, slash)))
              + " to "
              + DAY.format(LocalDate.parse(text.substring(slash + 1)));
    } catch (DateTimeException _) {
      return text;
    }
  }

  /** Such as {@code Mon to Fri}, {@code Sat and Sun}. */
  static String weekdays(List<Weekday> days) {
    Set<Weekday> all = EnumSet.noneOf(Weekday.class);
    days.stream().filter(Objects::nonNull).forEach(all::add);
    List<Weekday> sorted = List.copyOf(all);
    if (sorted.size() == Weekday.values().length) {
      return "every day";
    }
    if (sorted.size() < 2) {
      return sorted.isEmpty() ? "on no day" : word(sorted.getFirst());
    }
    Weekday last = sorted.getLast();
    if (sorted.size() > 2 && last.ordinal() - sorted.getFirst().ordinal() == sorted.size() - 1) {
      return word(sorted.getFirst()) + " to " + word(last);
    }
    return sorted.stream()
            .limit(sorted.size() - 1L)
            .map(CalendarWords::word)
            .collect(Collectors.joining(", "))
        + " and "
        + word(last);
  }

  private static String word(Weekday day) {
    return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static String hours(WeeklyWindow weekly) {
    if (weekly.from() == null && weekly.to() == null) {
      return ", all day";
    }
    return ", "
        + Objects.requireNonNullElse(weekly.from(), "00:00")
        + " to "
        + Objects.requireNonNullElse(weekly.to(), "midnight");
  }

  private static String span(
      @Nullable Instant from, @Nullable Instant to, TimeWords times, Instant now) {
    return from == null || to == null
        ? "once"
        : times.when(from, now) + " to " + times.when(to, now);
  }

  /** Until when it is closed, and why. */
  static String until(Closure closure, TimeWords times, Instant now) {
    String end =
        closure.until() == null
            ? "with no end within a year"
            : "until " + times.when(closure.until(), now);
    return closure.title() == null ? end : end + ", " + Plain.line(closure.title());
  }

  /** When it is closed next, and why. */
  static String next(@Nullable Closure closure, TimeWords times, Instant now) {
    if (closure == null) {
      return "not within a year";
    }
    String begin =
        "in " + TimeWords.span(now, closure.from()) + " · " + times.when(closure.from(), now);
    return closure.title() == null ? begin : begin + ", " + Plain.line(closure.title());
  }
}
