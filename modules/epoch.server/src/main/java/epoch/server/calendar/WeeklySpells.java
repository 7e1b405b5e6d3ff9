package epoch.server.calendar;

import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Closed on certain days of each week, or for some time of them. */
final class WeeklySpells implements Spells {
  private final Set<DayOfWeek> days;
  private final LocalTime from;
  private final @Nullable LocalTime to;
  private final WallClock wall;

  private WeeklySpells(
      Set<DayOfWeek> days, LocalTime from, @Nullable LocalTime to, WallClock wall) {
    this.days = days;
    this.from = from;
    this.to = to;
    this.wall = wall;
  }

  static WeeklySpells of(WeeklyWindow window, ZoneId zone) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    window.days().stream().map(Weekday::dayOfWeek).forEach(days::add);
    String from = window.from();
    String to = window.to();
    return new WeeklySpells(
        days,
        from == null ? LocalTime.MIDNIGHT : LocalTime.parse(from),
        to == null ? null : LocalTime.parse(to),
        new WallClock(zone));
  }

  @Override
  public Optional<Spell> at(Instant moment) {
    // What began two days before may still go on where clocks went back.
    return begun(wall.dayOf(moment), -2, 1)
        .filter(spell -> spell.contains(moment))
        .max(Comparator.comparing(Spell::until));
  }

  @Override
  public Optional<Instant> nextStart(Instant after) {
    // A day may be left out, so one week may be too short.
    return begun(wall.dayOf(after), -1, 15)
        .filter(spell -> spell.from().isAfter(after) && spell.until().isAfter(spell.from()))
        .map(Spell::from)
        .min(Comparator.naturalOrder());
  }

  private Stream<Spell> begun(LocalDate day, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(day::plusDays)
        .filter(each -> days.contains(each.getDayOfWeek()))
        .map(this::spell);
  }

  private Spell spell(LocalDate day) {
    Instant start = wall.first(day.atTime(from));
    LocalTime end = to;
    if (end == null) {
      return new Spell(start, wall.startOf(day.plusDays(1)));
    }
    return new Spell(start, wall.last((end.isAfter(from) ? day : day.plusDays(1)).atTime(end)));
  }
}
