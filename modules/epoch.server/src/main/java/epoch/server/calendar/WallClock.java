package epoch.server.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * What the wall says as moments, so that a window is rather too long than too short where clocks
 * change: what comes twice begins at the first and ends at the last; what is left out begins and
 * ends with the change.
 */
final class WallClock {
  private final ZoneRules rules;

  WallClock(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** The first moment of a day; of one that is left out, the first after it. */
  Instant startOf(LocalDate day) {
    return first(day.atStartOfDay());
  }

  /** The first time that the wall says this. */
  Instant first(LocalDateTime local) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty() ? change(local) : local.toInstant(offsets.getFirst());
  }

  /** The last time that the wall says this. */
  Instant last(LocalDateTime local) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty() ? change(local) : local.toInstant(offsets.getLast());
  }

  private Instant change(LocalDateTime leftOut) {
    return rules.getTransition(leftOut).getInstant();
  }

  /** What the wall says at a moment. */
  LocalDate dayOf(Instant moment) {
    return LocalDate.ofInstant(moment, rules.getOffset(moment));
  }
}
