package epoch.server.retention;

import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.run.ActiveRuns;
import epoch.server.run.RunService;
import epoch.server.store.Outcome;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.StaleException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and removes the runs of a topology that are too many or too old. When a run was is in its
 * id. Whether it was skipped is known of the last ones from the schedule, of those that stayed from
 * the round before; the others are read. Used by one thread.
 */
final class OldRuns {
  private static final Logger LOG = LoggerFactory.getLogger(OldRuns.class);

  /** Runs that are read, and removed in one transaction, at a time. */
  private static final int BATCH = 200;

  /** Runs of one topology that are remembered from round to round at most. */
  private static final int REMEMBERED = 100;

  /** How far ids of ours may be ahead, where many runs were asked for at once. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Store store;
  private final ActiveRuns active;
  private final RunService service;
  private final OldTasks tasks;
  private final int limit;
  private final @Nullable Duration age;
  private final InstantSource clock;
  private final Map<String, Memory> memories = new HashMap<>();

  OldRuns(
      Store store,
      ActiveRuns active,
      RunService service,
      OldTasks tasks,
      RetentionSettings settings,
      InstantSource clock) {
    this.store = store;
    this.active = active;
    this.service = service;
    this.tasks = tasks;
    this.limit = settings.runs();
    this.age = settings.age();
    this.clock = clock;
  }

  /**
   * What is remembered of a topology.
   *
   * @param last the run that had ended last
   * @param oldest the time of the oldest run that may grow too old; null if none may
   * @param skipped whether they were skipped: those that stayed and are not in the schedule
   */
  private record Memory(String last, @Nullable Instant oldest, Map<String, Boolean> skipped) {}

  /** Whether the topology may have old runs that it had not when it was last looked at. */
  boolean mayHaveSome(Entry entry) {
    Memory memory = memories.get(entry.id());
    return memory == null
        || !memory.last().equals(last(entry.schedule().value().outcomes()))
        || isTooOld(memory.oldest());
  }

  private static String last(List<Outcome> outcomes) {
    return outcomes.isEmpty() ? "" : outcomes.getFirst().runId();
  }

  private boolean isTooOld(@Nullable Instant time) {
    return age != null && time != null && time.isBefore(clock.instant().minus(age));
  }

  /** Forgets what is remembered of topologies that are gone. */
  void forgetAllBut(Catalog catalog) {
    memories.keySet().removeIf(id -> catalog.find(id).isEmpty());
  }

  /**
   * Removes what is too much or too old.
   *
   * @return how many runs went
   */
  int remove(Entry entry) throws InterruptedException {
    List<Outcome> outcomes = entry.schedule().value().outcomes();
    List<RunId> ended = ended(entry.id());
    var round = new Round(entry.id(), ended.size() > limit, known(entry.id(), outcomes));
    for (int from = 0; from < ended.size(); from += BATCH) {
      round.go(ended.subList(from, Math.min(from + BATCH, ended.size())));
    }
    if (round.unfinished) {
      memories.remove(entry.id());
    } else {
      memories.put(entry.id(), round.memory(outcomes));
    }
    return round.removed;
  }

  /** Runs whose id is none stay: nobody knows when they were. */
  private List<RunId> ended(String topologyId) throws InterruptedException {
    // Only 1.14 gave names that are still to come, by local time; any of ours is newer than those.
    Instant ahead = clock.instant().plus(AHEAD);
    return store.runIds(topologyId).stream()
        .map(RunId::parse)
        .flatMap(Optional::stream)
        .filter(id -> !active.isActive(topologyId, id.toString()))
        .sorted(
            Comparator.comparing((RunId id) -> !id.time().isAfter(ahead))
                .thenComparing(RunId::time)
                .thenComparing(RunId::type)
                .reversed())
        .toList();
  }

