package epoch.server.run;

import epoch.api.run.Run;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.store.Schedule;
import epoch.server.store.Store;
import epoch.server.store.Tombstone;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The course of a run, from wherever it stands to its last write. */
final class Course {
  private static final Logger LOG = LoggerFactory.getLogger(Course.class);

  private final Catalog catalog;
  private final Store store;
  private final Means means;
  private final Admission admission;
  private final Events events;
  private final Settling settling;
  private final Consumer<LiveRun> over;

  /**
   * @param over told of each run that has ended, its topology's entry held
   */
  Course(
      Catalog catalog,
      Store store,
      Means means,
      Admission admission,
      Events events,
      Settling settling,
      Consumer<LiveRun> over) {
    this.catalog = catalog;
    this.store = store;
    this.means = means;
    this.admission = admission;
    this.events = events;
    this.settling = settling;
    this.over = over;
  }

  /** Walks the run to its end; blocks for as long as that takes. */
  void walk(LiveRun live) throws InterruptedException {
    try (var _ = MDC.putCloseable("topology", live.run().topologyId());
        var _ = MDC.putCloseable("run", live.run().runId())) {
      if (live.isResumed() && live.active().closing() != null) {
        // An earlier leader did not come to it; what that leader sent may still appear.
        settling.await();
      }
      var tasks = new TaskWalker(live, means, catalog.zone(live.topology()));
      var walker = new RunWalker(live, tasks, admission);
      Run ended = end(live, walker, walked(walker));
      LOG.info("Run ended: {} {}", ended.state(), ended.message());
      events.publish(new Event.RunEnded(ended, live.topology()));
    }
  }

  private static Walked walked(RunWalker walker) throws InterruptedException {
    try {
      return walker.walk();
    } catch (RunClosed closed) {
      return Walked.failed("Closed");
    } catch (RunLapsed lapsed) {
      return Walked.lapsed(String.valueOf(lapsed.getMessage()));
    }
  }

  /** The last write: the run as it ended, and that it is active no more. */
  private Run end(LiveRun live, RunWalker walker, Walked walked) throws InterruptedException {
    Run run = live.run();
    Entry entry =
        catalog
            .find(run.topologyId())
            .orElseThrow(() -> new IllegalStateException("No topology " + run.topologyId()));
    try (var _ = entry.hold()) {
      Run last =
          live.end(
              now -> walker.ended(now, walked, means.clock().instant()),
              (ended, version) -> {
                Schedule next = entry.schedule().value().ended(ended);
                Instant occupied = live.footprint().mayStillRunUntil();
                if (occupied != null) {
                  next = next.occupiedUntil(occupied);
                }
                var change =
                    store
                        .change()
                        .putSchedule(entry.id(), next, entry.schedule().version())
                        .putRun(ended, version)
                        .removeActive(ended.topologyId(), ended.runId());
                String uid = live.active().uid();
                live.footprint()
                    .abandoned()
                    .forEach(id -> change.addTombstone(new Tombstone(id, uid, ended.updated())));
                try {
                  change.commit();
                } catch (StaleException stale) {
                  // Nobody but an operator writes schedules.
                  store.schedule(entry.id()).ifPresent(entry::put);
                  throw stale;
                }
                entry.put(entry.schedule().next(next));
              });
      over.accept(live);
      return last;
    }
  }
}
