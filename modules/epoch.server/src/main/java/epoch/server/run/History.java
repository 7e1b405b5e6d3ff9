package epoch.server.run;

import epoch.api.run.Run;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * The runs of a topology, ended ones included: read when asked for, the ended ones remembered in a
 * bounded cache, since they do not change any more. Thread safe.
 */
final class History {
  private static final int CACHED = 20_000;

  /** Newest first. */
  private static final Comparator<Run> ORDER =
      Comparator.comparing(Run::created).thenComparing(Run::runId).reversed();

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,100}");

  private final Store store;
  private final ActiveRuns active;
  private final ReentrantLock lock = new ReentrantLock();

  /** Least recently used first. Guarded by the lock. */
  private final Map<String, Run> cache = new LinkedHashMap<>(16, 0.75f, true);

  History(Store store, ActiveRuns active) {
    this.store = store;
    this.active = active;
  }

  /** All runs that are kept, newest first. */
  List<Run> all(String topologyId) throws InterruptedException {
    var runs = new ArrayList<Run>();
    var missing = new ArrayList<String>();
    for (String runId : store.runIds(topologyId)) {
      known(topologyId, runId).ifPresentOrElse(runs::add, () -> missing.add(runId));
    }
    for (Versioned<Run> found : store.runs(topologyId, missing)) {
      remember(found.value());
      runs.add(found.value());
    }
    runs.sort(ORDER);
    return runs;
  }

  /** One run. */
  Optional<Run> find(String topologyId, String runId) throws InterruptedException {
    Optional<Run> known = known(topologyId, runId);
    if (known.isPresent()) {
      return known;
    }
    if (!ID.matcher(runId).matches()) {
      // No run has such an id, and ZooKeeper would refuse to look for it.
      return Optional.empty();
    }
    Optional<Run> found = store.run(topologyId, runId).map(Versioned::value);
    found.ifPresent(this::remember);
    return found;
  }

  private Optional<Run> known(String topologyId, String runId) {
    Optional<Run> live = active.find(topologyId, runId).map(LiveRun::run);
    if (live.isPresent()) {
      return live;
    }
    lock.lock();
    try {
      return Optional.ofNullable(cache.get(key(topologyId, runId)));
    } finally {
      lock.unlock();
    }
  }

  private void remember(Run run) {
    if (!run.state().isTerminal()) {
      return;
    }
    lock.lock();
    try {
      cache.put(key(run.topologyId(), run.runId()), run);
      if (cache.size() > CACHED) {
        cache.remove(cache.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is remembered of a topology that is removed: its name may be used anew. */
  void forget(String topologyId) {
    lock.lock();
    try {
      cache.keySet().removeIf(key -> key.startsWith(topologyId + "/"));
    } finally {
      lock.unlock();
    }
  }

  /** Forgets runs that are removed. */
  void forget(String topologyId, List<String> runIds) {
    lock.lock();
    try {
      runIds.forEach(runId -> cache.remove(key(topologyId, runId)));
    } finally {
      lock.unlock();
    }
  }

  private static String key(String topologyId, String runId) {
    return topologyId + "/" + runId;
  }
}