  private Map<String, Boolean> known(String topologyId, List<Outcome> outcomes) {
    Memory memory = memories.get(topologyId);
    var skipped = new HashMap<String, Boolean>();
    if (memory != null) {
      skipped.putAll(memory.skipped());
    }
    for (Outcome outcome : outcomes) {
      skipped.put(outcome.runId(), outcome.state() == RunState.SKIPPED);
    }
    return skipped;
  }

  /** The runs of one topology, from the newest to the oldest. */
  private final class Round {
    private final String topologyId;
    private final boolean many;
    private final Map<String, Boolean> skipped;
    private final Map<String, Boolean> stayed = new HashMap<>();
    private final Map<String, Versioned<Run>> read = new HashMap<>();
    private boolean anyStays;
    private @Nullable Instant oldest;
    private int skippedOnes;
    private int others;
    private int removed;
    private boolean unfinished;

    /**
     * @param many whether there are more runs than may stay of either kind, so that kinds matter
     */
    Round(String topologyId, boolean many, Map<String, Boolean> skipped) {
      this.topologyId = topologyId;
      this.many = many;
      this.skipped = skipped;
    }

    void go(List<RunId> batch) throws InterruptedException {
      if (many) {
        read(batch.stream().filter(id -> !skipped.containsKey(id.toString())).toList());
      }
      var tooMany = new ArrayList<RunId>();
      var tooOld = new ArrayList<RunId>();
      for (RunId id : batch) {
        if (many && isTooMany(id.toString())) {
          tooMany.add(id);
        } else if (anyStays && isTooOld(id.time())) {
          tooOld.add(id);
        } else {
          stays(id);
        }
      }
      read(tooMany);
      read(tooOld);
      var going = new ArrayList<Versioned<Run>>(found(tooMany));
      for (Versioned<Run> run : found(tooOld)) {
        // It may have run for long.
        if (isTooOld(run.value().updated())) {
          going.add(run);
        }
      }
      if (going.size() < tooMany.size() + tooOld.size()) {
        oldest = batch.getLast().time();
      }
      remove(going);
      read.clear();
    }

    private void stays(RunId id) {
      Boolean known = skipped.get(id.toString());
      if (known != null) {
        stayed.put(id.toString(), known);
      }
      // The newest that ended never grows too old.
      if (anyStays) {
        oldest = id.time();
      }
      anyStays |= known != null || !many;
    }

    /** What could not be read, or has not ended, is not counted. */
    private boolean isTooMany(String id) {
      Boolean wasSkipped = skipped.get(id);
      if (wasSkipped == null) {
        return false;
      }
      return wasSkipped ? ++skippedOnes > limit : ++others > limit;
    }

    private List<Versioned<Run>> found(List<RunId> ids) {
      return ids.stream()
          .flatMap(id -> Optional.ofNullable(read.get(id.toString())).stream())
          .toList();
    }

    private void read(List<RunId> ids) throws InterruptedException {
      List<String> missing =
          ids.stream().map(RunId::toString).filter(id -> !read.containsKey(id)).toList();
      for (Versioned<Run> found : store.runs(topologyId, missing)) {
        Run run = found.value();
        if (run.state().isTerminal()) {
          read.put(run.runId(), found);
          skipped.put(run.runId(), run.state() == RunState.SKIPPED);
        }
      }
    }

    private void remove(List<Versioned<Run>> going) throws InterruptedException {
      if (going.isEmpty()) {
        return;
      }
      try {
        store.clearing().runs(topologyId, going);
        removed += going.size();
        going.forEach(run -> tasks.add(run.value()));
      } catch (StaleException stale) {
        LOG.debug("Old runs of {} stay until the next round: {}", topologyId, stale.getMessage());
        unfinished = true;
      } finally {
        service.forget(topologyId, going.stream().map(run -> run.value().runId()).toList());
      }
    }

    Memory memory(List<Outcome> outcomes) {
      outcomes.forEach(outcome -> stayed.remove(outcome.runId()));
      return new Memory(
          last(outcomes), oldest, stayed.size() > REMEMBERED ? Map.of() : Map.copyOf(stayed));
    }
  }
}
