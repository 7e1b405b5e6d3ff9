package epoch.server.timer;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fields of a cron into words, from what they mean, not from how they are written. Every
 * phrase says exactly which times it stands for; fields for which there is no such phrase have no
 * sentence.
 */
final class CronWords {
  /** More times of day than this are not listed. */
  private static final int MAX_TIMES = 6;

  private static final int MAX_DAYS = 5;
  private static final int MAX_MONTHS = 4;
  private static final int MAX_YEARS = 3;

  /** Not every month has the days after this one. */
  private static final int SAFE_DAYS = 28;

  private static final int ALL_YEARS = 2199 - 1970 + 1;

  private final LocalCron.Fields fields;

  CronWords(LocalCron.Fields fields) {
    this.fields = fields;
  }

  /** The sentence; empty if there is no short and exact one. */
  Optional<String> sentence(String zone) {
    String days = days();
    String times = times();
    if (days == null || times == null) {
      return Optional.empty();
    }
    boolean everyDay = days.equals("Every day");
    if (everyDay && isEverywhereTheSame(times)) {
      return Optional.of(capital(times));
    }
    String sentence;
    if (times.startsWith("at ")) {
      sentence = days + " " + times;
    } else {
      sentence = everyDay ? capital(times) : days + (days.endsWith(",") ? " " : ", ") + times;
    }
    return Optional.of(sentence + " in " + zone);
  }

  /** Whether a phrase means the same in all zones: their offsets are whole quarters of an hour. */
  private static boolean isEverywhereTheSame(String times) {
    return times.matches("every (second|minute|[0-9]+ seconds|(3|5|15) minutes)( at second.*)?");
  }

  private @Nullable String times() {
    BitSet seconds = fields.seconds();
    BitSet minutes = fields.minutes();
    BitSet hours = fields.hours();
    boolean allMinutes = minutes.cardinality() == 60;
    boolean allHours = hours.cardinality() == 24;
    if (seconds.cardinality() > 1) {
      int step = step(seconds, 60);
      if (step == 0 || seconds.nextSetBit(0) != 0 || !allMinutes || !allHours) {
        return null;
      }
      return step == 1 ? "every second" : "every " + step + " seconds";
    }
    int second = seconds.nextSetBit(0);
    if (allMinutes && allHours) {
      return second == 0 ? "every minute" : "every minute at second " + second;
    }
    if (minutes.cardinality() * hours.cardinality() <= MAX_TIMES) {
      return "at " + list(timesOfDay(second));
    }
    return second == 0 ? within(minutes, hours, allHours) : null;
  }

  private List<String> timesOfDay(int second) {
    return fields.hours().stream()
        .boxed()
        .flatMap(hour ->
            fields.minutes().stream()
                .mapToObj(minute -> clock(hour, minute) + (second == 0 ? "" : two(second))))
        .toList();
  }

  private static @Nullable String within(BitSet minutes, BitSet hours, boolean allHours) {
    String often = often(minutes);
    if (allHours) {
      return often != null || minutes.cardinality() > MAX_TIMES
          ? often
          : "every hour at " + list(minutes.stream().mapToObj(CronWords::two).toList());
    }
    if (minutes.cardinality() == 1) {
      int minute = minutes.nextSetBit(0);
      int step = step(hours, 24);
      if (step > 1 && hours.nextSetBit(0) == 0) {
        return "every " + step + " hours" + (minute == 0 ? "" : " at " + two(minute));
      }
    }
    if (often == null || !isRange(hours)) {
      return null;
    }
    String from = clock(hours.nextSetBit(0), minutes.nextSetBit(0));
    String to = clock(hours.length() - 1, minutes.length() - 1);
    // Where it begins is said by the hour's first time.
    String bare = often.replaceFirst(",? (from|at) :.*", "");
    return bare + " from " + from + " to " + to;
  }

  /** How often within an hour, if that is even. */
  private static @Nullable String often(BitSet minutes) {
    int first = minutes.nextSetBit(0);
    if (minutes.cardinality() == 1) {
      return first == 0 ? "every hour" : "every hour at " + two(first);
    }
    int step = step(minutes, 60);
    return switch (step) {
      case 0 -> null;
      case 1 -> "every minute";
      default -> "every " + step + " minutes" + (first == 0 ? "" : ", from " + two(first));
    };
  }

  private @Nullable String days() {
    String years = years();
    String months = months();
    if (years == null || months == null) {
      return null;
    }
    String phrase =
        switch (fields.days()) {
          case Days.OfWeek week -> weekdays(week, months);
          case Days.OfMonth month -> daysOfMonth(month, months);
        };
    if (phrase == null || years.isEmpty()) {
      return phrase;
    }
    return phrase + (months.isEmpty() ? " in " : " of ") + years;
  }

