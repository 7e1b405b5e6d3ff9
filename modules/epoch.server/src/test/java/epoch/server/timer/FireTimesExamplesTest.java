package epoch.server.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Trigger;
import epoch.api.topology.UnknownTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FireTimesExamplesTest {

  private static Arguments day(String what, String cron, String zone, String day, String... fires) {
    return Arguments.of(what, cron, zone, day, Arrays.asList(fires));
  }

  static Stream<Arguments> days() {
    return Stream.of(
        day(
            "a fixed time in the spring gap fires at its end",
            "0 30 2 * * ?",
            "Europe/Berlin",
            "2026-03-29",
            "2026-03-29T03:00+02:00"),
        day(
            "two fixed times in the gap are one fire",
            "0 0,30 2 * * ?",
            "Europe/Berlin",
            "2026-03-29",
            "2026-03-29T03:00+02:00"),
        day(
            "a time in the gap and one at its end are one fire",
            "0 0 2,3 * * ?",
            "Europe/Berlin",
            "2026-03-29",
            "2026-03-29T03:00+02:00"),
        day(
            "a list of hours is fixed",
            "0 30 1,2,4 * * ?",
            "Europe/Berlin",
            "2026-03-29",
            "2026-03-29T01:30+01:00",
            "2026-03-29T03:00+02:00",
            "2026-03-29T04:30+02:00"),
        day(
            "a range of hours is fixed",
            "0 0 1-4 * * ?",
            "Europe/Berlin",
            "2026-10-25",
            "2026-10-25T01:00+02:00",
            "2026-10-25T02:00+02:00",
            "2026-10-25T03:00+01:00",
            "2026-10-25T04:00+01:00"),
        day(
            "a fixed time that repeats fires at the first pass",
            "0 30 2 * * ?",
            "Europe/Berlin",
            "2026-10-25",
            "2026-10-25T02:30+02:00"),
        day(
            "the minutes of a fixed hour fire in the first pass only",
            "0 0/20 2 * * ?",
            "Europe/Berlin",
            "2026-10-25",
            "2026-10-25T02:00+02:00",
            "2026-10-25T02:20+02:00",
            "2026-10-25T02:40+02:00"),
        day(
            "a wildcard hour fires in both passes",
            "0 30 * ? OCT SUNL",
            "Europe/Berlin",
            "2026-10-25",
            hours()),
        day(
            "a step of hours has nothing in the gap",
            "0 0 0/8,2 * * ?",
            "Europe/Berlin",
            "2026-03-29",
            "2026-03-29T00:00+01:00",
            "2026-03-29T08:00+02:00",
            "2026-03-29T16:00+02:00"),
        day(
            "a step of hours fires in both passes",
            "0 0 2/12 * * ?",
            "Europe/Berlin",
            "2026-10-25",
            "2026-10-25T02:00+02:00",
            "2026-10-25T02:00+01:00",
            "2026-10-25T14:00+01:00"),
        day(
            "half an hour is left out on Lord Howe",
            "0 15 2 * * ?",
            "Australia/Lord_Howe",
            "2026-10-04",
            "2026-10-04T02:30+11:00"),
        day(
            "the half hour after it is not touched",
            "0 45 2 * * ?",
            "Australia/Lord_Howe",
            "2026-10-04",
            "2026-10-04T02:45+11:00"),
        day(
            "half an hour repeats on Lord Howe, fixed",
            "0 45 1 * * ?",
            "Australia/Lord_Howe",
            "2026-04-05",
            "2026-04-05T01:45+11:00"),
        day(
            "half an hour repeats on Lord Howe, in real time",
            "0 45 1/12 * * ?",
            "Australia/Lord_Howe",
            "2026-04-05",
            "2026-04-05T01:45+11:00",
            "2026-04-05T01:45+10:30",
            "2026-04-05T13:45+10:30"),
        day(
            "the day before Samoa's missing day",
            "0 0 9 * * ?",
            "Pacific/Apia",
            "2011-12-29",
            "2011-12-29T09:00-10:00"),
        day("Samoa's missing day", "0 0 9 * * ?", "Pacific/Apia", "2011-12-30"),
        day(
            "the day after it fires once, not for the missing one too",
            "0 0 9 * * ?",
            "Pacific/Apia",
            "2011-12-31",
            "2011-12-31T09:00+14:00"),
        day(
            "midnight in a gap at midnight",
            "0 0 0 * * ?",
            "America/Sao_Paulo",
            "2018-11-04",
            "2018-11-04T01:00-02:00"),
        day(
            "half past midnight in a gap at midnight",
            "0 30 0 * * ?",
            "America/Sao_Paulo",
            "2018-11-04",
            "2018-11-04T01:00-02:00"),
        day(
            "23:30 repeats when clocks go back at midnight",
            "0 30 23 * * ?",
            "America/Sao_Paulo",
            "2018-02-17",
            "2018-02-17T23:30-02:00"),
        day(
            "a gap that ends at midnight: the fire is in the next day",
            "0 30 23 * * ?",
            "America/Nuuk",
            "2024-03-31",
            "2024-03-31T00:00-01:00",
            "2024-03-31T23:30-01:00"),
        day(
            "a gap in the first minute of a day",
            "0 0 1 * * ?",
            "Antarctica/Casey",
            "2020-10-04",
            "2020-10-04T03:01+11:00"));
  }

  private static String[] hours() {
    return Stream.concat(
            Stream.of("2026-10-25T00:30+02:00", "2026-10-25T01:30+02:00", "2026-10-25T02:30+02:00"),
            java.util.stream.IntStream.range(2, 24).mapToObj("2026-10-25T%02d:30+01:00"::formatted))
        .toArray(String[]::new);
  }

  @ParameterizedTest(name = "{0}: {1} in {2} on {3}")
  @MethodSource("days")
  void firesOnThatDay(String what, String cron, String zone, String day, List<String> expected) {
    ZoneId id = ZoneId.of(zone);
    LocalDate date = LocalDate.parse(day);
    FireTimes times = FireTimes.cron(cron, id);
    Instant noonBefore = date.minusDays(2).atTime(12, 0).atZone(id).toInstant();
    List<Instant> fires =
        times
            .between(noonBefore, date.plusDays(2).atTime(12, 0).atZone(id).toInstant())
            .filter(fire -> fire.atZone(id).toLocalDate().equals(date))
            .toList();
    assertEquals(
        expected.stream().map(text -> java.time.OffsetDateTime.parse(text).toInstant()).toList(),
        fires);
    fires.forEach(fire -> assertTrue(times.isFireTime(fire)));
  }

  @ParameterizedTest
  @MethodSource("never")
  void endsTheSearchForWhatNeverFiresAgain(String cron) {
    assertEquals(
        Optional.empty(),
        FireTimes.cron(cron, ZoneId.of("Europe/Berlin"))
            .next(Instant.parse("2026-01-01T00:00:00Z")));
    assertTrue(
        CronSyntax.warning(cron, ZoneId.of("UTC"), Instant.parse("2026-01-01T00:00:00Z"))
            .isPresent());
  }

  static Stream<String> never() {
    return Stream.of(
        "0 0 0 30 2 ?",
        "0 0 12 * * ? 2025",
        "0 0 0 31 4,6,9,11 ?",
        "0 0 * L-29 2 ?",
        "0 0 0 1 1 ? 2300");
  }

  @Test
  void anExpressionThatEndsFiresUntilThen() {
    FireTimes times = FireTimes.cron("0 0 0 1 1 ? 2026-2028", ZoneId.of("UTC"));
    assertEquals(3, times.count(Instant.EPOCH, Instant.MAX, 100));
  }

  @Test
  void theNearestWeekdayIsFoundFromAnyStart() {
    // Sunday the 15th moves to Monday the 16th. Quartz, asked on the 15th, answers April.
    FireTimes times = FireTimes.cron("0 0 9 15W * ?", ZoneId.of("UTC"));
    Instant fire = Instant.parse("2026-03-16T09:00:00Z");
    for (String start :
        List.of("2026-03-01T00:00:00Z", "2026-03-15T12:00:00Z", "2026-03-16T08:59:59.999Z")) {
      assertEquals(Optional.of(fire), times.next(Instant.parse(start)));
    }
  }

  @Test
  void theLastDaysOfAMonth() {
    Instant start = Instant.parse("2026-01-31T12:00:00Z");
    assertEquals("[2026-02-28T00:00:00Z]", of("0 0 0 L * ?", start));
    assertEquals("[2026-02-25T00:00:00Z]", of("0 0 0 L-3 * ?", start));
    assertEquals("[2026-02-27T00:00:00Z]", of("0 0 0 LW * ?", start));
    assertEquals("[2026-02-27T00:00:00Z]", of("0 0 0 ? * 6L", start));
    assertEquals("[2026-02-20T00:00:00Z]", of("0 0 0 ? * 6#3", start));
    assertEquals("[2026-03-29T00:00:00Z]", of("0 0 0 ? * SUN#5", start));
  }

  private static String of(String cron, Instant start) {
    return FireTimes.cron(cron, ZoneId.of("UTC"))
        .between(start, Instant.MAX)
        .limit(1)
        .toList()
        .toString();
  }

  @Test
  void aMomentFiresOnceAndToTheMillisecond() {
    FireTimes at = FireTimes.at(Instant.parse("2026-05-01T10:00:00.123456Z"));
    Instant fire = Instant.parse("2026-05-01T10:00:00.123Z");
    assertEquals(Optional.of(fire), at.next(Instant.EPOCH));
    assertEquals(Optional.empty(), at.next(fire));
    assertTrue(at.isFireTime(fire));
    assertFalse(at.isFireTime(fire.plusMillis(1)));
  }

  @Test
  void fractionsOfASecondNeitherHideNorRepeatAFire() {
    FireTimes times = FireTimes.cron("* * * * * ?", ZoneId.of("UTC"));
    Instant second = Instant.parse("2026-05-01T10:00:00Z");
    assertEquals(Optional.of(second), times.next(second.minusMillis(1)));
    assertEquals(Optional.of(second.plusSeconds(1)), times.next(second));
    assertEquals(Optional.of(second.plusSeconds(1)), times.next(second.plusMillis(999)));
    assertFalse(times.isFireTime(second.plusMillis(500)));
  }

  @Test
  void countingStopsAtTheCap() {
    FireTimes times = FireTimes.cron("* * * * * ?", ZoneId.of("UTC"));
    assertEquals(1000, times.count(Instant.EPOCH, Instant.MAX, 1000));
    assertEquals(10, times.count(Instant.EPOCH, Instant.EPOCH.plusSeconds(10), 1000));
    assertEquals(0, FireTimes.never().count(Instant.MIN, Instant.MAX, 1000));
  }

  @Test
  void theEndsOfTimeAreNoProblem() {
    FireTimes times = FireTimes.cron("0 0 0 * * ?", ZoneId.of("Pacific/Kiritimati"));
    assertEquals(Optional.empty(), times.next(Instant.MAX));
    assertTrue(times.next(Instant.MIN).isPresent());
  }

  @Test
  void aTriggerOfATopologyFiresInItsOwnZoneOrElseInTheDefaultOne() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant start = Instant.parse("2026-01-01T12:00:00Z");
    Trigger own = CronTrigger.of("0 0 9 * * ?", "Asia/Tokyo");
    assertEquals(
        Optional.of(Instant.parse("2026-01-02T00:00:00Z")), FireTimes.of(own, berlin).next(start));
    assertEquals(
        Optional.of(Instant.parse("2026-01-02T08:00:00Z")),
        FireTimes.of(CronTrigger.of("0 0 9 * * ?"), berlin).next(start));
    assertTrue(FireTimes.of(AtTrigger.of(start), berlin).isFireTime(start));
    for (Trigger never : List.of(new AtTrigger(null, Map.of()), UnknownTrigger.missing())) {
      assertEquals(Optional.empty(), FireTimes.of(never, berlin).next(Instant.EPOCH));
    }
    Trigger elsewhere = CronTrigger.of("0 0 9 * * ?", "Europe/Atlantis");
    assertThrows(IllegalArgumentException.class, () -> FireTimes.of(elsewhere, berlin));
  }
}
