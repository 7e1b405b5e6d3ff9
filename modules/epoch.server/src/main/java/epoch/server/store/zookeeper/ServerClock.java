package epoch.server.store.zookeeper;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * ZooKeeper's time as last seen, carried on by this machine's monotonic clock. It bounds how far
 * this node's own clock may lead it astray: a cursor is never moved far beyond it. Thread safe.
 */
public final class ServerClock {
  private final LongSupplier nanos;
  private volatile Sight sight;

  /**
   * @param seen ZooKeeper's time of an answer that has just arrived, epoch milliseconds
   * @param nanos a monotonic clock, nanoseconds
   */
  public ServerClock(long seen, LongSupplier nanos) {
    this.nanos = nanos;
    this.sight = new Sight(seen, nanos.getAsLong());
  }

  /** Notes the time that the server put on a change just made. */
  void saw(long millis) {
    sight = new Sight(millis, nanos.getAsLong());
  }

  /** ZooKeeper's time now, as well as it can be told from here. */
  public Instant now() {
    Sight last = sight;
    return Instant.ofEpochMilli(last.millis()).plusNanos(nanos.getAsLong() - last.at());
  }

  /** How far the given clock is ahead of ZooKeeper's; negative if behind. */
  public Duration ahead(Instant local) {
    return Duration.between(now(), local);
  }

  private record Sight(long millis, long at) {}
}