  /** Empty for all years; null if they cannot be said shortly. */
  private @Nullable String years() {
    BitSet years = fields.years();
    if (years.cardinality() == ALL_YEARS) {
      return "";
    }
    return years.isEmpty() || years.cardinality() > MAX_YEARS
        ? null
        : list(years.stream().mapToObj(Integer::toString).toList());
  }

  /** Empty for all months; null if they cannot be said shortly. */
  private @Nullable String months() {
    BitSet months = fields.months();
    if (months.cardinality() == 12) {
      return "";
    }
    return months.cardinality() > MAX_MONTHS
        ? null
        : list(
            months.stream()
                .mapToObj(month -> Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .toList());
  }

  private static @Nullable String weekdays(Days.OfWeek week, String months) {
    BitSet days = week.weekdays();
    if (week.last() || week.nth() > 0) {
      String which = week.last() ? "last" : ordinal(week.nth());
      String day = weekday(days.nextSetBit(1));
      String where = week.nth() > 4 ? ", where there is one," : "";
      return "The " + which + " " + day + " of " + orEach(months) + where;
    }
    String in = months.isEmpty() ? "" : " in " + months;
    if (days.cardinality() == 7) {
      return "Every day" + in;
    }
    if (days.cardinality() == 5 && !days.get(1) && !days.get(7)) {
      return "Weekdays" + in;
    }
    if (days.cardinality() == 2 && days.get(1) && days.get(7)) {
      return "Weekends" + in;
    }
    // The week begins on Monday.
    List<String> names =
        IntStream.of(2, 3, 4, 5, 6, 7, 1)
            .filter(days::get)
            .mapToObj(day -> weekday(day) + "s")
            .toList();
    return list(names) + in;
  }

  private static @Nullable String daysOfMonth(Days.OfMonth month, String months) {
    int kinds = 0;
    String which = null;
    if (!month.days().isEmpty()) {
      kinds++;
      which = numbered(month.days(), months);
    }
    if (!month.fromLast().isEmpty()) {
      kinds++;
      int back = month.fromLast().nextSetBit(0);
      which =
          month.fromLast().cardinality() > 1 || back >= SAFE_DAYS
              ? null
              : "The "
                  + (back == 0 ? "last day" : "day " + back + " before the last")
                  + " of "
                  + orEach(months);
    }
    if (!month.nearWeekday().isEmpty()) {
      kinds++;
      int day = month.nearWeekday().nextSetBit(1);
      which =
          month.nearWeekday().cardinality() > 1 || day > SAFE_DAYS
              ? null
              : "The weekday nearest the " + ordinal(day) + " of " + orEach(months);
    }
    if (!month.nearWeekdayFromLast().isEmpty()) {
      kinds++;
      which =
          month.nearWeekdayFromLast().cardinality() > 1
                  || month.nearWeekdayFromLast().nextSetBit(0) != 0
              ? null
              : "The last weekday of " + orEach(months);
    }
    return kinds == 1 ? which : null;
  }

  private static @Nullable String numbered(BitSet days, String months) {
    if (days.cardinality() == 31) {
      return "Every day" + (months.isEmpty() ? "" : " in " + months);
    }
    if (days.cardinality() > MAX_DAYS) {
      return null;
    }
    String numbers = list(days.stream().mapToObj(CronWords::ordinal).toList());
    String where = days.length() - 1 > SAFE_DAYS ? ", where there is one," : "";
    return "The " + numbers + " of " + orEach(months) + where;
  }

  private static String orEach(String months) {
    return months.isEmpty() ? "each month" : months;
  }

  /** The distance between neighbours if it divides the whole and is the same all around; or 0. */
  private static int step(BitSet set, int whole) {
    int count = set.cardinality();
    if (count < 2 || whole % count != 0) {
      return 0;
    }
    int step = whole / count;
    int first = set.nextSetBit(0);
    return first < step && IntStream.range(0, count).allMatch(i -> set.get(first + i * step))
        ? step
        : 0;
  }

  private static boolean isRange(BitSet set) {
    return set.length() - set.nextSetBit(0) == set.cardinality();
  }

  private static String list(List<String> words) {
    var all = new ArrayList<>(words);
    String last = all.removeLast();
    return all.isEmpty() ? last : String.join(", ", all) + " and " + last;
  }

  private static String weekday(int quartz) {
    return DayOfWeek.of(quartz == 1 ? 7 : quartz - 1)
        .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String ordinal(int number) {
    boolean teen = number / 10 == 1;
    return number
        + switch (teen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }

  private static String clock(int hour, int minute) {
    return "%02d:%02d".formatted(hour, minute);
  }

  private static String two(int number) {
    return ":%02d".formatted(number);
  }

  private static String capital(String phrase) {
    return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1);
  }
}
