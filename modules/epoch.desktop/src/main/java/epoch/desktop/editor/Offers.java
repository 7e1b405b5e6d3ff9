package epoch.desktop.editor;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What the form offers beside what the topology says.
 *
 * @param zone the operator's, in which moments are written
 * @param soon the next full hour
 * @param serverZone what is meant where a trigger names no zone
 * @param commands whether programs of the machine can be run
 * @param calendars the names of calendars that there are
 * @param groups the names of concurrency groups that there are
 */
record Offers(
    ZoneId zone,
    Instant soon,
    String serverZone,
    boolean commands,
    List<String> calendars,
    List<String> groups) {

  Offers {
    calendars = List.copyOf(calendars);
    groups = List.copyOf(groups);
  }

  /** The same, with what was heard from the server. */
  Offers sharing(List<String> newCalendars, List<String> newGroups) {
    return new Offers(zone, soon, serverZone, commands, newCalendars, newGroups);
  }

  /** The same, in a cluster like that. */
  Offers in(String newServerZone, boolean newCommands) {
    return new Offers(zone, soon, newServerZone, newCommands, calendars, groups);
  }
}
