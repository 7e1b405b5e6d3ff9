package epoch.chaos;

import epoch.api.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What was done to the world and when, by which the checker explains what it finds. */
final class Journal {
  /**
   * How long after a fault its effects last: sessions end, leaders are elected, work is resumed.
   */
  private static final int AFTERMATH_SECONDS = 20;

  /**
   * One fault, from its first moment to the moment when all was mended.
   *
   * @param struck when it did what it is named for
   */
  record Entry(Fault fault, Instant from, Instant struck, Instant until) {
    boolean explains(Instant time) {
      return !time.isBefore(from.minusSeconds(1))
          && !time.isAfter(until.plusSeconds(AFTERMATH_SECONDS));
    }

    private boolean isWithin(Run run) {
      return !run.updated().isBefore(from.minusSeconds(1))
          && !run.created().isAfter(until.plusSeconds(1));
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** Topologies that the foreign hand wrote. */
  final Set<String> foreign = ConcurrentHashMap.newKeySet();

  /** Ids of ours that a stranger used before we did. */
  final Set<String> stolen = ConcurrentHashMap.newKeySet();

  /** Tasks that Drove was made to forget, or to call lost, while they lived. */
  final Set<String> forgotten = ConcurrentHashMap.newKeySet();

  final Set<String> lost = ConcurrentHashMap.newKeySet();

  private final List<Quiet> quiet = new ArrayList<>();

  private Instant struck = Instant.EPOCH;

  /** Lines of the evidence between which the world was held, and nothing was to start. */
  record Quiet(int from, int until) {
    boolean has(int line) {
      return line >= from && line < until;
    }
  }

  /** Notes that a fault does now what it is named for. */
  synchronized void strikes() {
    struck = Instant.now();
  }

  /** Notes that nothing was to start between these lines of the evidence. */
  synchronized void quiet(int from, int until) {
    quiet.add(new Quiet(from, until));
  }

  /** Whether nothing was to start when this line was written. */
  synchronized boolean isQuiet(int line) {
    return quiet.stream().anyMatch(some -> some.has(line));
  }

  synchronized void add(Fault fault, Instant from, Instant until) {
    entries.add(new Entry(fault, from, struck.isBefore(from) ? from : struck, until));
  }

  /** Whether Drove was made to say the untrue of a task of this run. */
  synchronized boolean forgives(Run run) {
    String tasks = run.topologyId() + "-" + run.runId() + "-";
    return Stream.concat(forgotten.stream(), lost.stream()).anyMatch(id -> id.startsWith(tasks))
        || entries.stream()
            .anyMatch(entry -> entry.fault() == Fault.DROVE_FORGETS_ENDED && entry.isWithin(run));
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
    return entries.stream().anyMatch(entry -> entry.fault().holds() && entry.explains(time));
  }
}
