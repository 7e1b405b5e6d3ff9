package epoch.server.leader;

import epoch.api.topology.TopologyState;
import epoch.server.catalog.Entry;
import epoch.server.event.Event;
import epoch.server.metrics.Vitals;
import epoch.server.operations.NotNowException;
import epoch.server.operations.Operations;
import epoch.server.schedule.LegacyTraces;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Heartbeat;
import epoch.server.store.Hold;
import epoch.server.store.Inventory.Begun;
import epoch.server.store.Stored;
import epoch.server.work.Together;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One leadership of this node: everything that only a leader has, what moves by itself ({@link
 * Engine}) and what can be asked ({@link Desk}). {@link #establish} loads what is kept and begins
 * to act; {@link #revoke} is its mirror image.
 */
final class Term {
  private static final Logger LOG = LoggerFactory.getLogger(Term.class);

  /** Who removes a topology that an earlier leader had begun to remove. */
  private static final String EARLIER = "an earlier leader";

  /**
   * What was there when this term began.
   *
   * @param before the last sign of life of the leader before
   */
  private record Found(Optional<Heartbeat> before, List<Stored> topologies, Begun begun) {}

  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch revoked = new CountDownLatch(1);
  private final Engine engine;
  private final Desk desk;
  private final Aftermath aftermath;
  private final Orphans orphans;

  /** Ends what this term hears of events. */
  private final Runnable deaf;

  private final InstantSource clock;
  private final Duration holdAfter;

  Term(Surroundings around) {
    clock = around.clock();
    holdAfter = around.settings().holdAfter();
    engine = new Engine(around, this::end, this::removeGone);
    desk = new Desk(around, engine, this::end);
    orphans = new Orphans(engine.store, around.drove(), engine.active, clock);
    aftermath = new Aftermath(around.fence().version(), around.memberId(), engine.store, orphans);
    deaf =
        around
            .events()
            .subscribe(event -> {
              hear(event);
              desk.lastHour.hear(event);
              desk.feed.hear(event);
            });
  }

  private void hear(Event event) {
    aftermath.hear(event);
    if (event instanceof Event.RunEnded ended) {
      engine.scheduler.runEnded(ended.run().topologyId());
    }
  }

  private void removeGone(Entry entry) {
    desk.removal.begin(entry, "whoever removed the topology");
  }

  /** What this leader can be asked to do; of use once it is established. */
  Operations operations() {
    return desk.operations;
  }

  /** How this leader is doing; from memory. */
  Vitals vitals() {
    return desk.vitals.get();
  }

  /**
   * Loads what is kept, goes on with the runs that are active, and begins to fire.
   *
   * @param predecessor who led before
   */
  void establish(Predecessor predecessor) throws InterruptedException {
    engine.follower.start();
    Found found = read();
    Optional<Heartbeat> before = found.before();
    boolean foreign =
        predecessor.mayBeForeign(before, clock.instant())
            && LegacyTraces.found(
                engine.store, found.topologies(), found.begun(), before.map(Heartbeat::time));
    for (Stored stored : found.topologies()) {
      adopt(stored, foreign);
    }
    holdAfterLongOutage(before);
    aftermath.begin(clock.instant());
    Begun begun = engine.adoption.hasBegunRuns() ? engine.store.inventory().begun() : found.begun();
    Runnable goOn = engine.active.resume(begun);
    for (Entry entry : engine.catalog.entries()) {
      if (entry.state() == TopologyState.DELETED) {
        desk.removal.begin(entry, EARLIER);
      } else {
        engine.scheduler.arm(entry);
      }
    }
    // What is due comes first: thousands of runs have questions to Drove.
    goOn.run();
    engine.workers.start("pulse", desk.pulse::beat);
    engine.workers.start("aftermath", () -> aftermath.report(before, begun.active().size()));
    engine.workers.start("orphans", orphans::watch);
    desk.requests.start(engine.workers);
    desk.retention.start();
    desk.audits.start(engine.workers);
    LOG.info(
        "Leading with {} topologies and {} active runs",
        engine.catalog.entries().size(),
        engine.active.size());
  }

  /** Reads all that is kept, at once: nearly all of it is waiting for ZooKeeper. */
  private Found read() throws InterruptedException {
    try (var reading = new Together()) {
      reading.begin(() -> engine.store.identify(clock.instant()));
      reading.begin(engine.standstill::load);
      reading.begin(() -> engine.calendars.load(engine.store));
      reading.begin(desk.groups::load);
      Future<Optional<Heartbeat>> before = reading.ask(desk.pulse::before);
      Future<Begun> begun = reading.ask(engine.store.inventory()::begun);
      Future<List<Stored>> topologies = reading.ask(engine.store.inventory()::topologies);
      reading.await();
      return new Found(before.resultNow(), topologies.resultNow(), begun.resultNow());
    }
  }

  /** Takes a topology in; one that cannot be must not keep the others from being led. */
  private void adopt(Stored stored, boolean foreign) throws InterruptedException {
    try {
      engine.adoption.adopt(stored, foreign);
    } catch (NotNowException e) {
      throw e;
    } catch (RuntimeException e) {
      String id = stored.details().value().id();
      LOG.error("Topology {} cannot be taken in, and is left out", id, e);
    }
  }

  /** After a long time without a leader a person decides what becomes of the fire times in it. */
  private void holdAfterLongOutage(Optional<Heartbeat> before) throws InterruptedException {
    if (before.isEmpty() || engine.standstill.isHeld()) {
      return;
    }
    Instant last = before.get().time();
    Duration outage = Duration.between(last, clock.instant());
    if (outage.compareTo(holdAfter) > 0) {
      String reason = "nobody led for " + outage.toHours() + " h";
      engine.standstill.hold(
          new Hold("epoch", last, reason),
          AuditRecord.ofEpoch(clock.instant(), Action.HOLD, "came up held").because(reason));
      LOG.warn("Coming up held: {}. Release it to go on", reason);
    }
  }

  /** ZooKeeper is away: nothing fires, and nothing is created, until it is back. */
  void suspend() {
    engine.scheduler.pause();
  }

  /** ZooKeeper is back, and the session lives. */
  void resume() {
    engine.scheduler.resume();
  }

  /** This node leads no more, or shall lead no more: whoever awaits the end revokes. */
  void end() {
    over.countDown();
  }

  /** Waits for {@link #end}. */
  void awaitEnd() throws InterruptedException {
    over.await();
  }

  /** Stops all that {@link #establish} and the operations began; what is on Drove goes on there. */
  void revoke() {
    desk.feed.close();
    deaf.run();
    engine.scheduler.close();
    engine.workers.close();
    engine.follower.close();
  }

  /** Notes that the token was given back as well. */
  void over() {
    revoked.countDown();
  }

  /** Waits until all is over, but not for longer than that. */
  void awaitOver(Duration deadline) throws InterruptedException {
    if (!revoked.await(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn(
          "Leadership did not end within {} s; it ends with the session", deadline.toSeconds());
    }
  }
}
