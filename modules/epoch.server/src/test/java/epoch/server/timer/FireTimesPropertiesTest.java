package epoch.server.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/**
 * What holds for every zone and expression; each test draws its cases from a seed that it prints.
 */
class FireTimesPropertiesTest {

  private static final Instant FROM =
      Year.of(2020).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  private static final Instant UNTIL =
      Year.of(2030).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);

  private final long seed = Long.getLong("epoch.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeEach
  void printSeed() {
    System.out.println("-Depoch.test.seed=" + seed);
  }

  /**
   * Every change of the clock in the decade, each kind of zone once (many names share one set of
   * rules).
   */
  private static List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    Set<ZoneRules> seen = new HashSet<>();
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ZoneId zone = ZoneId.of(name);
      if (seen.add(zone.getRules())) {
        for (ZoneOffsetTransition t = zone.getRules().nextTransition(FROM);
            t != null && t.getInstant().isBefore(UNTIL);
            t = zone.getRules().nextTransition(t.getInstant())) {
          changes.add(new Change(zone, t));
        }
      }
    }
    changes.add(
        new Change(
            ZoneId.of("Pacific/Apia"),
            ZoneId.of("Pacific/Apia")
                .getRules()
                .nextTransition(Instant.parse("2011-12-29T00:00:00Z"))));
    return changes;
  }

  private record Change(ZoneId zone, ZoneOffsetTransition transition) {
    Instant instant() {
      return transition.getInstant();
    }
  }

  @Test
  void fireTimesIncreaseAndAreTheSameFromAnyStart() {
    List<Change> changes = changes();
    assertTrue(changes.size() > 1000, () -> "only " + changes.size() + " changes of the clock");
    for (Change change : changes) {
      for (int i = 0; i < 2; i++) {
        String cron = aroundChange(change);
        FireTimes times = FireTimes.cron(cron, change.zone());
        Instant from = change.instant().minus(Duration.ofHours(30));
        List<Instant> fires =
            times.between(from, change.instant().plus(Duration.ofHours(30))).limit(100).toList();
        for (int k = 1; k < fires.size(); k++) {
          Instant previous = fires.get(k - 1);
          Instant fire = fires.get(k);
          assertTrue(fire.isAfter(previous), () -> cron + " in " + change + " at " + fire);
          Instant between =
              previous.plusMillis(
                  (long) (random.nextDouble() * Duration.between(previous, fire).toMillis()));
          assertEquals(
              fire,
              times.next(between).orElseThrow(),
              () -> cron + " in " + change + " from " + between);
        }
      }
    }
  }

  @Test
  void aFixedTimeFiresOnceOnEveryDayThatExists() {
    for (Change change : changes()) {
      LocalDateTime earlier = earlier(change.transition());
      for (LocalTime time :
          List.of(earlier.toLocalTime(), anyTimeIn(change.transition()), randomTime())) {
        String cron =
            "%d %d %d * * ?".formatted(time.getSecond(), time.getMinute(), time.getHour());
        FireTimes times = FireTimes.cron(cron, change.zone());
        LocalDate first = earlier.toLocalDate().minusDays(2);
        Instant from = first.atStartOfDay(change.zone()).toInstant();
        Instant until = first.plusDays(6).atStartOfDay(change.zone()).toInstant();
        List<LocalDate> fired =
            times
                .between(from.minusMillis(1), until.minusMillis(1))
                .map(fire -> fire.atZone(change.zone()).toLocalDate())
                .toList();
        List<LocalDate> existing =
            first
                .datesUntil(first.plusDays(6))
                .filter(date -> date.atStartOfDay(change.zone()).toLocalDate().equals(date))
                .map(date -> dayOfFire(date.atTime(time), change))
                .toList();
        assertEquals(existing, fired, () -> cron + " in " + change);
      }
    }
  }

  @Test
  void aWildcardHourIsEvenInRealTime() {
    for (Change change : changes()) {
      long shift = Math.abs(change.transition().getDuration().toMinutes());
      for (int minutes : new int[] {1, 5, 10, 15, 30, 60}) {
        if (shift % minutes == 0
            && change.transition().getDuration().toSecondsPart() == 0
            && isOnGrid(change, minutes)) {
          FireTimes times =
              FireTimes.cron(
                  minutes == 60 ? "0 0 * * * ?" : "0 0/%d * * * ?".formatted(minutes),
                  change.zone());
          Instant fire = times.next(change.instant().minus(Duration.ofHours(3))).orElseThrow();
          while (fire.isBefore(change.instant().plus(Duration.ofHours(3)))) {
            Instant next = times.next(fire).orElseThrow();
            assertEquals(
                Duration.ofMinutes(minutes), Duration.between(fire, next), change::toString);
            fire = next;
          }
        }
      }
    }
  }

  @Test
  void realTimeIsWhatTheWallClockShows() throws ParseException {
    for (Change change : changes()) {
      int minute = random.nextInt(60);
      String cron =
          "0 %d %s * * ?"
              .formatted(
                  minute,
                  random.nextBoolean() ? "*" : random.nextInt(3) + "/" + (1 + random.nextInt(4)));
      FireTimes times = FireTimes.cron(cron, change.zone());
      CronExpression wall = new CronExpression(cron);
      wall.setTimeZone(TimeZone.getTimeZone("UTC"));
      Instant from = change.instant().minus(Duration.ofHours(5));
      Instant until = change.instant().plus(Duration.ofHours(5));
      List<Instant> expected = new ArrayList<>();
      for (Instant i = from.plusSeconds(60 - from.getEpochSecond() % 60);
          !i.isAfter(until);
          i = i.plusSeconds(60)) {
        LocalDateTime local = LocalDateTime.ofInstant(i, change.zone());
        if (local.getSecond() == 0
            && local.getMinute() == minute
            && wall.isSatisfiedBy(Date.from(local.toInstant(ZoneOffset.UTC)))) {
          expected.add(i);
        }
      }
      assertEquals(expected, times.between(from, until).toList(), () -> cron + " in " + change);
    }
  }

  @Test
  void inUtcItAgreesWithQuartz() throws ParseException {
    int compared = 0;
    for (int i = 0; i < 3000; i++) {
      String cron = RandomCron.next(random);
      CronExpression quartz = new CronExpression(cron);
      quartz.setTimeZone(TimeZone.getTimeZone("UTC"));
      FireTimes times = FireTimes.cron(cron, ZoneOffset.UTC);
      // Quartz's answer for W depends on where it starts, so start at the first of a month.
      Instant start =
          LocalDate.of(2020 + random.nextInt(10), 1 + random.nextInt(12), 1)
              .atStartOfDay()
              .toInstant(ZoneOffset.UTC)
              .minusSeconds(1);
      if (!cron.contains("W")) {
        start = start.plusSeconds(random.nextInt(31 * 86_400));
      }
      for (int k = 0; k < (cron.contains("W") ? 1 : 20); k++) {
        Date expected = quartz.getNextValidTimeAfter(Date.from(start));
        Instant from = start;
        assertEquals(
            expected == null ? null : expected.toInstant(),
            times.next(start).orElse(null),
            () -> cron + " from " + from);
        if (expected == null) {
          break;
        }
        assertNotNull(expected);
        start = expected.toInstant();
        compared++;
      }
    }
    System.out.println(compared + " fire times compared with Quartz");
  }

  /**
   * In Greenland the gap ends at midnight: what falls into it fires in the first second of the next
   * day.
   */
  private static LocalDate dayOfFire(LocalDateTime nominal, Change change) {
    ZoneOffsetTransition t = change.zone().getRules().getTransition(nominal);
    return t != null && t.isGap() ? t.getDateTimeAfter().toLocalDate() : nominal.toLocalDate();
  }

  @Test
  void printsWhatOneAnswerCosts() {
    for (String cron :
        List.of(
            "0 0/15 * * * ?",
            "0 30 2 * * ?",
            "0 0 9 15W * ?",
            "0 0 0 ? * 6L",
            "0 0 0 29 2 ?",
            "0 0 0 30 2 ?")) {
      FireTimes times = FireTimes.cron(cron, ZoneId.of("Europe/Berlin"));
      long nanos = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        long begin = System.nanoTime();
        Instant start = FROM;
        for (int i = 0; i < 2000; i++) {
          start = times.next(start).filter(UNTIL::isAfter).orElse(FROM.plusSeconds(i));
        }
        nanos = Math.min(nanos, (System.nanoTime() - begin) / 2000);
      }
      System.out.printf("next of %-16s %,7d ns%n", cron, nanos);
    }
  }

  private static boolean isOnGrid(Change change, int minutes) {
    LocalDateTime before = change.transition().getDateTimeBefore();
    return before.getSecond() == 0 && before.getMinute() % minutes == 0;
  }

  private static LocalDateTime earlier(ZoneOffsetTransition t) {
    return t.isGap() ? t.getDateTimeBefore() : t.getDateTimeAfter();
  }

  private LocalTime anyTimeIn(ZoneOffsetTransition t) {
    return earlier(t)
        .plusSeconds(random.nextInt((int) Math.abs(t.getDuration().toSeconds())))
        .toLocalTime();
  }

  private LocalTime randomTime() {
    return LocalTime.ofSecondOfDay(random.nextInt(86_400));
  }

  private String aroundChange(Change change) {
    int hour = earlier(change.transition()).getHour();
    String hours =
        switch (random.nextInt(6)) {
          case 0 -> "*";
          case 1 -> hour + "/" + (1 + random.nextInt(5));
          case 2 -> hour + "," + (hour + 1) % 24;
          case 3 -> (hour + 23) % 24 + "-" + (hour + 2) % 24;
          case 4 -> hour + "," + (hour + 2) % 24 + "/3";
          default -> String.valueOf(hour);
        };
    String minutes =
        random.nextBoolean()
            ? "0/" + (1 + random.nextInt(45))
            : random.nextInt(30) + "," + (30 + random.nextInt(30));
    return "%d %s %s * * ?".formatted(random.nextInt(60), minutes, hours);
  }
}
