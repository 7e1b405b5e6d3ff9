package epoch.server.store;

import epoch.api.run.Run;
import epoch.server.store.zookeeper.FencedWriter;
import epoch.server.store.zookeeper.Multi;
import epoch.server.store.zookeeper.StaleException;
import java.util.List;

/**
 * Removes what is not to be kept any more, many nodes to a transaction. All of it is fenced, as
 * {@link Change} is. Thread safe.
 */
public final class Clearing {
  /** Operations of one transaction. */
  private static final int BATCH = 200;

  private final Reading reading;
  private final Paths paths;
  private final FencedWriter writer;

  Clearing(Reading reading, Paths paths, FencedWriter writer) {
    this.reading = reading;
    this.paths = paths;
    this.writer = writer;
  }

  /**
   * Removes runs, each only if it is as it was read.
   *
   * @throws StaleException if some were not; others may be removed
   */
  public void runs(String topologyId, List<Versioned<Run>> runs) throws InterruptedException {
    inBatches(
        runs,
        (multi, run) -> multi.delete(paths.run(topologyId, run.value().runId()), run.version()));
  }

  /**
   * Removes revisions.
   *
   * @throws StaleException if some were not there; others may be removed
   */
  public void revisions(String topologyId, List<Integer> numbers) throws InterruptedException {
    inBatches(numbers, (multi, number) -> multi.delete(paths.revision(topologyId, number), -1));
  }

  /**
   * Removes what is left of a topology: runs, revisions, schedule, at last the topology itself, so
   * that an interrupted removal is found and finished.
   */
  public void topology(String topologyId) throws InterruptedException {
    tree(paths.runs(topologyId));
    tree(paths.revisions(topologyId));
    node(paths.ledger(topologyId));
    node(paths.schedule(topologyId));
    node(paths.topology(topologyId));
  }

  /** Forgets a task that was killed before Drove was seen to have it. */
  public void tombstone(Tombstone old) throws InterruptedException {
    node(paths.tombstone(old.taskId()));
  }

  /** Removes failovers. */
  public void failovers(List<Failover> old) throws InterruptedException {
    for (Failover one : old) {
      node(paths.failover(one.number()));
    }
  }

  /** A node and what is right below it. */
  void tree(String parent) throws InterruptedException {
    inBatches(reading.names(parent), (multi, name) -> multi.delete(parent + "/" + name, -1));
    node(parent);
  }

  private void node(String path) throws InterruptedException {
    if (reading.version(path).isPresent()) {
      writer.commit(new Multi().delete(path, -1));
    }
  }

  private <T> void inBatches(List<T> all, Removal<T> removal) throws InterruptedException {
    for (int from = 0; from < all.size(); from += BATCH) {
      var multi = new Multi();
      all.subList(from, Math.min(from + BATCH, all.size())).forEach(one -> removal.add(multi, one));
      writer.commit(multi);
    }
  }

  /** Adds the removal of one thing to a transaction. */
  @FunctionalInterface
  private interface Removal<T> {
    void add(Multi multi, T one);
  }
}
