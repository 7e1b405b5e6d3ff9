package epoch.server.calendar;

import java.time.Instant;

/**
 * One time that one window is closed.
 *
 * @param from included
 * @param until not included
 */
record Spell(Instant from, Instant until) {
  boolean contains(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(until);
  }
}
