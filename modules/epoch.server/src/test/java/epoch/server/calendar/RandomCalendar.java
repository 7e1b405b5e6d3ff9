package epoch.server.calendar;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.CronWindow;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.calendar.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Draws calendars whose windows lie around a moment. */
public final class RandomCalendar {
  private final Random random;

  public RandomCalendar(Random random) {
    this.random = random;
  }

  /** The closures of a calendar with up to four windows. */
  public Closures closures(ZoneId zone, Instant near) {
    return CalendarClosures.of(calendar(zone, near), zone);
  }

  Calendar calendar(ZoneId zone, Instant near) {
    List<Window> windows =
        Stream.generate(() -> window(zone, near)).limit(1 + random.nextInt(4)).toList();
    return Calendar.of("drawn", zone.getId(), windows.toArray(Window[]::new));
  }

  private Window window(ZoneId zone, Instant near) {
    LocalDate day = LocalDate.ofInstant(near, zone).plusDays(random.nextInt(5) - 2);
    return switch (random.nextInt(5)) {
      case 0 -> DatesWindow.of(day.toString());
      case 1 -> DatesWindow.of(day + "/" + day.plusDays(random.nextInt(3)));
      case 2 -> weekly();
      case 3 ->
          CronWindow.of(
              "0 %d %d * * ?".formatted(random.nextInt(60), random.nextInt(24)),
              (1 + random.nextInt(300)) + "m");
      default -> {
        Instant from = near.plus(Duration.ofMinutes(random.nextInt(4_000) - 2_000));
        yield OnceWindow.of(from, from.plusSeconds(1 + random.nextInt(50_000)), "once");
      }
    };
  }

  WeeklyWindow weekly() {
    List<Weekday> days = new ArrayList<>();
    for (Weekday day : Weekday.values()) {
      if (random.nextInt(3) == 0) {
        days.add(day);
      }
    }
    if (days.isEmpty()) {
      days.add(Weekday.values()[random.nextInt(7)]);
    }
    return WeeklyWindow.of(
        days, random.nextInt(4) == 0 ? null : time(), random.nextInt(4) == 0 ? null : time());
  }

  private String time() {
    return "%02d:%02d".formatted(random.nextInt(24), 5 * random.nextInt(12));
  }
}
