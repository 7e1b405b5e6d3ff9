package epoch.server.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.TriggerSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleWordsTest {
  private static final ZoneId UTC = ZoneId.of("UTC");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0 18 ? * MON-FRI        | Weekdays at 18:00 in UTC
          0 30 2 * * ?              | Every day at 02:30 in UTC
          0 0 9,17 ? * SAT,SUN      | Weekends at 09:00 and 17:00 in UTC
          0 0 9 ? * MON             | Mondays at 09:00 in UTC
          0 0 9 ? * SUN,MON,THU     | Mondays, Thursdays and Sundays at 09:00 in UTC
          0 0/5 * * * ?             | Every 5 minutes
          0 0/10 * * * ?            | Every 10 minutes in UTC
          0 3/5 * * * ?             | Every 5 minutes, from :03 in UTC
          0 0/7 * * * ?             | Cron 0 0/7 * * * ? in UTC
          0 * * * * ?               | Every minute
          * * * * * ?               | Every second
          0/10 * * * * ?            | Every 10 seconds
          0 0 * * * ?               | Every hour in UTC
          0 15 * * * ?              | Every hour at :15 in UTC
          0 5,20 * * * ?            | Every hour at :05 and :20 in UTC
          0 0 */2 * * ?             | Every 2 hours in UTC
          0 30 */6 * * ?            | Every day at 00:30, 06:30, 12:30 and 18:30 in UTC
          0 0/15 9-17 ? * MON-FRI   | Weekdays, every 15 minutes from 09:00 to 17:45 in UTC
          0 30 9-17 * * ?           | Every hour from 09:30 to 17:30 in UTC
          0 * 4 * * ?               | Every minute from 04:00 to 04:59 in UTC
          0 0 0 1 * ?               | The 1st of each month at 00:00 in UTC
          0 0 0 1,15 * ?            | The 1st and 15th of each month at 00:00 in UTC
          0 0 0 31 * ?              | The 31st of each month, where there is one, at 00:00 in UTC
          0 0 0 L * ?               | The last day of each month at 00:00 in UTC
          0 0 0 L-3 * ?             | The day 3 before the last of each month at 00:00 in UTC
          0 0 0 LW * ?              | The last weekday of each month at 00:00 in UTC
          0 0 0 15W * ?             | The weekday nearest the 15th of each month at 00:00 in UTC
          0 0 12 ? * 6#3            | The 3rd Friday of each month at 12:00 in UTC
          0 0 12 ? * 6L             | The last Friday of each month at 12:00 in UTC
          0 0 12 ? JAN,JUL 2        | Mondays in January and July at 12:00 in UTC
          0 0 0 1 1 ? 2027          | The 1st of January of 2027 at 00:00 in UTC
          5 0 9 * * ?               | Every day at 09:00:05 in UTC
          17 0/7 8-18 ? * 2#3       | Cron 17 0/7 8-18 ? * 2#3 in UTC
          """)
  void aCronReadsAsAPersonWouldSayIt(String cron, String words) {
    assertEquals(words, ScheduleWords.of(CronTrigger.of(cron), UTC));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1m | Every minute",
        "60m | Every hour",
        "90s | Every 90 seconds",
        "1500ms | Every 1500 milliseconds",
        "2d | Every 2 days",
        "soon | Never: the interval soon is not valid",
      })
  void anIntervalReadsInTheLargestUnitThatSaysIt(String interval, String words) {
    assertEquals(words, ScheduleWords.of(EveryTrigger.of(interval), UTC));
  }

  @Test
  void severalTriggersAndTheirWindowsAreSaid() {
    Instant start = Instant.parse("2026-11-25T10:00:00Z");
    var window = new EveryTrigger("1h", start, start, start.plusSeconds(90_000), Map.of());
    assertEquals(
        "Every hour, counted from Wed 25 Nov 2026 at 10:00 in UTC, from Wed 25 Nov 2026 at 10:00"
            + " in UTC, until Thu 26 Nov 2026 at 11:00 in UTC; Weekdays at 18:00 in Europe/Berlin",
        ScheduleWords.of(
            TriggerSet.of(window, List.of(CronTrigger.of("0 0 18 ? * MON-FRI", "Europe/Berlin"))),
            UTC));
  }

  @Test
  void theZoneIsTheTriggersOwnOrTheServers() {
    var berlin = CronTrigger.of("0 0 18 ? * MON-FRI", "Europe/Berlin");
    assertEquals("Weekdays at 18:00 in Europe/Berlin", ScheduleWords.of(berlin, UTC));
    assertEquals(
        "Every hour in Asia/Kolkata",
        ScheduleWords.of(CronTrigger.of("0 0 * * * ?"), ZoneId.of("Asia/Kolkata")));
  }

  @Test
  void aMomentIsSaidInTheServersZone() {
    assertEquals(
        "Once, on Mon 26 Oct 2026 at 02:30 in UTC",
        ScheduleWords.of(AtTrigger.of(Instant.parse("2026-10-26T02:30:00Z")), UTC));
  }

  @Test
  void whatCannotFireSaysSo() {
    assertEquals("Never", ScheduleWords.of(new AtTrigger(null, Map.of()), UTC));
    assertEquals(
        "Never: the cron nonsense is not valid", ScheduleWords.of(CronTrigger.of("nonsense"), UTC));
  }

  @Test
  void aSentenceNamesExactlyTheFireTimes() {
    var random = new Random(20_261_125);
    int said = 0;
    for (int i = 0; i < 1_500; i++) {
      said += check(RandomCron.next(random), random);
    }
    for (int i = 0; i < 1_500; i++) {
      said += check(ordinary(random), random);
    }
    assertTrue(said > 800, "only " + said + " crons had a sentence");
  }

  /** Crons as people write them, most of which have a sentence. */
  private static String ordinary(Random random) {
    String minute = pick(random, "0", "30", "0/5", "*/15", "*", "7", "0,30", "3/20", "10-12");
    String hour = pick(random, "*", "0", "9-17", "*/2", "0/6", "8,12,18", "23", "1/2", "22");
    String days = pick(random, "* * ?", "? * MON-FRI", "? * SUN", "1 * ?", "L 1-4 ?", "29 2 ?");
    String odd = pick(random, "? * 3#5", "31W * ?", "? 6 SAT,SUN", "1,30 * ?", "LW * ?", "? * 5L");
    return "0 " + minute + " " + hour + " " + (random.nextBoolean() ? days : odd);
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }

  /** Answers 1 if there was a sentence, 0 if it was the cron. */
  private static int check(String cron, Random random) {
    if (CronSyntax.problem(cron).isPresent()) {
      return 0;
    }
    String sentence = ScheduleWords.of(CronTrigger.of(cron), UTC);
    if (sentence.startsWith("Cron ")) {
      return 0;
    }
    Predicate<LocalDateTime> claim = SentenceReader.read(sentence);
    FireTimes times = FireTimes.cron(cron, UTC);
    LocalDate start = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(2_500));
    Stream.concat(start.datesUntil(start.plusDays(3)), ends(times, start))
        .distinct()
        .forEach(day -> {
          Set<LocalDateTime> fired =
              times
                  .between(at(day.atStartOfDay()).minusMillis(1), at(day.atTime(23, 59, 59)))
                  .map(time -> LocalDateTime.ofInstant(time, ZoneOffset.UTC))
                  .collect(Collectors.toSet());
          int step = fired.stream().allMatch(time -> time.getSecond() == 0) ? 60 : 1;
          for (int second = 0; second < 86_400; second += step) {
            LocalDateTime time = day.atStartOfDay().plusSeconds(second);
            if (claim.test(time) != fired.contains(time)) {
              throw new AssertionError(
                  cron + " says \"" + sentence + "\", but that is wrong at " + time);
            }
          }
        });
    return 1;
  }

  /** Days on which it does fire, their neighbours, and the turn of a month. */
  private static Stream<LocalDate> ends(FireTimes times, LocalDate start) {
    LocalDate turn = start.plusMonths(1).withDayOfMonth(1);
    Stream<LocalDate> firing =
        times.next(at(turn.atStartOfDay())).stream()
            .map(time -> LocalDate.ofInstant(time, ZoneOffset.UTC))
            .flatMap(day -> Stream.of(day.minusDays(1), day, day.plusDays(1)));
    return Stream.concat(turn.minusDays(3).datesUntil(turn.plusDays(2)), firing);
  }

  private static Instant at(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC);
  }
}
