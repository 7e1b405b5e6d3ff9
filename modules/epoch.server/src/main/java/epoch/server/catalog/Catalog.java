package epoch.server.catalog;

import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.Trigger;
import epoch.server.store.Schedule;
import epoch.server.store.Versioned;
import epoch.server.timer.FireTimes;
import epoch.server.timer.ScheduleWords;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All topologies by name, those that are being removed included. Thread safe. */
public final class Catalog {
  private final ConcurrentNavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();
  private final ZoneId defaultZone;

  /** How many there are that are not being removed. */
  private final AtomicInteger shown = new AtomicInteger();

  /**
   * @param defaultZone the zone of triggers that name none
   */
  public Catalog(ZoneId defaultZone) {
    this.defaultZone = defaultZone;
  }

  /** The entry of a topology. */
  public Optional<Entry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** All entries, by name; a live view. */
  public Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /** Those whose names come after this one, by name; a live view. */
  public Collection<Entry> entriesAfter(String id) {
    return Collections.unmodifiableCollection(entries.tailMap(id, false).values());
  }

  /** How many there are, those that are being removed not counted. */
  public int shown() {
    return shown.get();
  }

  /** The zone of triggers that name none. */
  public ZoneId defaultZone() {
    return defaultZone;
  }

  /** The zone in which a topology tells time: its trigger's, or the server's. */
  public ZoneId zone(Topology topology) {
    try {
      return ZoneId.of(ScheduleWords.zone(topology.effectiveTrigger(), defaultZone));
    } catch (DateTimeException unknown) {
      return defaultZone;
    }
  }

  /** Adds a topology that was just stored or loaded. */
  public Entry add(Versioned<TopologyDetails> details, Versioned<Schedule> schedule) {
    var entry = new Entry(details, schedule, fireTimes(details.value().topology()), shown);
    Entry before = entries.put(entry.id(), entry);
    entry.enter();
    if (before != null) {
      before.leave();
    }
    return entry;
  }

  /** Forgets a topology that was removed. */
  public void remove(Entry entry) {
    if (entries.remove(entry.id(), entry)) {
      entry.leave();
    }
  }

  /** Whether this very entry is still the one of its name. */
  public boolean has(Entry entry) {
    return entries.get(entry.id()) == entry;
  }

  /**
   * When a topology fires. A trigger that cannot be understood (a type this version does not know,
   * a cron that Epoch 1.14 let pass) never fires; it is shown and kept.
   */
  public FireTimes fireTimes(Topology topology) {
    return fireTimes(topology.effectiveTrigger());
  }

  /** As {@link #fireTimes(Topology)}, of a trigger that the topology had. */
  public FireTimes fireTimes(Trigger trigger) {
    try {
      return FireTimes.of(trigger, defaultZone);
    } catch (IllegalArgumentException notUnderstood) {
      return FireTimes.never();
    }
  }
}
