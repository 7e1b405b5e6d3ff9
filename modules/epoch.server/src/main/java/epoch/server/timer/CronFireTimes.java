package epoch.server.timer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** A cron expression in a zone: maps the local times of the expression to moments. */
final class CronFireTimes implements FireTimes {

  // Wide enough for every zone's offset around the years the expression can have; keeps the
  // arithmetic far from overflow.
  private static final long EARLIEST = Instant.parse("1969-12-30T00:00:00Z").getEpochSecond();
  private static final long LATEST = Instant.parse("2200-01-02T00:00:00Z").getEpochSecond();

  private final LocalCron cron;
  private final ZoneRules rules;

  CronFireTimes(LocalCron cron, ZoneId zone) {
    this.cron = cron;
    this.rules = zone.getRules();
  }

  @Override
  public Optional<Instant> next(Instant after) {
    // Fire times are whole seconds, so the first one after 10:00:00.5 is the first one after
    // 10:00:00.
    long second = Math.max(after.getEpochSecond(), EARLIEST);
    if (second > LATEST) {
      return Optional.empty();
    }
    long next = cron.followsRealTime() ? nextInRealTime(second) : nextByTimeOfDay(second);
    return next == LocalCron.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochSecond(next));
  }

  /**
   * Walks from one change of the clock to the next; between them local time is real time plus a
   * constant.
   */
  private long nextInRealTime(long after) {
    Instant from = Instant.ofEpochSecond(after);
    long offset = rules.getOffset(from).getTotalSeconds();
    long local = after + offset;
    long match = cron.next(local);
    ZoneOffsetTransition change = rules.nextTransition(from);
    while (match != LocalCron.NEVER && change != null && match - offset >= change.toEpochSecond()) {
      offset = change.getOffsetAfter().getTotalSeconds();
      long reached = change.toEpochSecond() + offset;
      // Known so far: nothing matches between local and match. Look again only if the new clock
      // leaves that range.
      if (reached <= local || reached > match) {
        match = cron.next(reached - 1);
      }
      local = reached - 1;
      change = rules.nextTransition(change.getInstant());
    }
    return match == LocalCron.NEVER ? match : match - offset;
  }

  private long nextByTimeOfDay(long after) {
    long local = localStart(after);
    while (true) {
      local = cron.next(local);
      if (local == LocalCron.NEVER) {
        return local;
      }
      LocalDateTime wall = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
      ZoneOffsetTransition change = rules.getTransition(wall);
      long moment;
      if (change == null) {
        moment = local - rules.getOffset(wall).getTotalSeconds();
      } else if (change.isOverlap()) {
        moment = local - change.getOffsetBefore().getTotalSeconds();
      } else if (leavesOut(change, wall.toLocalDate())) {
        continue;
      } else {
        moment = change.toEpochSecond();
      }
      if (moment > after) {
        return moment;
      }
    }
  }

  /**
   * The local time after which to look. In the second pass of a repeated hour that is the end of
   * the repetition: what lies before it fired in the first pass.
   */
  private long localStart(long after) {
    Instant from = Instant.ofEpochSecond(after);
    ZoneOffset offset = rules.getOffset(from);
    long local = after + offset.getTotalSeconds();
    ZoneOffsetTransition change =
        rules.getTransition(LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC));
    if (change != null && change.isOverlap() && !from.isBefore(change.getInstant())) {
      return change.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC) - 1;
    }
    return local;
  }

  private static boolean leavesOut(ZoneOffsetTransition gap, LocalDate date) {
    return !gap.getDateTimeBefore().isAfter(date.atStartOfDay())
        && !gap.getDateTimeAfter().isBefore(date.plusDays(1).atStartOfDay());
  }

  @Override
  public String toString() {
    return "CronFireTimes[" + cron + ", " + rules + "]";
  }
}
