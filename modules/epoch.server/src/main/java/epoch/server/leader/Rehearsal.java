package epoch.server.leader;

import epoch.api.json.Json;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.drove.Drove;
import epoch.server.store.Inventory;
import epoch.server.store.StoreUnavailableException;
import epoch.server.store.Stored;
import epoch.server.store.zookeeper.Session;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through what a leader does first, on a node that has not led yet, and forgets it: reads
 * topologies and runs, works out when they fire, asks Drove. Nothing is written, and nothing kept.
 * What a process does for the first time takes it several times as long, and after a failover fires
 * would wait for that. Thread safe.
 */
final class Rehearsal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  /** How long after the start, and how long until the next try if there was nothing to read. */
  private static final Duration PAUSE = Duration.ofSeconds(3);

  /** So many of each are representative. */
  private static final int SOME = 300;

  /** Repeated until what is done often is compiled. */
  private static final int ROUNDS = 10;

  private final CuratorFramework client;
  private final TermSettings settings;
  private final Drove drove;
  private final Thread thread = Thread.ofVirtual().name("rehearsal").unstarted(this::run);

  Rehearsal(CuratorFramework client, TermSettings settings, Drove drove) {
    this.client = client;
    this.settings = settings;
    this.drove = drove;
  }

  /** Begins in a while, once there is something to read; call it once. */
  void start() {
    thread.start();
  }

  /** Ends it: from now on it is no rehearsal. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      do {
        Thread.sleep(PAUSE);
      } while (!played());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there is no need to try again: it is through, or would fail once more. */
  private boolean played() throws InterruptedException {
    try {
      Inventory inventory =
          Inventory.through(
              new Session(client.getZookeeperClient().getZooKeeper()), settings.paths());
      for (int round = 0; round < ROUNDS; round++) {
        if (readTopologies(inventory) == 0) {
          return false;
        }
        readRuns(inventory);
      }
      drove.cluster();
      LOG.debug("What a leader does first was rehearsed");
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (StoreUnavailableException e) {
      return notNow(e);
    } catch (RuntimeException e) {
      LOG.warn("What a leader does first cannot be rehearsed", e);
      return true;
    } catch (Exception e) {
      return notNow(e);
    }
  }

  private static boolean notNow(Exception e) {
    LOG.debug("What a leader does first cannot be rehearsed now: {}", e.getMessage());
    return false;
  }

  private int readTopologies(Inventory inventory) throws InterruptedException {
    var catalog = new Catalog(settings.defaultZone());
    for (Stored stored : inventory.topologies(SOME)) {
      if (stored.schedule() != null) {
        Entry entry = catalog.add(stored.details(), stored.schedule());
        entry.fireTimes().next(entry.schedule().value().cursor());
        Json.bytes(entry.schedule().value());
      }
    }
    return catalog.shown();
  }

  private static void readRuns(Inventory inventory) throws InterruptedException {
    Inventory.Begun begun = inventory.begun(SOME);
    begun.records().values().forEach(run -> Json.bytes(run.value()));
    begun.active().forEach(run -> Json.bytes(run.value()));
  }
}
