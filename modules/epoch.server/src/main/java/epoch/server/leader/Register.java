package epoch.server.leader;

import com.fasterxml.jackson.core.JsonProcessingException;
import epoch.api.json.Json;
import epoch.server.store.SignedIn;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.zookeeper.CreateMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes of this version sign in here, in ephemeral nodes below {@code /cluster/members}; those of
 * Epoch 1.14 do not, which is how they are told apart: the election holds nothing but addresses,
 * because 1.14 has to read them. Watched, so that asking costs nothing. Thread safe.
 */
public final class Register implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Register.class);

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final PersistentNode own;
  private final CuratorCache cache;
  private final Map<String, SignedIn> entries = new ConcurrentHashMap<>();

  Register(CuratorFramework client, String path, URI self, String version) {
    own =
        new PersistentNode(
            client,
            CreateMode.EPHEMERAL_SEQUENTIAL,
            false,
            path + "/node-",
            Json.bytes(new SignedIn(self, version)));
    cache = CuratorCache.build(client, path);
    cache
        .listenable()
        .addListener(
            CuratorCacheListener.builder()
                .forCreates(this::put)
                .forChanges((before, now) -> put(now))
                .forDeletes(node -> entries.remove(node.getPath()))
                .build());
  }

  /** Signs in; again by itself with each new session. */
  void start() {
    own.start();
    cache.start();
  }

  /** Who signed in. */
  public Collection<SignedIn> all() {
    return List.copyOf(entries.values());
  }

  /** The version of a member, if it has signed in. */
  Optional<String> version(URI member) {
    return entries.values().stream()
        .filter(entry -> entry.id().equals(member))
        .map(SignedIn::version)
        .findFirst();
  }

  /** Whether the member has signed in, and so is of this version or a later one. */
  boolean has(URI member) {
    return entries.values().stream().anyMatch(entry -> entry.id().equals(member));
  }

  /**
   * Signs out if that can be done now. Where ZooKeeper is away, Curator would ask it again and
   * again for longer than whoever stops this node has patience; the end of the session does it as
   * well.
   */
  @Override
  public void close() {
    Thread leaving = Thread.ofVirtual().name("sign out").start(this::signOut);
    try {
      if (!leaving.join(PATIENCE)) {
        leaving.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cache.close();
  }

  private void signOut() {
    try {
      own.close();
    } catch (IOException e) {
      LOG.debug("Signing out is left to the end of the session: {}", e.getMessage());
    }
  }

  private void put(ChildData node) {
    if (node.getData() == null || node.getData().length == 0) {
      // The parent.
      return;
    }
    try {
      entries.put(node.getPath(), Json.read(node.getData(), SignedIn.class));
    } catch (JsonProcessingException e) {
      LOG.warn("{} cannot be read: {}", node.getPath(), e.getOriginalMessage());
    }
  }
}
