package epoch.desktop.calendars;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.calendar.Closure;
import epoch.api.calendar.CronWindow;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.UnknownWindow;
import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalendarWordsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");
  private final TimeWords times = new TimeWords(ZoneOffset.UTC);

  @Test
  void daysAreSaidAsPeopleDo() {
    assertEquals(
        "25 Dec every year, 31 Dec 2026 to 1 Jan 2027, 3 May 2027, someday",
        CalendarWords.of(
            DatesWindow.of("--12-25", "2026-12-31/2027-01-01", "2027-05-03", "someday"),
            times,
            NOW));
  }

  @Test
  void weeksAreSaidAsPeopleDo() {
    assertEquals("every day", CalendarWords.weekdays(List.of(Weekday.values())));
    assertEquals(
        "Mon to Fri", CalendarWords.weekdays(Arrays.asList(Weekday.values()).subList(0, 5)));
    assertEquals("Sat and Sun", CalendarWords.weekdays(List.of(Weekday.SUN, Weekday.SAT)));
    assertEquals(
        "Mon, Wed and Fri", CalendarWords.weekdays(List.of(Weekday.MON, Weekday.WED, Weekday.FRI)));
    assertEquals("on no day", CalendarWords.weekdays(List.of()));
    assertEquals(
        "Fri, 22:00 to midnight",
        CalendarWords.of(WeeklyWindow.of(List.of(Weekday.FRI), "22:00", null), times, NOW));
    assertEquals(
        "Sun, all day",
        CalendarWords.of(WeeklyWindow.of(List.of(Weekday.SUN), null, null), times, NOW));
  }

  @Test
  void theOtherKinds() {
    assertEquals(
        "for 4h from each 0 0 18 L * ? on",
        CalendarWords.of(CronWindow.of("0 0 18 L * ?", "4h"), times, NOW));
    assertEquals(
        "22:00 to Wed 02:00",
        CalendarWords.of(
            OnceWindow.of(
                Instant.parse("2026-11-24T22:00:00Z"),
                Instant.parse("2026-11-25T02:00:00Z"),
                "Storage"),
            times,
            NOW));
    assertEquals(
        "in a way that this console does not know",
        CalendarWords.of(UnknownWindow.missing(), times, NOW));
  }

  @Test
  void untilWhenAndWhenNext() {
    Closure closure =
        new Closure(NOW.plusSeconds(3_600), NOW.plusSeconds(864_000), "holidays", "Feast");
    assertEquals("until 4 Dec 05:00, Feast", CalendarWords.until(closure, times, NOW));
    assertEquals("in 1 h · 06:00, Feast", CalendarWords.next(closure, times, NOW));
    assertEquals("not within a year", CalendarWords.next(null, times, NOW));
    assertEquals(
        "with no end within a year",
        CalendarWords.until(new Closure(NOW, null, "a", null), times, NOW));
  }
}
