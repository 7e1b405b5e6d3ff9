package epoch.api.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;

/** What one entry of {@link DatesWindow#dates} names. */
public sealed interface Days {
  /** Days one after the other, both ends included. */
  record Between(LocalDate first, LocalDate last) implements Days {}

  /** A day of every year that has it. */
  record Yearly(MonthDay day) implements Days {}

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException with a message for people if it is none
   */
  static Days parse(String text) {
    try {
      if (text.startsWith("--")) {
        return new Yearly(MonthDay.parse(text));
      }
      int slash = text.indexOf('/');
      LocalDate first = LocalDate.parse(slash < 0 ? text : text.substring(0, slash));
      LocalDate last = slash < 0 ? first : LocalDate.parse(text.substring(slash + 1));
      if (last.isBefore(first)) {
        throw new IllegalArgumentException("\"" + text + "\" ends before it begins");
      }
      if (first.getYear() < 1970 || last.getYear() > 2199) {
        throw new IllegalArgumentException("\"" + text + "\" is not between 1970 and 2199");
      }
      return new Between(first, last);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is no day; write 2026-12-24, 2026-12-24/2027-01-01, or --12-25 for every year",
          e);
    }
  }
}
