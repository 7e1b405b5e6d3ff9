package epoch.server.calendar;

import epoch.api.topology.Topology;
import epoch.api.validation.Violation;
import epoch.server.operations.Refusal;
import epoch.server.store.KeptCalendar;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.timer.FireTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** All calendars in memory, as last read from or written to ZooKeeper. Thread safe. */
public final class Calendars {
  private final ZoneId defaultZone;
  private final Map<String, Known> known = new ConcurrentSkipListMap<>();
  private final AtomicLong changes = new AtomicLong();

  /**
   * Whoever stores a topology that names calendars reads; whoever changes calendars writes: so none
   * is removed while a topology begins to name it.
   */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /**
   * @param defaultZone the zone of calendars that name none
   */
  public Calendars(ZoneId defaultZone) {
    this.defaultZone = defaultZone;
  }

  /** A calendar and when it is closed. */
  record Known(Versioned<KeptCalendar> kept, Closures closures) {}

  /** Until it is closed, no calendar is removed. */
  @FunctionalInterface
  public interface Use extends AutoCloseable {
    /** Of what names none. */
    Use NONE = () -> {};

    @Override
    void close();
  }

  /** Reads what there is. */
  public void load(Store store) throws InterruptedException {
    for (Versioned<KeptCalendar> kept : store.calendars()) {
      put(kept);
    }
  }

  /** Whether there is a calendar of this name. */
  public boolean has(String name) {
    return known.containsKey(name);
  }

  /** The zone of calendars that name none. */
  ZoneId defaultZone() {
    return defaultZone;
  }

  /** Grows with each change of a calendar. */
  public long changes() {
    return changes.get();
  }

  Optional<Known> find(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /** All of them, by name. */
  Collection<Known> all() {
    return Collections.unmodifiableCollection(known.values());
  }

  void put(Versioned<KeptCalendar> kept) {
    known.put(kept.value().calendar().name(), new Known(kept, closures(kept.value())));
    changes.incrementAndGet();
  }

  void remove(String name) {
    known.remove(name);
    changes.incrementAndGet();
  }

  /** Held by whoever changes calendars. */
  Lock changing() {
    return lock.writeLock();
  }

  /**
   * Makes sure that the calendars which a topology names are there, and stay until the answer is
   * closed. The caller may hold the topology's entry.
   *
   * @throws Refusal if one is not there
   */
  public Use use(Topology topology) throws InterruptedException {
    List<String> names = topology.effectivePolicy().effectiveCalendars();
    if (names.isEmpty()) {
      return Use.NONE;
    }
    lock.readLock().lockInterruptibly();
    List<Violation> missing = missing(names);
    if (!missing.isEmpty()) {
      lock.readLock().unlock();
      throw Refusal.invalid(missing);
    }
    return lock.readLock()::unlock;
  }

  private List<Violation> missing(List<String> names) {
    var missing = new ArrayList<Violation>();
    for (int i = 0; i < names.size(); i++) {
      if (!has(names.get(i))) {
        missing.add(
            new Violation("policy.calendars[" + i + "]", "there is no calendar " + names.get(i)));
      }
    }
    return missing;
  }

  private Closures closures(KeptCalendar kept) {
    Closures now = CalendarClosures.of(kept.calendar(), defaultZone);
    if (kept.earlier().isEmpty()) {
      return now;
    }
    var versions = new ArrayList<VersionedClosures.Version>();
    for (KeptCalendar.Earlier earlier : kept.earlier()) {
      versions.add(
          new VersionedClosures.Version(
              CalendarClosures.of(earlier.calendar(), defaultZone), earlier.until()));
    }
    versions.add(new VersionedClosures.Version(now, Instant.MAX));
    return new VersionedClosures(versions);
  }

  /**
   * When a topology is closed. A calendar that is not there, which only a hand in ZooKeeper can
   * bring about, closes nothing.
   */
  public Closures of(Topology topology) {
    return of(topology.effectivePolicy().effectiveCalendars());
  }

  /**
   * When a topology is run: as its calendars leave its fire times.
   *
   * @param since fire times up to this moment do not count any more
   */
  public FireTimes open(Topology topology, FireTimes all, Instant since) {
    return OpenTimes.of(all, of(topology), topology.effectivePolicy().runsAfterClosures(), since);
  }

  /** Closed while any of these calendars is. */
  public Closures of(List<String> names) {
    if (names.isEmpty()) {
      return Closures.none();
    }
    return AllClosures.of(
        names.stream().map(known::get).filter(Objects::nonNull).map(Known::closures).toList());
  }
}
