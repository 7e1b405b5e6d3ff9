package epoch.server.leader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
 * Which version each member runs: every member keeps an ephemeral node that says so, because its
 * place in the election has to look as 1.14's does. Thread safe.
 */
final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  private final PersistentNode own;
  private final CuratorCache cache;

  /** By node. */
  private final Map<String, Card> cards = new ConcurrentHashMap<>();

  /**
   * What a member says of itself.
   *
   * @param member its id
   * @param version of Epoch
   */
  private record Card(String member, String version) {}

  Presence(CuratorFramework client, String parent, URI self, String version) {
    // A name of its own for each start: that of an earlier one goes with its session.
    own =
        new PersistentNode(
            client,
            CreateMode.EPHEMERAL,
            false,
            parent + "/" + UUID.randomUUID(),
            Json.bytes(Map.of("member", self.toString(), "version", version)));
    cache = CuratorCache.build(client, parent);
    cache
        .listenable()
        .addListener(
            CuratorCacheListener.builder()
                .forCreates(this::put)
                .forChanges((before, now) -> put(now))
                .forDeletes(gone -> cards.remove(gone.getPath()))
                .build());
  }

  void start() {
    own.start();
    cache.start();
  }

  /** The version of a member, if it tells. */
  Optional<String> version(URI member) {
    return cards.values().stream()
        .filter(card -> card.member().equals(member.toString()))
        .map(Card::version)
        .findFirst();
  }

  private void put(ChildData node) {
    if (node.getData() == null || node.getData().length == 0) {
      return;
    }
    try {
      var data = Json.read(node.getData(), JsonNode.class);
      cards.put(
          node.getPath(), new Card(data.path("member").asText(), data.path("version").asText()));
    } catch (JsonProcessingException e) {
      LOG.debug("{} says nothing: {}", node.getPath(), e.getOriginalMessage());
    }
  }

  @Override
  public void close() {
    cache.close();
    try {
      own.close();
    } catch (IOException e) {
      LOG.debug("Goes with the session: {}", e.getMessage());
    }
  }
}
