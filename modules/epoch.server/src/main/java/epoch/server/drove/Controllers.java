package epoch.server.drove;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which controller leads. A single endpoint is used as it is; of several the leader is found by
 * asking each, again after a while, and at once when a call went wrong. Thread safe; one thread
 * asks, others meanwhile use what is known.
 */
final class Controllers {
  /** However many calls fail, the controllers are not asked more often than this. */
  private static final long BREATHER = Duration.ofMillis(250).toNanos();

  private final List<URI> endpoints;
  private final long checkEvery;
  private final LongSupplier nanoTime;
  private final Predicate<URI> leads;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable URI leader;
  private volatile boolean suspect = true;
  private volatile long checkedAt;
  private volatile boolean checked;
  private final AtomicLong changes = new AtomicLong();

  Controllers(
      List<URI> endpoints, Duration checkEvery, LongSupplier nanoTime, Predicate<URI> leads) {
    this.endpoints = endpoints;
    this.checkEvery = checkEvery.toNanos();
    this.nanoTime = nanoTime;
    this.leads = leads;
  }

  /** Whether there is a choice. */
  boolean several() {
    return endpoints.size() > 1;
  }

  /** How often another controller became the leader, as far as was noticed. */
  long changes() {
    return changes.get();
  }

  /** What is taken for the leader, without asking. */
  @Nullable URI known() {
    return several() ? leader : endpoints.getFirst();
  }

  /** The leader, or null if no controller says that it leads; may ask. */
  @Nullable URI leader() {
    if (!several()) {
      return endpoints.getFirst();
    }
    if (!stale()) {
      return leader;
    }
    if (leader != null && !suspect) {
      // Only due for a look: nobody else needs to wait for it.
      if (asking.tryLock()) {
        try {
          check();
        } finally {
          asking.unlock();
        }
      }
      return leader;
    }
    asking.lock();
    try {
      if (stale()) {
        check();
      }
      return leader;
    } finally {
      asking.unlock();
    }
  }

  /** A call to the endpoint went wrong in a way that another leader would explain. */
  void suspect(URI endpoint) {
    if (endpoint.equals(leader)) {
      suspect = true;
    }
  }

  private boolean stale() {
    long age = nanoTime.getAsLong() - checkedAt;
    return !checked || age >= checkEvery || ((suspect || leader == null) && age >= BREATHER);
  }

  private void check() {
    URI before = leader;
    suspect = false;
    URI found = before != null && leads.test(before) ? before : null;
    for (int i = 0; found == null && i < endpoints.size(); i++) {
      URI endpoint = endpoints.get(i);
      if (!endpoint.equals(before) && leads.test(endpoint)) {
        found = endpoint;
      }
    }
    if (!Objects.equals(found, before)) {
      changes.incrementAndGet();
    }
    leader = found;
    checkedAt = nanoTime.getAsLong();
    checked = true;
  }
}
