package epoch.api.calendar;

import java.time.DayOfWeek;

/** A day of the week, in the words of cron. */
public enum Weekday {
  MON,
  TUE,
  WED,
  THU,
  FRI,
  SAT,
  SUN;

  /** The same in Java's words. */
  public DayOfWeek dayOfWeek() {
    return DayOfWeek.of(ordinal() + 1);
  }
}
