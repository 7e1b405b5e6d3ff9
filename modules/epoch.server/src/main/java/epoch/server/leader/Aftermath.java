package epoch.server.leader;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.server.event.Event;
import epoch.server.store.Failover;
import epoch.server.store.Failover.Affected;
import epoch.server.store.Heartbeat;
import epoch.server.store.Store;
import epoch.server.store.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the gap before this leadership did to fire times and runs. It is written down at
 * once, and again when the dust has settled. Thread safe.
 */
final class Aftermath {
  private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

  /** By then what was due in the gap is accounted for, unless there is a lot of it. */
  private static final Duration SETTLE = Duration.ofSeconds(10);

  private static final int REPORTS_KEPT = 50;
  private static final int EXAMPLES = 20;

  /** Different reasons that are told apart. */
  private static final int REASONS = 50;

  private record Kind(String verdict, @Nullable String reason) {}

  private static final class Tally {
    private long count;
    private final List<String> examples = new ArrayList<>();

    void add(String topologyId, Instant time, long some) {
      count += some;
      if (examples.size() < EXAMPLES) {
        examples.add(topologyId + "@" + time);
      }
    }
  }

  private final int number;
  private final String memberId;
  private final Store store;
  private final Orphans orphans;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private final Map<Kind, Tally> affected = new LinkedHashMap<>();

  private volatile boolean counting = true;
  private volatile Instant began = Instant.MAX;

  Aftermath(int number, String memberId, Store store, Orphans orphans) {
    this.number = number;
    this.memberId = memberId;
    this.store = store;
    this.orphans = orphans;
  }

  /** From now on this node acts: what is due after this is no matter of the gap. */
  void begin(Instant now) {
    began = now;
  }

  /** Hears of every event. */
  void hear(Event event) {
    if (!counting) {
      return;
    }
    switch (event) {
      case Event.Fired fired when !fired.fireTime().isAfter(began) ->
          count(verdict(fired), reason(fired.run()), fired.run().topologyId(), fired.fireTime(), 1);
      case Event.PassedOver passed ->
          count(
              passed.verdict(),
              passed.reason(),
              passed.topologyId(),
              passed.until(),
              passed.count());
      default -> {}
    }
  }

  private static String verdict(Event.Fired fired) {
    if (fired.run().state() == RunState.SKIPPED) {
      return Verdict.SKIPPED.name();
    }
    return (fired.caughtUp() ? Verdict.CAUGHT_UP : Verdict.RAN).name();
  }

  private static @Nullable String reason(Run run) {
    return run.state() == RunState.SKIPPED ? run.message() : null;
  }

  private void count(
      String verdict, @Nullable String reason, String topologyId, Instant time, long some) {
    lock.lock();
    try {
      var kind = new Kind(verdict, affected.size() < REASONS ? reason : null);
      affected.computeIfAbsent(kind, _ -> new Tally()).add(topologyId, time, some);
    } finally {
      lock.unlock();
    }
  }

  private List<Affected> affected() {
    lock.lock();
    try {
      return affected.entrySet().stream()
          .map(entry ->
              new Affected(
                  entry.getKey().verdict(),
                  entry.getKey().reason(),
                  entry.getValue().count,
                  entry.getValue().examples))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Writes the report, and again once the dust has settled. */
  void report(Optional<Heartbeat> before, int adopted) throws InterruptedException {
    // It may be there: written before ZooKeeper went away.
    if (store.failovers().stream().noneMatch(report -> report.number() == number)) {
      store.change().addFailover(failover(before, adopted, 0)).commit();
    }
    store.clearing().failovers(store.failovers().stream().skip(REPORTS_KEPT).toList());
    TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
    counting = false;
    Failover failover = failover(before, adopted, orphans.sweep());
    store.change().putFailover(failover).commit();
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

  private Failover failover(Optional<Heartbeat> before, int adopted, int orphansSeen) {
    List<Affected> all = affected();
    long gap = before.map(last -> Duration.between(last.time(), began).toMillis()).orElse(0L);
    return new Failover(
        number,
        before.map(Heartbeat::leader).orElse(null),
        memberId,
        began.truncatedTo(ChronoUnit.MILLIS),
        Math.max(0, gap),
        sum(all, Verdict.CAUGHT_UP),
        sum(all, Verdict.SKIPPED),
        sum(all, Verdict.MISSED),
        all,
        adopted,
        orphansSeen);
  }

  private static long sum(List<Affected> all, Verdict verdict) {
    return all.stream()
        .filter(some -> some.verdict().equals(verdict.name()))
        .mapToLong(Affected::count)
        .sum();
  }
}
