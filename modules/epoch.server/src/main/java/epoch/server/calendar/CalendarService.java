package epoch.server.calendar;

import epoch.api.calendar.Calendar;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.CalendarReport;
import epoch.api.rest.StaleCalendar;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.once.Requests;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Change;
import epoch.server.store.KeptCalendar;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes calendars while this node leads. A change counts from now on: which version was in force
 * when is kept with the calendar, so that nothing has to be done with the topologies that name it
 * but to wake them. Thread safe.
 */
public final class CalendarService implements epoch.server.operations.Calendars {
  private static final Logger LOG = LoggerFactory.getLogger(CalendarService.class);
  private static final int MOST = 1_000;

  private final Calendars calendars;
  private final Almanac almanac;
  private final Store store;
  private final Requests requests;
  private final Events events;
  private final Consumer<Entry> wake;

  /**
   * @param wake has a topology look at what is due
   */
  public CalendarService(
      Calendars calendars,
      Almanac almanac,
      Store store,
      Requests requests,
      Events events,
      Consumer<Entry> wake) {
    this.calendars = calendars;
    this.almanac = almanac;
    this.store = store;
    this.requests = requests;
    this.events = events;
    this.wake = wake;
  }

  @Override
  public List<CalendarDetails> list() {
    return almanac.list();
  }

  @Override
  public CalendarDetails find(String name) {
    return almanac.find(name);
  }

  @Override
  public CalendarDetails create(Calendar calendar, Caller by) throws InterruptedException {
    almanac.mustBeValid(calendar);
    return requests.once(
        by,
        CalendarDetails.class,
        guard -> {
          Lock lock = calendars.changing();
          lock.lockInterruptibly();
          try {
            String name = calendar.name();
            if (calendars.has(name)) {
              throw new Refusal(Kind.CONFLICT, "Calendar " + name + " already exists");
            }
            if (calendars.all().size() >= MOST) {
              throw new Refusal(Kind.CONFLICT, "There are " + MOST + " calendars already");
            }
            KeptCalendar first = KeptCalendar.first(calendar, by.user(), almanac.now());
            CalendarDetails answer = almanac.details(new Versioned<>(first, 0));
            var change =
                store
                    .change()
                    .putCalendar(first, -1)
                    .audit(record(by, Action.CREATE_CALENDAR, "created calendar " + name));
            guard.put(change, answer);
            change.commit();
            calendars.put(new Versioned<>(first, 0));
            LOG.info("Calendar {} was created by {}", name, by.user());
            events.publish(new Event.CalendarChanged(answer));
            return answer;
          } finally {
            lock.unlock();
          }
        });
  }

  @Override
  public CalendarDetails update(String name, Calendar calendar, Caller by)
      throws InterruptedException {
    almanac.mustBeValid(calendar);
    if (!calendar.name().equals(name)) {
      throw Almanac.invalid("name: is not that of the path, " + name);
    }
    Lock lock = calendars.changing();
    lock.lockInterruptibly();
    try {
      Versioned<KeptCalendar> before = allowed(name, calendar, by);
      if (before.value().calendar().equals(calendar)) {
        return almanac.details(before);
      }
      KeptCalendar next = before.value().next(calendar, by.user(), almanac.now());
      commit(
          store
              .change()
              .putCalendar(next, before.version())
              .audit(record(by, Action.EDIT_CALENDAR, "changed calendar " + name)),
          name);
      calendars.put(before.next(next));
      LOG.info("Calendar {} is at version {} now, by {}", name, next.revision(), by.user());
    } finally {
      lock.unlock();
    }
    almanac.users(name).forEach(wake);
    CalendarDetails changed = find(name);
    events.publish(new Event.CalendarChanged(changed));
    return changed;
  }

  @Override
  public void delete(String name, Caller by) throws InterruptedException {
    Lock lock = calendars.changing();
    lock.lockInterruptibly();
    try {
      Versioned<KeptCalendar> known = allowed(name, null, by);
      List<String> users = almanac.users(name).stream().map(Entry::id).toList();
      if (!users.isEmpty()) {
        throw inUse(name, users);
      }
      commit(
          store
              .change()
              .removeCalendar(name, known.version())
              .audit(record(by, Action.DELETE_CALENDAR, "deleted calendar " + name)),
          name);
      calendars.remove(name);
      LOG.info("Calendar {} was deleted by {}", name, by.user());
      events.publish(new Event.CalendarRemoved(name));
    } finally {
      lock.unlock();
    }
  }

  private static Refusal inUse(String name, List<String> users) {
    int more = users.size() - 10;
    return new Refusal(
        Kind.CONFLICT,
        "Calendar "
            + name
            + " is named by "
            + String.join(", ", users.subList(0, Math.min(10, users.size())))
            + (more > 0 ? " and " + more + " more" : ""),
        users.stream().limit(CalendarDetails.NAMED).map(id -> id + ": policy.calendars").toList());
  }

  /** What there is, if the caller may change it. */
  private Versioned<KeptCalendar> allowed(String name, @Nullable Calendar yours, Caller by) {
    Versioned<KeptCalendar> known = known(name);
    int revision = known.value().revision();
    if (!by.terms().allow(revision)) {
      throw new Refusal(
          Kind.STALE,
          "Calendar " + name + " was changed meanwhile: it is at version " + revision,
          new StaleCalendar(known.value().calendar(), yours, revision));
    }
    return known;
  }

  private static void commit(Change change, String name) throws InterruptedException {
    try {
      change.commit();
    } catch (StaleException e) {
      throw new Refusal(
          Kind.CONFLICT,
          "Calendar " + name + " was written past Epoch; it is read again by the next leader");
    }
  }

  @Override
  public epoch.api.rest.Closures closures(
      String name, @Nullable Instant from, @Nullable Instant to) {
    return almanac.closures(name, from, to);
  }

  @Override
  public CalendarReport validate(Calendar calendar) {
    return almanac.validate(calendar);
  }

  private Versioned<KeptCalendar> known(String name) {
    return calendars.find(name).orElseThrow(() -> Almanac.unknown(name)).kept();
  }

  private AuditRecord record(Caller by, Action action, String message) {
    return AuditRecord.of(by, almanac.now(), action, message);
  }
}
