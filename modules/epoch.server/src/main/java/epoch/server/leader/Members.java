package epoch.server.leader;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who takes part in the election, in the order in which they would lead; watched, so that asking
 * costs nothing. What it knows may be a moment old, and older while ZooKeeper is away. Thread safe.
 */
public final class Members implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Members.class);

  /** Places are named {@code …-lock-0000000012}: the number orders them. */
  private static final Comparator<String> BY_SEQUENCE =
      Comparator.comparing((String path) -> path.substring(path.lastIndexOf('-') + 1))
          .thenComparing(Comparator.naturalOrder());

  private final String election;
  private final CuratorCache cache;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private final Map<String, URI> places = new TreeMap<>(BY_SEQUENCE);

  private volatile List<URI> members = List.of();

  /** Who stood first before the one that does now. Written under the lock. */
  private volatile @Nullable URI before;

  Members(CuratorFramework client, String election) {
    this.election = election;
    this.cache = CuratorCache.build(client, election);
    cache
        .listenable()
        .addListener(
            CuratorCacheListener.builder()
                .forCreates(this::put)
                .forChanges((before, now) -> put(now))
                .forDeletes(this::remove)
                .build());
  }

  void start() {
    cache.start();
  }

  /** The member ids, the leader's first. */
  public List<URI> all() {
    return members;
  }

  /** The member id of whoever leads, or is about to. */
  public Optional<URI> leader() {
    List<URI> all = members;
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
  }

  /** Who stood first last, other than this node as it stands there now. */
  Optional<URI> lastFirst(URI self) {
    return leader().filter(first -> !first.equals(self)).or(() -> Optional.ofNullable(before));
  }

  @Override
  public void close() {
    cache.close();
  }

  private void put(ChildData node) {
    if (node.getPath().equals(election)) {
      return;
    }
    String text = new String(node.getData(), StandardCharsets.UTF_8);
    lock.lock();
    try {
      places.put(node.getPath(), URI.create(text));
      update();
    } catch (IllegalArgumentException e) {
      LOG.warn("The member at {} has an id that is no address: {}", node.getPath(), text);
    } finally {
      lock.unlock();
    }
  }

  private void remove(ChildData node) {
    lock.lock();
    try {
      places.remove(node.getPath());
      update();
    } finally {
      lock.unlock();
    }
  }

  private void update() {
    List<URI> now = List.copyOf(places.values());
    List<URI> known = members;
    if (!known.isEmpty() && (now.isEmpty() || !now.getFirst().equals(known.getFirst()))) {
      before = known.getFirst();
    }
    members = now;
  }
}
