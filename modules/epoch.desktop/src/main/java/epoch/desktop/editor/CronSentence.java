package epoch.desktop.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the usual cron expressions say, so that nobody has to write one.
 *
 * @param kind how it repeats
 * @param every after how many minutes or hours
 * @param minute of the hour, where it repeats by hours
 * @param time of day, such as {@code 02:30}, where it repeats by days
 * @param days of the week, where it repeats by weeks
 * @param day of the month, or {@code L} for its last, where it repeats by months
 */
record CronSentence(Kind kind, int every, int minute, String time, List<String> days, String day) {

  /** The days of the week as cron names them; Sunday is its first. */
  static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

  private static final Pattern STEP = Pattern.compile("(?:\\*|0)/(\\d{1,2})");
  private static final Pattern FIGURES = Pattern.compile("\\d{1,2}");
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,2})(?:[:.h]?(\\d\\d))?");
  private static final String WORKDAYS = "MON-FRI";

  /** How it repeats. */
  enum Kind {
    MINUTES,
    HOURS,
    DAILY,
    WORKDAYS,
    WEEKLY,
    MONTHLY,
    /** In a way of which there is no sentence. */
    CRON
  }

  CronSentence {
    days = List.copyOf(days);
  }

  private static CronSentence of(Kind kind) {
    return new CronSentence(kind, 1, 0, "02:00", List.of("MON"), "1");
  }

  /** What an expression says. */
  static CronSentence parse(String expression) {
    CronSentence other = of(Kind.CRON);
    String[] parts = expression.strip().toUpperCase(Locale.ROOT).split("\\s+");
    if (parts.length < 6
        || parts.length > 7
        || (parts.length == 7 && !parts[6].equals("*"))
        || !parts[0].equals("0")
        || !parts[4].equals("*")) {
      return other;
    }
    boolean everyDay = any(parts[3]) && any(parts[5]);
    return everyDay && parts[2].equals("*")
        ? withinHours(parts[1])
        : onHours(parts[1], parts[2], parts[3], parts[5]);
  }

  private static CronSentence withinHours(String minute) {
    Matcher step = STEP.matcher(minute);
    if (minute.equals("*")) {
      return of(Kind.MINUTES);
    }
    if (step.matches() && divides(step.group(1), 60)) {
      return of(Kind.MINUTES).every(Integer.parseInt(step.group(1)));
    }
    OptionalInt at = number(minute, 0, 59);
    return at.isEmpty() ? of(Kind.CRON) : of(Kind.HOURS).minute(at.getAsInt());
  }

  private static CronSentence onHours(String minute, String hour, String day, String weekday) {
    CronSentence other = of(Kind.CRON);
    OptionalInt at = number(minute, 0, 59);
    if (at.isEmpty()) {
      return other;
    }
    Matcher step = STEP.matcher(hour);
    if (any(day) && any(weekday) && step.matches() && divides(step.group(1), 24)) {
      return of(Kind.HOURS).minute(at.getAsInt()).every(Integer.parseInt(step.group(1)));
    }
    OptionalInt on = number(hour, 0, 23);
    if (on.isEmpty()) {
      return other;
    }
    String time = "%02d:%02d".formatted(on.getAsInt(), at.getAsInt());
    if (any(day) && any(weekday)) {
      return of(Kind.DAILY).time(time);
    }
    if (any(day)) {
      return weekly(weekday).time(time);
    }
    if (!any(weekday)) {
      return other;
    }
    OptionalInt date = number(day, 1, 31);
    return day.equals("L") || date.isPresent()
        ? of(Kind.MONTHLY).time(time).day(day.equals("L") ? day : "" + date.getAsInt())
        : other;
  }

  private static CronSentence weekly(String weekday) {
    if (weekday.equals(WORKDAYS) || weekday.equals("2-6")) {
      return of(Kind.WORKDAYS);
    }
    List<String> days = new ArrayList<>();
    for (String each : weekday.split(",")) {
      OptionalInt number = number(each, 1, 7);
      // Sunday is 1.
      String day = number.isEmpty() ? each : DAYS.get((number.getAsInt() + 5) % 7);
      if (!DAYS.contains(day)) {
        return of(Kind.CRON);
      }
      days.add(day);
    }
    return of(Kind.WEEKLY).days(days);
  }

  private static boolean any(String part) {
    return part.equals("*") || part.equals("?");
  }

  private static boolean divides(String figures, int whole) {
    int number = Integer.parseInt(figures);
    return number > 0 && whole % number == 0;
  }

  private static OptionalInt number(String text, int least, int most) {
    if (!FIGURES.matcher(text).matches()) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(text);
    return number < least || number > most ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /**
   * Reads a time of day as somebody types it: {@code 2:30}, {@code 0230}, {@code 2}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String clock(String typed) {
    Matcher parts = CLOCK.matcher(typed.strip());
    if (parts.matches()) {
      int hour = Integer.parseInt(parts.group(1));
      int minute = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
      if (hour < 24 && minute < 60) {
        return "%02d:%02d".formatted(hour, minute);
      }
    }
    throw new IllegalArgumentException("write it as 02:30");
  }

  /** The expression that says it. */
  String expression() {
    String[] clock = time.split(":");
    String at = "0 " + Integer.parseInt(clock[1]) + " " + Integer.parseInt(clock[0]);
    return switch (kind) {
      case MINUTES -> every == 1 ? "0 * * * * ?" : "0 0/" + every + " * * * ?";
      case HOURS ->
          every == 1 ? "0 " + minute + " * * * ?" : "0 " + minute + " 0/" + every + " * * ?";
      case DAILY -> at + " * * ?";
      case WORKDAYS -> at + " ? * " + WORKDAYS;
      case WEEKLY -> at + " ? * " + String.join(",", days);
      case MONTHLY -> at + " " + day + " * ?";
      case CRON -> throw new IllegalStateException("it is no sentence");
    };
  }

  /** The same, repeating in another way; what of it means something there is kept. */
  CronSentence as(Kind newKind) {
    int number = newKind == kind ? every : newKind == Kind.MINUTES ? 10 : 1;
    return new CronSentence(newKind, number, minute, time, days, day);
  }

  CronSentence every(int newEvery) {
    return new CronSentence(kind, newEvery, minute, time, days, day);
  }

  CronSentence minute(int newMinute) {
    return new CronSentence(kind, every, newMinute, time, days, day);
  }

  CronSentence time(String newTime) {
    return new CronSentence(kind, every, minute, newTime, days, day);
  }

  CronSentence days(List<String> newDays) {
    return new CronSentence(
        kind, every, minute, time, DAYS.stream().filter(newDays::contains).toList(), day);
  }

  CronSentence day(String newDay) {
    return new CronSentence(kind, every, minute, time, days, newDay);
  }
}
