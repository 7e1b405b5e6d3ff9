package epoch.server.calendar;

import epoch.api.calendar.CronWindow;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.UnknownWindow;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.calendar.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When one window is closed. Immutable and pure, as {@link Closures}. */
interface Spells {
  /** The spell that a moment lies in; of several that which ends last. */
  Optional<Spell> at(Instant moment);

  /** When the next spell begins after a moment. */
  Optional<Instant> nextStart(Instant after);

  /**
   * When a window is closed. A window of an unknown type, or that cannot be understood, never is.
   *
   * @param zone the calendar's, where the window names none
   */
  static Spells of(Window window, ZoneId zone) {
    try {
      return switch (window) {
        case DatesWindow dates -> DateSpells.of(dates, zone(dates.timeZone(), zone));
        case WeeklyWindow weekly -> WeeklySpells.of(weekly, zone(weekly.timeZone(), zone));
        case CronWindow cron -> CronSpells.of(cron, zone(cron.timeZone(), zone));
        case OnceWindow(Instant from, Instant to, _, _) ->
            from == null || to == null ? never() : new OnceSpells(new Spell(from, to));
        case UnknownWindow _ -> never();
      };
    } catch (IllegalArgumentException | DateTimeException notUnderstood) {
      return never();
    }
  }

  private static ZoneId zone(@Nullable String name, ZoneId otherwise) {
    return name == null ? otherwise : ZoneId.of(name);
  }

  private static Spells never() {
    return new OnceSpells(new Spell(Instant.MIN, Instant.MIN));
  }

  /** A single one. */
  record OnceSpells(Spell spell) implements Spells {
    @Override
    public Optional<Spell> at(Instant moment) {
      return spell.contains(moment) ? Optional.of(spell) : Optional.empty();
    }

    @Override
    public Optional<Instant> nextStart(Instant after) {
      return spell.from().isAfter(after) ? Optional.of(spell.from()) : Optional.empty();
    }
  }
}
