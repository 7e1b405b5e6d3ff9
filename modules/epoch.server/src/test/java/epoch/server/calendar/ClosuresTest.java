package epoch.server.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import epoch.api.calendar.CronWindow;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.calendar.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When calendars are closed, by example. */
class ClosuresTest {
  private static final String BERLIN = "Europe/Berlin";
  private static final List<Weekday> WEEKEND = List.of(Weekday.SAT, Weekday.SUN);

  private static Closures closures(String zone, Window... windows) {
    return CalendarClosures.of(Calendar.of("c", zone, windows), ZoneOffset.UTC);
  }

  private static String between(Closures closures, String from, String to) {
    StringBuilder text = new StringBuilder();
    closures
        .between(Instant.parse(from), Instant.parse(to))
        .limit(20)
        .forEach(closure ->
            text.append(closure.from()).append(" to ").append(closure.until()).append('\n'));
    return text.toString().strip();
  }

  private static boolean closed(Closures closures, String moment) {
    return closures.at(Instant.parse(moment)).isPresent();
  }

  @Test
  void aDayIsClosedFromMidnightToMidnightOfItsZone() {
    assertEquals(
        "2026-12-23T23:00:00Z to 2026-12-24T23:00:00Z",
        between(
            closures(BERLIN, DatesWindow.of("2026-12-24")),
            "2026-01-01T00:00:00Z",
            "2028-01-01T00:00:00Z"));
  }

  @Test
  void daysThatFollowOnEachOtherAreOneClosureAndYearlyOnesComeEveryYear() {
    assertEquals(
        """
        2026-12-24T00:00:00Z to 2027-01-02T00:00:00Z
        2027-12-25T00:00:00Z to 2027-12-27T00:00:00Z\
        """,
        between(
            closures(null, DatesWindow.of("2026-12-24/2027-01-01", "--12-25", "--12-26")),
            "2026-06-01T00:00:00Z",
            "2028-06-01T00:00:00Z"));
  }

  @Test
  void theLeapDayComesInLeapYears() {
    assertEquals(
        "2028-02-29T00:00:00Z to 2028-03-01T00:00:00Z",
        between(
            closures(null, DatesWindow.of("--02-29")),
            "2026-01-01T00:00:00Z",
            "2031-01-01T00:00:00Z"));
  }

  @Test
  void aWeekendIsOneClosureHoweverLongTheNightIs() {
    assertEquals(
        "2026-10-23T22:00:00Z to 2026-10-25T23:00:00Z",
        between(
            closures(BERLIN, WeeklyWindow.of(WEEKEND, null, null)),
            "2026-10-21T00:00:00Z",
            "2026-10-28T00:00:00Z"));
  }

  @Test
  void aNightReachesIntoTheNextDay() {
    Closures nights = closures(null, WeeklyWindow.of(List.of(Weekday.FRI), "22:00", "06:00"));
    assertEquals(
        "2026-11-27T22:00:00Z to 2026-11-28T06:00:00Z",
        between(nights, "2026-11-25T00:00:00Z", "2026-12-02T00:00:00Z"));
    assertTrue(closed(nights, "2026-11-28T05:59:59.999Z"));
    assertFalse(closed(nights, "2026-11-28T06:00:00Z"), "the end is not part of it");
  }

  @Test
  void whatTheWallSaysTwiceIsClosedFromTheFirstToTheLastTime() {
    assertEquals(
        "2026-10-25T00:30:00Z to 2026-10-25T01:45:00Z",
        between(
            closures(BERLIN, WeeklyWindow.of(List.of(Weekday.SUN), "02:30", "02:45")),
            "2026-10-24T00:00:00Z",
            "2026-10-26T00:00:00Z"));
  }

  @Test
  void whatTheWallLeavesOutBeginsAndEndsWithTheChange() {
    Window half = WeeklyWindow.of(List.of(Weekday.SUN), "02:30", "03:30");
    assertEquals(
        "2026-03-29T01:00:00Z to 2026-03-29T01:30:00Z",
        between(closures(BERLIN, half), "2026-03-28T00:00:00Z", "2026-03-30T00:00:00Z"));
    Window all = WeeklyWindow.of(List.of(Weekday.SUN), "02:15", "02:45");
    assertEquals(
        "2026-04-05T00:15:00Z to 2026-04-05T00:45:00Z",
        between(closures(BERLIN, all), "2026-03-28T00:00:00Z", "2026-04-06T00:00:00Z"),
        "on the Sunday of the change there is no such time");
  }

  @Test
  void aDayThatAZoneLeavesOutIsNoneAndTheNextOneComes() {
    assertEquals(
        "2011-12-31T10:00:00Z to 2012-01-01T10:00:00Z",
        between(
            closures("Pacific/Apia", DatesWindow.of("2011-12-30", "2012-01-01")),
            "2011-12-28T00:00:00Z",
            "2012-01-05T00:00:00Z"));
  }

  @Test
  void aCronWindowLastsAsLongAsItSays() {
    assertEquals(
        """
        2026-11-27T18:00:00Z to 2026-11-27T22:00:00Z
        2026-12-25T18:00:00Z to 2026-12-25T22:00:00Z\
        """,
        between(
            closures(null, CronWindow.of("0 0 18 ? * 6L", "4h")),
            "2026-11-25T00:00:00Z",
            "2027-01-01T00:00:00Z"));
  }

