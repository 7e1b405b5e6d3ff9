package epoch.server.calendar;

import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.Days;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Closed on certain days. */
final class DateSpells implements Spells {
  /** How far apart the leap days are at most. */
  private static final int YEARS = 8;

  private final List<Days.Between> stretches = new ArrayList<>();
  private final List<MonthDay> yearly = new ArrayList<>();
  private final WallClock wall;

  private DateSpells(List<Days> days, ZoneId zone) {
    this.wall = new WallClock(zone);
    for (Days each : days) {
      switch (each) {
        case Days.Between stretch -> stretches.add(stretch);
        case Days.Yearly(MonthDay day) -> yearly.add(day);
      }
    }
  }

  static DateSpells of(DatesWindow window, ZoneId zone) {
    return new DateSpells(window.dates().stream().map(Days::parse).toList(), zone);
  }

  @Override
  public Optional<Spell> at(Instant moment) {
    LocalDate day = wall.dayOf(moment);
    return Stream.concat(
            stretches.stream()
                .filter(days -> !day.isBefore(days.first()) && !day.isAfter(days.last())),
            yearly.stream().filter(MonthDay.from(day)::equals).map(_ -> new Days.Between(day, day)))
        .map(this::spell)
        .max(Comparator.comparing(Spell::until));
  }

  private Spell spell(Days.Between days) {
    return new Spell(wall.startOf(days.first()), wall.startOf(days.last().plusDays(1)));
  }

  @Override
  public Optional<Instant> nextStart(Instant after) {
    LocalDate day = wall.dayOf(after);
    return Stream.concat(
            stretches.stream().map(Days.Between::first).filter(first -> !first.isBefore(day)),
            yearly.stream()
                .flatMap(each ->
                    IntStream.rangeClosed(day.getYear(), day.getYear() + YEARS)
                        .filter(each::isValidYear)
                        .mapToObj(each::atYear)))
        .map(wall::startOf)
        .filter(start -> start.isAfter(after))
        .min(Comparator.naturalOrder());
  }
}
