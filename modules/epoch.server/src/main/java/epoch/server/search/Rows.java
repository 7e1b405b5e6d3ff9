package epoch.server.search;

import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The row of each topology, made when it is asked for and kept until the topology or its schedule
 * changes. So a burst of changes costs nothing here, and a look costs what has changed since the
 * last one. Thread safe.
 */
final class Rows {
  /** Rows of topologies that are gone are forgotten once there are so many. */
  private static final int SLACK = 1_000;

  private final Catalog catalog;
  private final Calendars calendars;
  private final ConcurrentMap<String, Row> rows = new ConcurrentHashMap<>();
  private final LongAdder made = new LongAdder();

  Rows(Catalog catalog, Calendars calendars) {
    this.catalog = catalog;
    this.calendars = calendars;
  }

  Row of(Entry entry) {
    Row known = rows.get(entry.id());
    if (known != null && known.isOf(entry, calendars)) {
      return known;
    }
    var row = new Row(entry, calendars, catalog.defaultZone(), known);
    made.increment();
    rows.put(entry.id(), row);
    if (known == null && rows.size() > catalog.shown() + SLACK) {
      rows.keySet().removeIf(id -> catalog.find(id).isEmpty());
    }
    return row;
  }

  /** How often a row was made. */
  long made() {
    return made.sum();
  }
}
