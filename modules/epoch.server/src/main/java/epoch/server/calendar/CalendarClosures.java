package epoch.server.calendar;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import epoch.api.calendar.CronWindow;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.UnknownWindow;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.calendar.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a calendar is closed, that is, one of its windows. */
final class CalendarClosures implements Closures {
  private final List<Part> parts;

  private CalendarClosures(List<Part> parts) {
    this.parts = parts;
  }

  /** A window, and how it is called. */
  private record Part(Spells spells, String calendar, @Nullable String title) {
    Optional<Closure> at(Instant moment) {
      return spells
          .at(moment)
          .map(spell -> new Closure(spell.from(), spell.until(), calendar, title));
    }
  }

  /**
   * The closures of a calendar.
   *
   * @param defaultZone where it names no zone
   */
  static Closures of(Calendar calendar, ZoneId defaultZone) {
    ZoneId zone = zone(calendar, defaultZone);
    return new CalendarClosures(
        calendar.windows().stream()
            .map(window -> new Part(Spells.of(window, zone), calendar.name(), title(window)))
            .toList());
  }

  /** The zone in which a calendar tells time. */
  static ZoneId zone(Calendar calendar, ZoneId defaultZone) {
    String name = calendar.timeZone();
    try {
      return name == null ? defaultZone : ZoneId.of(name);
    } catch (DateTimeException unknown) {
      return defaultZone;
    }
  }

  private static @Nullable String title(Window window) {
    return switch (window) {
      case DatesWindow dates -> dates.title();
      case WeeklyWindow weekly -> weekly.title();
      case CronWindow cron -> cron.title();
      case OnceWindow once -> once.title();
      case UnknownWindow _ -> null;
    };
  }

  @Override
  public Optional<Closure> at(Instant moment) {
    return Merging.at(moment, this::one);
  }

  @Override
  public Optional<Closure> one(Instant moment) {
    return parts.stream()
        .flatMap(part -> part.at(moment).stream())
        .max(Comparator.comparing(Closure::end));
  }

  @Override
  public Optional<Instant> nextStart(Instant after) {
    return parts.stream()
        .flatMap(part -> part.spells.nextStart(after).stream())
        .min(Comparator.naturalOrder());
  }

  @Override
  public boolean any() {
    return !parts.isEmpty();
  }
}
