package epoch.server.timer;

import java.text.ParseException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.quartz.CronExpression;

/**
 * A cron expression on a wall clock that knows no zone: local times are counted in seconds as if
 * they were UTC.
 *
 * <p>Quartz's {@link CronExpression} is the dialect: it parses, and what it understood (its
 * summary, sets of numbers per field) is evaluated here. Its own search is not used, since its
 * answers depend on where the search starts: with {@code 15W} on a Sunday, asked on that Sunday, it
 * leaves out Monday the 16th. For a scheduler whose cursor may stand anywhere that would be a lost
 * fire.
 */
final class LocalCron {

  static final long NEVER = Long.MAX_VALUE;

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;
  private static final int DAY = 86_400;

  /** In Quartz's day-of-month sets 62 is the last day, 61 the day before it, down to 32. */
  private static final int LAST_DAY = 62;

  private static final int FIRST_LAST_DAY_OFFSET = 32;

  private final String expression;
  private final boolean followsRealTime;
  private final BitSet seconds;
  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet months;
  private final BitSet years;
  private final Days days;

  private LocalCron(String expression, Map<String, String> sets) {
    this.expression = expression;
    seconds = set(sets, "seconds", 0, 59);
    minutes = set(sets, "minutes", 0, 59);
    hours = set(sets, "hours", 0, 23);
    months = set(sets, "months", 1, 12);
    years = set(sets, "years", FIRST_YEAR, LAST_YEAR);
    String hourField = expression.split("[ \t]+", -1)[2];
    followsRealTime =
        hours.cardinality() == 24 || hourField.contains("*") || hourField.contains("/");
    days = days(sets);
  }

  /** Parses what {@link CronSyntax} has found to be valid. */
  static LocalCron parse(String expression) {
    try {
      String summary = new CronExpression(expression).getExpressionSummary();
      Map<String, String> sets =
          Arrays.stream(summary.split("\n", -1))
              .map(line -> line.split(": ?", 2))
              .filter(pair -> pair.length == 2)
              .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
      return new LocalCron(expression.strip(), sets);
    } catch (ParseException e) {
      throw new IllegalArgumentException("cron: " + e.getMessage(), e);
    }
  }

  /** Whether the hour field follows real time when clocks change, see {@link FireTimes#cron}. */
  boolean followsRealTime() {
    return followsRealTime;
  }

  /** Whether a field is so empty that nothing ever matches, as in {@code , 0 0 * * ?}. */
  boolean hasEmptyField() {
    return seconds.isEmpty()
        || minutes.isEmpty()
        || hours.isEmpty()
        || months.isEmpty()
        || days.isEmpty();
  }

  /** The fields as they were understood, for whoever puts them into words. */
  Fields fields() {
    return new Fields(seconds, minutes, hours, months, years, days);
  }

  /** What each field names; not to be changed. */
  record Fields(
      BitSet seconds, BitSet minutes, BitSet hours, BitSet months, BitSet years, Days days) {}

  /** The first matching local second strictly after the given one, or {@link #NEVER}. */
  long next(long after) {
    long from = after + 1;
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(from, DAY));
    int year = date.getYear();
    if (year < FIRST_YEAR) {
      return next(-1);
    }
    int month = date.getMonthValue();
    int day = date.getDayOfMonth();
    int matching = daysFrom(year, month, day);
    if (matching == day) {
      int time = nextTimeOfDay(Math.floorMod(from, DAY));
      if (time >= 0) {
        return date.toEpochDay() * DAY + time;
      }
      matching = daysFrom(year, month, day + 1);
    }
    while (matching < 0) {
      month = months.nextSetBit(month + 1);
      if (month < 0) {
        month = months.nextSetBit(1);
        year = years.nextSetBit(year + 1);
        if (year < 0 || year > LAST_YEAR) {
          return NEVER;
        }
      }
      matching = daysFrom(year, month, 1);
    }
    return LocalDate.of(year, month, matching).toEpochDay() * DAY + nextTimeOfDay(0);
  }

  private int daysFrom(int year, int month, int day) {
    if (!years.get(year) || !months.get(month)) {
      return -1;
    }
    return days.of(YearMonth.of(year, month)).nextSetBit(day);
  }

  private int nextTimeOfDay(int from) {
    int hour = from / 3600;
    int minute = from / 60 % 60;
    int second = seconds.nextSetBit(from % 60);
    if (second < 0) {
      minute++;
    }
    int matchingMinute = hours.get(hour) ? minutes.nextSetBit(minute) : -1;
    if (matchingMinute < 0) {
      hour = hours.nextSetBit(hour + 1);
      return hour < 0 ? -1 : hour * 3600 + minutes.nextSetBit(0) * 60 + seconds.nextSetBit(0);
    }
    if (second < 0 || matchingMinute > minute) {
      second = seconds.nextSetBit(0);
    }
    return hour * 3600 + matchingMinute * 60 + second;
  }

  private static Days days(Map<String, String> sets) {
    if (!sets.getOrDefault("daysOfWeek", "?").equals("?")) {
      BitSet weekdays = set(sets, "daysOfWeek", 1, 7);
      boolean last = sets.getOrDefault("lastDayOfWeek", "").equals("true");
      return new Days.OfWeek(
          weekdays, last, Integer.parseInt(sets.getOrDefault("NthDayOfWeek", "0")));
    }
    return new Days.OfMonth(
        set(sets, "daysOfMonth", 1, 31),
        fromLast(set(sets, "daysOfMonth", FIRST_LAST_DAY_OFFSET, LAST_DAY)),
        set(sets, "nearestWeekdays", 1, 31),
        fromLast(set(sets, "nearestWeekdays", FIRST_LAST_DAY_OFFSET, LAST_DAY)));
  }

  private static BitSet fromLast(BitSet coded) {
    BitSet offsets = new BitSet();
    coded.stream().forEach(code -> offsets.set(LAST_DAY - code));
    return offsets;
  }

  private static BitSet set(Map<String, String> sets, String name, int min, int max) {
    BitSet bits = new BitSet();
    String text = sets.getOrDefault(name, "");
    if (text.equals("*")) {
      if (min != FIRST_LAST_DAY_OFFSET) {
        bits.set(min, max + 1);
      }
    } else if (!text.isEmpty() && !text.equals("?")) {
      Arrays.stream(text.split(",", -1))
          .mapToInt(Integer::parseInt)
          .filter(value -> value >= min && value <= max)
          .forEach(bits::set);
    }
    return bits;
  }

  @Override
  public String toString() {
    return expression;
  }
}
