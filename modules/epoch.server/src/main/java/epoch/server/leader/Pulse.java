package epoch.server.leader;

import epoch.server.store.Heartbeat;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import epoch.server.store.zookeeper.ServerClock;
import epoch.server.store.zookeeper.StaleException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The signs of life that a leader leaves in ZooKeeper, by which the next one knows how long nobody
 * led.
 */
final class Pulse {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Store store;
  private final String memberId;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final ServerClock serverClock;
  private final ClockAlarm alarm = new ClockAlarm(System::nanoTime);
  private int version = -1;
  private volatile @Nullable Duration latency;

  Pulse(
      Store store,
      String memberId,
      ServerClock serverClock,
      InstantSource clock,
      LongSupplier nanos) {
    this.serverClock = serverClock;
    this.nanos = nanos;
    this.store = store;
    this.memberId = memberId;
    this.clock = clock;
  }

  /** The last sign of life of the leader before. */
  Optional<Heartbeat> before() throws InterruptedException {
    Optional<Versioned<Heartbeat>> found = store.heartbeat();
    version = found.map(Versioned::version).orElse(-1);
    return found.map(Versioned::value);
  }

  /** How long the last sign of life took to be written; null before the first. */
  @Nullable Duration latency() {
    return latency;
  }

  /** How far this node's clock is ahead of ZooKeeper's; negative if behind. */
  Duration clockDifference() {
    return Duration.ofMillis(alarm.differenceMillis());
  }

  /** Whether there is a connection to ZooKeeper. */
  boolean isConnected() {
    return store.isConnected();
  }

  /** Leaves a sign of life every now and then, until interrupted. */
  void beat() throws InterruptedException {
    while (true) {
      beatOnce();
      TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
    }
  }

  private void beatOnce() throws InterruptedException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    long begun = nanos.getAsLong();
    try {
      store.change().putHeartbeat(new Heartbeat(memberId, now), version).commit();
    } catch (StaleException stale) {
      // Nobody but an operator writes here, or what is there cannot be read.
      version = store.heartbeatVersion();
      return;
    }
    latency = Duration.ofNanos(nanos.getAsLong() - begun);
    version++;
    alarm.compare(now, serverClock.now(), clock.instant());
  }
}
