package epoch.server.retention;

import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.run.ActiveRuns;
import epoch.server.store.Store;
import epoch.server.store.zookeeper.StaleException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes all but the last versions of a topology; one that an active run walks stays. Used by one
 * thread.
 */
final class OldRevisions {
  private static final Logger LOG = LoggerFactory.getLogger(OldRevisions.class);

  private final Store store;
  private final ActiveRuns active;
  private final int limit;

  /** The latest revision of each topology at which nothing was left to remove. */
  private final Map<String, Integer> done = new HashMap<>();

  OldRevisions(Store store, ActiveRuns active, int limit) {
    this.store = store;
    this.active = active;
    this.limit = limit;
  }

  boolean mayHaveSome(Entry entry) {
    int latest = entry.schedule().value().revision();
    return latest > limit && done.getOrDefault(entry.id(), 0) != latest;
  }

  /** Forgets what is remembered of topologies that are gone. */
  void forgetAllBut(Catalog catalog) {
    done.keySet().removeIf(id -> catalog.find(id).isEmpty());
  }

  /**
   * Removes what is too much.
   *
   * @return how many went
   */
  int remove(Entry entry) throws InterruptedException {
    int latest = entry.schedule().value().revision();
    List<Integer> old =
        store.revisions(entry.id()).stream().filter(number -> number <= latest - limit).toList();
    // Looked at after the list was made: a run that begins now walks the latest.
    Set<Integer> walked = active.revisionsWalked(entry.id());
    List<Integer> going = old.stream().filter(number -> !walked.contains(number)).toList();
    try {
      store.clearing().revisions(entry.id(), going);
    } catch (StaleException stale) {
      LOG.debug("Revisions of {} stay until the next round: {}", entry.id(), stale.getMessage());
      return 0;
    }
    if (going.size() == old.size()) {
      done.put(entry.id(), latest);
    }
    return going.size();
  }
}
