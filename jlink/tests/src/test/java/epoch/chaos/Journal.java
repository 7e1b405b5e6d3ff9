package epoch.chaos;

import epoch.api.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private boolean isNear(Instant begin, Instant end) {
      return !end.isBefore(from.minus(NEAR)) && !begin.isAfter(until.plus(NEAR));
    }

    private boolean isWithin(Run run) {
      return !run.updated().isBefore(from.minusSeconds(1))
          && !run.created().isAfter(until.plusSeconds(1));
    }
  }

  /** How far a fault reaches that does not keep anybody from leading. */
  private static final Duration NEAR = Duration.ofSeconds(2);

  private final List<Entry> entries = new ArrayList<>();

  /** Topologies that the foreign hand wrote. */
  final Set<String> foreign = ConcurrentHashMap.newKeySet();

  /** Ids of ours that a stranger used before we did. */
  final Set<String> stolen = ConcurrentHashMap.newKeySet();

  /** Tasks that Drove was made to forget, or to call lost, while they lived. */
  final Set<String> forgotten = ConcurrentHashMap.newKeySet();

  final Set<String> lost = ConcurrentHashMap.newKeySet();

  /** Runs that somebody asked to be closed, by their names. */
  private final Map<String, Closing> closings = new HashMap<>();

  private final Map<String, List<Resume>> resumes = new HashMap<>();

  private final List<Quiet> quiet = new ArrayList<>();

  private Instant struck = Instant.EPOCH;

  /** Lines of the evidence between which the world was held, and nothing was to start. */
  record Quiet(int from, int until) {
    boolean has(int line) {
      return line >= from && line < until;
    }
  }

  /**
   * A topology was let fire again, at some moment between these.
   *
   * @param until {@link Instant#MAX} while nobody has said that it was done
   */
  record Resume(Instant from, Instant until) {}

  /** Notes that somebody is about to let a topology fire again. */
  synchronized void resuming(String id) {
    List<Resume> all = resumes.computeIfAbsent(id, _ -> new ArrayList<>());
    if (all.isEmpty() || !all.getLast().until().equals(Instant.MAX)) {
      all.add(new Resume(Instant.now(), Instant.MAX));
    }
  }

  /** Notes that it was done, if anybody had asked for it. */
  synchronized void resumed(String id) {
    List<Resume> all = resumes.getOrDefault(id, List.of());
    if (!all.isEmpty() && all.getLast().until().equals(Instant.MAX)) {
      all.set(all.size() - 1, new Resume(all.getLast().from(), Instant.now()));
    }
  }

  synchronized List<Resume> resumes(String id) {
    return List.copyOf(resumes.getOrDefault(id, List.of()));
  }

  private static String name(Run run) {
    return run.topologyId() + "/" + run.runId();
  }

  /** Notes that somebody is about to close a run. */
  synchronized Closing closing(Run run) {
    return closings.computeIfAbsent(name(run), Closing::of);
  }

  /** Notes that the server said that it was done. */
  synchronized void closed(Run run) {
    closings.computeIfPresent(name(run), (_, closing) -> new Closing(closing.as(), true));
  }

  /** How somebody asked for a run to be closed, if so. */
  synchronized Optional<Closing> closingOf(Run run) {
    return Optional.ofNullable(closings.get(name(run)));
  }

  /** Whether a run was closed by hand. */
  boolean isClosed(Run run) {
    return closingOf(run).filter(closing -> closing.isOf(run)).isPresent();
  }

  /** Whether the leader was killed between these that had just been told to close runs. */
  synchronized boolean isClosedByTheNext(Instant after, Instant before) {
    return entries.stream()
        .filter(entry -> entry.fault() == Fault.CLOSED_WHILE_CREATING)
        .map(Entry::struck)
        .anyMatch(struck -> struck.isAfter(after) && struck.isBefore(before));
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

  /** Whether anything was done to the world at about that time. */
  synchronized boolean isDisturbed(Instant from, Instant until) {
    return entries.stream().anyMatch(entry -> entry.isNear(from, until));
  }

  /** Whether it was something that keeps the end of a task from being known. */
  synchronized boolean areEndsDelayed(Instant from, Instant until) {
    return entries.stream()
        .anyMatch(entry -> entry.fault().delaysEnds() && entry.isNear(from, until));
  }

  /** Whether it was something that keeps fires from being made. */
  synchronized boolean isStopped(Instant from, Instant until) {
    return entries.stream().anyMatch(entry -> entry.fault().stops() && entry.isNear(from, until));
  }
}
