package epoch.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What was done to the world and when, by which the checker explains what it finds. */
final class Journal {
  /**
   * How long after a fault its effects last: sessions end, leaders are elected, work is resumed.
   */
  private static final int AFTERMATH_SECONDS = 20;

  /** One fault, from its first moment to the moment when all was mended. */
  record Entry(Fault fault, Instant from, Instant until) {
    boolean explains(Instant time) {
      return !time.isBefore(from.minusSeconds(1))
          && !time.isAfter(until.plusSeconds(AFTERMATH_SECONDS));
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** Topologies that the foreign hand wrote. */
  final Set<String> foreign = ConcurrentHashMap.newKeySet();

  /** Tasks that Drove was made to forget, or to call lost, while they lived. */
  final Set<String> forgotten = ConcurrentHashMap.newKeySet();

  final Set<String> lost = ConcurrentHashMap.newKeySet();

  /** Whether Drove was made to forget the ids of tasks that ended. */
  volatile boolean endedForgotten;

  synchronized void add(Fault fault, Instant from, Instant until) {
    entries.add(new Entry(fault, from, until));
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How often each fault was injected. */
  synchronized Map<Fault, Integer> counts() {
    var counts = new TreeMap<Fault, Integer>();
    entries.forEach(entry -> counts.merge(entry.fault(), 1, Integer::sum));
    return counts;
  }

  /** Whether a fault that keeps fires from being made explains that one was late. */
  synchronized boolean stoodStill(Instant time) {
    return entries.stream().anyMatch(entry -> entry.fault().stops() && entry.explains(time));
  }

  synchronized boolean held(Instant time) {
    return entries.stream()
        .anyMatch(entry -> entry.fault() == Fault.HELD_AND_RELEASED && entry.explains(time));
  }
}
