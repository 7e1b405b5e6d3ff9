package epoch.server.http;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What sessions are signed with: the cluster's secret, or where there is none a key that the
 * members keep together, which is read when it is first needed. Thread safe.
 */
final class SessionKey {

  private final Cluster.SharedKey shared;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable ClusterSecret known;

  SessionKey(Cluster cluster) {
    this.shared = cluster.sessionKey();
    this.known = cluster.key().orElse(null);
  }

  /** The key, if it need not be read first. */
  Optional<ClusterSecret> atHand() {
    return Optional.ofNullable(known);
  }

  /** The key; may wait. */
  ClusterSecret get() throws InterruptedException {
    ClusterSecret key = known;
    if (key != null) {
      return key;
    }
    lock.lockInterruptibly();
    try {
      key = known;
      if (key == null) {
        key = new ClusterSecret(HexFormat.of().formatHex(shared.read()));
        known = key;
      }
      return key;
    } finally {
      lock.unlock();
    }
  }
}
