package epoch.server.leader;

import epoch.api.drove.TaskInfo;
import epoch.api.run.RunState;
import epoch.server.drove.Drove;
import epoch.server.drove.Reply;
import epoch.server.event.Event;
import epoch.server.run.ActiveRuns;
import epoch.server.store.Failover;
import epoch.server.store.Heartbeat;
import epoch.server.store.Store;
import epoch.server.store.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the gap before this leadership did to fire times and runs, and writes it down once
 * the dust has settled.
 */
final class Aftermath {
  private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

  /** By then what was due in the gap is accounted for. */
  private static final Duration SETTLE = Duration.ofSeconds(10);

  private static final int REPORTS_KEPT = 50;

  private final int number;
  private final String memberId;
  private final Store store;
  private final Drove drove;
  private final ActiveRuns active;
  private final LongAdder caughtUp = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private final LongAdder missed = new LongAdder();
  private volatile boolean counting = true;

  Aftermath(int number, String memberId, Store store, Drove drove, ActiveRuns active) {
    this.number = number;
    this.memberId = memberId;
    this.store = store;
    this.drove = drove;
    this.active = active;
  }

  /** Hears of every event. */
  void hear(Event event) {
    if (!counting) {
      return;
    }
    switch (event) {
      case Event.Fired fired when fired.caughtUp() ->
          (fired.run().state() == RunState.SKIPPED ? skipped : caughtUp).increment();
      case Event.PassedOver passed when passed.verdict().equals(Verdict.MISSED.name()) ->
          missed.add(passed.count());
      case Event.PassedOver passed -> skipped.add(passed.count());
      default -> {}
    }
  }

  /** Waits until the dust has settled, and writes the report. */
  void report(Optional<Heartbeat> before, Instant began, int adopted) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
    counting = false;
    Instant at = began.truncatedTo(ChronoUnit.MILLIS);
    if (store.failovers().stream().anyMatch(report -> report.number() == number)) {
      // Written before ZooKeeper went away.
      return;
    }
    long gap = before.map(last -> Duration.between(last.time(), began).toMillis()).orElse(0L);
    var failover =
        new Failover(
            number,
            before.map(Heartbeat::leader).orElse(null),
            memberId,
            at,
            Math.max(0, gap),
            caughtUp.sum(),
            skipped.sum(),
            missed.sum(),
            adopted,
            orphans());
    store.change().addFailover(failover).commit();
    store.forgetFailovers(REPORTS_KEPT);
    LOG.info(
        "After a gap of {} ms: {} fire times caught up, {} skipped, {} missed; {} runs adopted,"
            + " {} orphans on Drove",
        failover.gapMillis(),
        failover.caughtUp(),
        failover.skipped(),
        failover.missed(),
        failover.runsAdopted(),
        failover.orphans());
  }

  /** Tasks of our app that run on Drove and that no run knows; they are only reported. */
  private int orphans() {
    if (!(drove.active() instanceof Reply.Answered<List<TaskInfo>>(List<TaskInfo> tasks))) {
      return 0;
    }
    List<String> unknown =
        tasks.stream().map(TaskInfo::taskId).filter(id -> !active.knows(id)).toList();
    if (!unknown.isEmpty()) {
      LOG.warn("Tasks on Drove that no run knows: {}", unknown.stream().limit(20).toList());
    }
    return unknown.size();
  }
}
