package epoch.server.calendar;

import epoch.api.calendar.CronWindow;
import epoch.api.json.Durations;
import epoch.server.timer.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Closed for a while from each fire time of a cron expression on.
 *
 * @param starts when
 * @param lasts how long
 */
record CronSpells(FireTimes starts, Duration lasts) implements Spells {
  static CronSpells of(CronWindow window, ZoneId zone) {
    return new CronSpells(FireTimes.cron(window.timeSpec(), zone), Durations.parse(window.lasts()));
  }

  @Override
  public Optional<Spell> at(Instant moment) {
    Instant since = moment.minus(lasts);
    if (starts.next(since).filter(start -> !start.isAfter(moment)).isEmpty()) {
      return Optional.empty();
    }
    return starts.last(since, moment).map(last -> new Spell(last, last.plus(lasts)));
  }

  @Override
  public Optional<Instant> nextStart(Instant after) {
    return starts.next(after);
  }
}
