package epoch.server.leader;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says loudly when this node's clock and ZooKeeper's differ: fire times are told by the one, and
 * the other bounds how far that is believed. Not thread safe, but for {@link #differenceMillis}.
 */
final class ClockAlarm {
  private static final Logger LOG = LoggerFactory.getLogger(ClockAlarm.class);
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private volatile long differenceMillis;
  private boolean raised;
  private long raisedAt;

  ClockAlarm(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** How far this node's clock was ahead of ZooKeeper's when last looked at; negative if behind. */
  long differenceMillis() {
    return differenceMillis;
  }

  /** Whether the clocks differ by too much. */
  boolean isRaised() {
    return raised;
  }

  /**
   * Compares ZooKeeper's time of a write with this node's, which lies between the sending of the
   * write and its answer: a slow answer is no difference.
   */
  void compare(Instant sent, Instant server, Instant answered) {
    Duration ahead = Duration.ZERO;
    if (sent.isAfter(server)) {
      ahead = Duration.between(server, sent);
    } else if (answered.isBefore(server)) {
      ahead = Duration.between(server, answered);
    }
    differenceMillis = ahead.toMillis();
    long now = nanos.getAsLong();
    if (ahead.abs().compareTo(LIMIT) <= 0) {
      if (raised) {
        LOG.info("This node's clock and ZooKeeper's agree again");
      }
      raised = false;
    } else if (!raised || now - raisedAt >= AGAIN_NANOS) {
      raised = true;
      raisedAt = now;
      LOG.error(
          "This node's clock is {} ms {} ZooKeeper's: topologies fire by this node's clock. Set it"
              + " right",
          ahead.abs().toMillis(),
          ahead.isNegative() ? "behind" : "ahead of");
    }
  }
}