  @Test
  void windowsThatOverlapOrMeetAreOneClosure() {
    Closures closures =
        closures(
            null,
            OnceWindow.of(
                Instant.parse("2026-11-28T10:00:00Z"), Instant.parse("2026-11-28T12:00:00Z"), "a"),
            OnceWindow.of(
                Instant.parse("2026-11-28T11:00:00Z"), Instant.parse("2026-11-28T13:00:00Z"), "b"),
            OnceWindow.of(
                Instant.parse("2026-11-28T13:00:00Z"), Instant.parse("2026-11-28T14:00:00Z"), "c"),
            OnceWindow.of(
                Instant.parse("2026-11-28T15:00:00Z"), Instant.parse("2026-11-28T16:00:00Z"), "d"));
    assertEquals(
        """
        2026-11-28T10:00:00Z to 2026-11-28T14:00:00Z
        2026-11-28T15:00:00Z to 2026-11-28T16:00:00Z\
        """,
        between(closures, "2026-11-28T12:30:00Z", "2026-11-29T00:00:00Z"));
    assertEquals(
        "calendar c is closed (b)",
        closures.at(Instant.parse("2026-11-28T11:30:00Z")).orElseThrow().inWords());
  }

  @Test
  void whatIsAlwaysClosedHasNoEnd() {
    Closures always = closures(null, WeeklyWindow.of(List.of(Weekday.values()), null, null));
    Closure closure = always.at(Instant.parse("2026-11-28T12:00:00Z")).orElseThrow();
    assertEquals(null, closure.until());
    assertEquals(Instant.MAX, closure.end());
    Closures seconds = closures(null, CronWindow.of("* * * * * ?", "1s"));
    assertTrue(seconds.at(Instant.parse("2026-11-28T12:00:00Z")).isPresent());
  }

  /** To join in turn what each of them had joined took minutes. */
  @Test
  @Timeout(30)
  void whatIsMadeOfManyWindowsThatMeetCostsNoMoreTogetherThanAlone() {
    Closures each = closures(null, CronWindow.of("* * * * * ?", "1s"));
    Instant changed = Instant.parse("2026-11-26T08:00:00Z");
    var versions =
        new VersionedClosures(
            List.of(
                new VersionedClosures.Version(each, changed),
                new VersionedClosures.Version(each, Instant.MAX)));
    Closure found =
        AllClosures.of(List.of(each, versions, each)).at(changed.plusSeconds(1)).orElseThrow();
    assertTrue(found.from().isBefore(changed));
    assertFalse(found.end().isBefore(changed.plusSeconds(5_000)));
  }

  @Test
  void aWindowThatCannotBeUnderstoodIsNeverClosed() {
    for (Window window :
        List.of(
            DatesWindow.of("tomorrow"),
            CronWindow.of("nonsense", "1h"),
            CronWindow.of("0 0 0 * * ?", "long"),
            new WeeklyWindow(WEEKEND, null, null, "Mars/North", null, Map.of()),
            new OnceWindow(null, Instant.MAX, null, Map.of()))) {
      assertEquals(
          "", between(closures(null, window), "2026-11-28T12:00:00Z", "2027-11-28T12:00:00Z"));
    }
  }

  @Test
  void eachWindowMayHaveAZoneOfItsOwn() {
    Window kolkata =
        new WeeklyWindow(List.of(Weekday.SAT), null, null, "Asia/Kolkata", "there", Map.of());
    assertEquals(
        "2026-11-27T18:30:00Z to 2026-11-28T18:30:00Z",
        between(closures(BERLIN, kolkata), "2026-11-25T00:00:00Z", "2026-12-02T00:00:00Z"));
  }

  @Test
  void eachMomentIsJudgedByTheVersionThatWasInForceThen() {
    Instant changed = Instant.parse("2026-11-28T12:00:00Z");
    Closures saturday = closures(null, DatesWindow.of("2026-11-28"));
    Closures sunday = closures(null, DatesWindow.of("2026-11-29"));
    Closures both =
        new VersionedClosures(
            List.of(
                new VersionedClosures.Version(saturday, changed),
                new VersionedClosures.Version(sunday, Instant.MAX)));
    assertEquals(
        """
        2026-11-28T00:00:00Z to 2026-11-28T12:00:00Z
        2026-11-29T00:00:00Z to 2026-11-30T00:00:00Z\
        """,
        between(both, "2026-11-27T00:00:00Z", "2026-12-02T00:00:00Z"));
    Closures longer =
        new VersionedClosures(
            List.of(
                new VersionedClosures.Version(sunday, changed),
                new VersionedClosures.Version(
                    closures(null, DatesWindow.of("2026-11-28/2026-11-29")), Instant.MAX)));
    assertEquals(
        "2026-11-28T12:00:00Z to 2026-11-30T00:00:00Z",
        between(longer, "2026-11-27T00:00:00Z", "2026-12-02T00:00:00Z"),
        "what is closed from the change on begins with it");
  }
}
