package epoch.server.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import epoch.server.timer.FireTimes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every zone and calendar; each test draws its cases from a seed that it prints. */
class ClosuresPropertiesTest {
  private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
  private static final int CASES = 60;
  private static final Duration DAY = Duration.ofDays(1);

  private final long seed = Long.getLong("epoch.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final RandomCalendar drawn = new RandomCalendar(random);

  @BeforeEach
  void printSeed() {
    System.out.println("-Depoch.test.seed=" + seed);
  }

  /** A zone, and a moment: each kind of zone at a change of its clock, as far as it has such. */
  private record Place(ZoneId zone, Instant near) {}

  private List<Place> places() {
    var places = new ArrayList<Place>();
    var seen = new HashSet<>();
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ZoneId zone = ZoneId.of(name);
      if (seen.add(zone.getRules())) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
        places.add(new Place(zone, change == null ? FROM : change.getInstant()));
        if (change != null) {
          ZoneOffsetTransition next = zone.getRules().nextTransition(change.getInstant());
          places.add(new Place(zone, next == null ? FROM : next.getInstant()));
        }
      }
    }
    return places;
  }

  private Instant around(Place place) {
    return place.near.plusMillis(random.nextLong(-3 * DAY.toMillis(), 3 * DAY.toMillis()));
  }

  @Test
  void aClosureIsTheSameFromEachOfItsMomentsAndClosedBetweenItsEnds() {
    for (Place place : places()) {
      Closures closures = drawn.closures(place.zone, place.near);
      for (int i = 0; i < 6; i++) {
        Instant moment = around(place);
        Optional<Closure> found = closures.at(moment);
        if (found.isEmpty() || found.get().until() == null) {
          continue;
        }
        Closure closure = found.get();
        assertTrue(!closure.from().isAfter(moment) && closure.lastsBeyond(moment));
        assertEquals(Optional.empty(), closures.at(closure.from().minusMillis(1)), place::toString);
        same(closure, closures.at(closure.from()), place);
        assertEquals(Optional.empty(), closures.at(closure.until()), place::toString);
        same(closure, closures.at(closure.until().minusMillis(1)), place);
        long length = Duration.between(closure.from(), closure.until()).toMillis();
        same(closure, closures.at(closure.from().plusMillis(random.nextLong(length))), place);
      }
    }
  }

  private static void same(Closure closure, Optional<Closure> other, Place place) {
    assertEquals(closure.from(), other.orElseThrow().from(), place::toString);
    assertEquals(closure.until(), other.orElseThrow().until(), place::toString);
  }

  @Test
  void theNextStartIsTheFirstClosedMoment() {
    for (Place place : places()) {
      Closures closures = drawn.closures(place.zone, place.near);
      for (int i = 0; i < 10; i++) {
        Instant moment = around(place);
        if (closures.at(moment).isPresent()) {
          continue;
        }
        Optional<Closure> next = closures.startingAfter(moment);
        Instant end = next.map(Closure::from).orElse(moment.plus(DAY));
        long gap = Math.min(Duration.between(moment, end).toMillis(), 3 * DAY.toMillis());
        for (int k = 0; k < 10; k++) {
          Instant between = moment.plusMillis(random.nextLong(gap));
          assertEquals(Optional.empty(), closures.at(between), () -> place + " at " + between);
        }
      }
    }
  }

  /** What the wall says is closed, by the wall alone. */
  private static boolean wallSays(WeeklyWindow window, LocalDateTime local) {
    var days = window.days().stream().map(Weekday::dayOfWeek).collect(Collectors.toSet());
    LocalTime from = window.from() == null ? LocalTime.MIDNIGHT : LocalTime.parse(window.from());
    LocalTime to = window.to() == null ? null : LocalTime.parse(window.to());
    LocalTime time = local.toLocalTime();
    DayOfWeek today = local.getDayOfWeek();
    boolean sinceToday = days.contains(today) && !time.isBefore(from);
    if (to == null) {
      return sinceToday;
    }
    if (to.isAfter(from)) {
      return sinceToday && time.isBefore(to);
    }
    return sinceToday || (days.contains(today.minus(1)) && time.isBefore(to));
  }

  @Test
  void itIsClosedWheneverTheWallSaysSoAndBeyondThatOnlyAroundAChangeOfTheClock() {
    for (Place place : places()) {
      WeeklyWindow window = drawn.weekly();
      Closures closures =
          CalendarClosures.of(Calendar.of("w", place.zone.getId(), window), place.zone);
      for (int i = 0; i < 60; i++) {
        Instant moment = around(place);
        LocalDateTime local = LocalDateTime.ofInstant(moment, place.zone);
        boolean closed = closures.at(moment).isPresent();
        if (wallSays(window, local)) {
          assertTrue(closed, () -> window + " in " + place + " at " + local);
        } else if (closed) {
          Duration away = Duration.between(place.near, moment).abs();
          assertTrue(
              away.compareTo(Duration.ofHours(25)) < 0,
              () -> window + " in " + place + " at " + local);
        }
      }
    }
  }

  @Test
  void whatIsLeftOfFireTimesAreThoseOutsideOfClosuresAndOneAfterEachThatHadSome() {
    for (int i = 0; i < CASES; i++) {
      ZoneId zone = List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("UTC")).get(random.nextInt(2));
      Closures closures = drawn.closures(zone, FROM);
      FireTimes all =
          FireTimes.cron(
              random.nextBoolean()
                  ? "0 %d/%d * * * ?".formatted(random.nextInt(20), 7 + random.nextInt(23))
                  : "0 %d %d/5 * * ?".formatted(random.nextInt(60), random.nextInt(5)),
              zone);
      Instant from = FROM.plusSeconds(random.nextInt(200_000) - 100_000);
      Instant until = from.plus(Duration.ofDays(2));
      var open = new TreeSet<Instant>();
      var after = new TreeSet<Instant>();
      all.between(from, until)
          .forEach(time ->
              closures
                  .at(time)
                  .ifPresentOrElse(
                      closure -> {
                        if (!closure.lastsBeyond(until)) {
                          after.add(closure.end());
                        }
                      },
                      () -> open.add(time)));
      assertEquals(
          List.copyOf(open),
          OpenTimes.of(all, closures, false, from).between(from, until).toList());
      after.addAll(open);
      assertEquals(
          List.copyOf(after),
          OpenTimes.of(all, closures, true, from).between(from, until).toList());
    }
  }
}
