package epoch.server.timer;

import java.time.YearMonth;
import java.util.BitSet;

/**
 * Which days of a month a cron expression names, by its day-of-month or by its day-of-week field.
 */
sealed interface Days {

  /** The matching days, bits 1 to 31. */
  BitSet of(YearMonth month);

  /** Whether there can be no such day in any month. */
  boolean isEmpty();

  /**
   * Days by number.
   *
   * @param days 1 to 31
   * @param fromLast counted back from the month's last day, which is 0 ({@code L}, {@code L-3})
   * @param nearWeekday moved to the nearest weekday within the month ({@code 15W})
   * @param nearWeekdayFromLast the same, counted back ({@code LW})
   */
  record OfMonth(BitSet days, BitSet fromLast, BitSet nearWeekday, BitSet nearWeekdayFromLast)
      implements Days {

    @Override
    public BitSet of(YearMonth month) {
      int length = month.lengthOfMonth();
      if (isPlain() && length == 31) {
        return days;
      }
      BitSet matching = days.get(0, length + 1);
      fromLast.stream()
          .map(offset -> length - offset)
          .filter(day -> day >= 1)
          .forEach(matching::set);
      nearWeekday.stream()
          .filter(day -> day <= length)
          .forEach(day -> matching.set(weekdayNear(month, day)));
      nearWeekdayFromLast.stream()
          .map(offset -> length - offset)
          .filter(day -> day >= 1)
          .forEach(day -> matching.set(weekdayNear(month, day)));
      return matching;
    }

    private boolean isPlain() {
      return fromLast.isEmpty() && nearWeekday.isEmpty() && nearWeekdayFromLast.isEmpty();
    }

    @Override
    public boolean isEmpty() {
      return days.isEmpty() && isPlain();
    }

    private static int weekdayNear(YearMonth month, int day) {
      return switch (month.atDay(day).getDayOfWeek()) {
        case SATURDAY -> day == 1 ? 3 : day - 1;
        case SUNDAY -> day == month.lengthOfMonth() ? day - 2 : day + 1;
        case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
      };
    }
  }

  /**
   * Days by weekday.
   *
   * @param weekdays 1 (Sunday) to 7
   * @param last only the last one of the month ({@code 6L})
   * @param nth only the nth one of the month ({@code 6#3}), 0 for all
   */
  record OfWeek(BitSet weekdays, boolean last, int nth) implements Days {

    @Override
    public BitSet of(YearMonth month) {
      int length = month.lengthOfMonth();
      int sundayBased = month.atDay(1).getDayOfWeek().getValue() % 7;
      BitSet matching = new BitSet(length + 1);
      // With L or # Quartz knows one weekday only, the smallest.
      boolean single = last || nth > 0;
      int end = single ? weekdays.nextSetBit(1) : 7;
      for (int weekday = weekdays.nextSetBit(1);
          weekday >= 0 && weekday <= end;
          weekday = weekdays.nextSetBit(weekday + 1)) {
        int first = 1 + Math.floorMod(weekday - 1 - sundayBased, 7);
        if (last) {
          matching.set(first + (length - first) / 7 * 7);
        } else if (nth > 0) {
          set(matching, first + (nth - 1) * 7, length);
        } else {
          for (int day = first; day <= length; day += 7) {
            matching.set(day);
          }
        }
      }
      return matching;
    }

    private static void set(BitSet matching, int day, int length) {
      if (day <= length) {
        matching.set(day);
      }
    }

    @Override
    public boolean isEmpty() {
      return weekdays.isEmpty();
    }
  }
}
