package epoch.server.leader;

import epoch.server.store.Heartbeat;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The signs of life that a leader leaves in ZooKeeper, by which the next one knows how long nobody
 * led.
 */
final class Pulse {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Store store;
  private final String memberId;
  private final InstantSource clock;
  private int version = -1;

  Pulse(Store store, String memberId, InstantSource clock) {
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

  /** Leaves a sign of life every now and then, until interrupted. */
  void beat() throws InterruptedException {
    while (true) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      store.change().putHeartbeat(new Heartbeat(memberId, now), version).commit();
      version++;
      TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
    }
  }
}
