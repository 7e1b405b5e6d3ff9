package epoch.server.retention;

import epoch.api.topology.TopologyState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.drove.Drove;
import epoch.server.run.ActiveRuns;
import epoch.server.run.RunService;
import epoch.server.store.Store;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.work.Workers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes old runs and revisions, in rounds, while this node leads. A topology of which no run
 * ended and that was not edited since the last round costs nothing; the others cost a look at the
 * names of their runs, and one read for each run that goes.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Catalog catalog;
  private final RetentionSettings settings;
  private final Workers workers;
  private final OldRuns runs;
  private final OldRevisions revisions;
  private final OldTasks tasks;

  public Retention(
      Catalog catalog,
      Store store,
      ActiveRuns active,
      RunService service,
      Drove drove,
      RetentionSettings settings,
      InstantSource clock,
      Workers workers) {
    this.catalog = catalog;
    this.settings = settings;
    this.workers = workers;
    this.tasks = new OldTasks(drove, settings, clock);
    this.runs = new OldRuns(store, active, service, tasks, settings, clock);
    this.revisions = new OldRevisions(store, active, settings.revisions());
  }

  /** Begins; ends with the workers. */
  public void start() {
    workers.start("retention", this::go);
    workers.start("retention-drove", tasks::forget);
  }

  private void go() throws InterruptedException {
    sleep(settings.first());
    while (true) {
      round();
      sleep(settings.interval());
    }
  }

  private void round() throws InterruptedException {
    int removed = 0;
    for (Entry entry : catalog.entries()) {
      if (entry.state() != TopologyState.DELETED) {
        removed += visit(entry);
      }
    }
    runs.forgetAllBut(catalog);
    revisions.forgetAllBut(catalog);
    if (removed > 0) {
      LOG.info("Removed {} old runs and revisions", removed);
    }
  }

  private int visit(Entry entry) throws InterruptedException {
    try {
      int removed = 0;
      if (runs.mayHaveSome(entry)) {
        removed += runs.remove(entry);
        sleep(Duration.ofSeconds(1).dividedBy(settings.topologiesPerSecond()));
      }
      if (revisions.mayHaveSome(entry)) {
        removed += revisions.remove(entry);
      }
      return removed;
    } catch (FencedOutException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("Old runs of {} stay until the next round: {}", entry.id(), e.toString());
      return 0;
    }
  }

  private static void sleep(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
