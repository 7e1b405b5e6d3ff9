package epoch.server.operations;

import epoch.api.calendar.Calendar;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.CalendarReport;
import epoch.api.rest.Closures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When topologies that say so do not fire. Changes block until they are durable. Throws {@link
 * Refusal}; safe for use by several threads.
 */
public interface Calendars {
  /** All calendars, by name. */
  List<CalendarDetails> list();

  /** One of them. */
  CalendarDetails find(String name);

  /** Creates one; {@code CONFLICT} if the name is taken. */
  CalendarDetails create(Calendar calendar, Caller by) throws InterruptedException;

  /** Changes what one says, from now on: fire times up to now are judged by what it said. */
  CalendarDetails update(String name, Calendar calendar, Caller by) throws InterruptedException;

  /** Removes one; {@code CONFLICT}, naming them, while topologies name it. */
  void delete(String name, Caller by) throws InterruptedException;

  /**
   * When one is closed.
   *
   * @param from null for now
   * @param to null for 31 days after {@code from}
   */
  Closures closures(String name, @Nullable Instant from, @Nullable Instant to);

  /** What is wrong with a calendar, and when it would be closed; nothing is stored. */
  CalendarReport validate(Calendar calendar);
}
