package epoch.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import epoch.api.json.Json;
import epoch.server.store.zookeeper.Node;
import epoch.server.store.zookeeper.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads nodes as what they should be. One that cannot be read so is left alone, logged and left
 * out. Blocks the calling virtual thread. Thread safe.
 */
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final Session session;

  Reading(Session session) {
    this.session = session;
  }

  /** One node. */
  <T> Optional<Versioned<T>> one(String path, Class<T> type) throws InterruptedException {
    return node(path).flatMap(node -> decode(path, node, type));
  }

  /** One node that is kept compressed. */
  <T> Optional<Versioned<T>> zipped(String path, Class<T> type) throws InterruptedException {
    Optional<Node> node = node(path);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    try {
      T value = Json.read(Zipped.unzip(node.get().data()), type);
      return Optional.of(new Versioned<>(value, node.get().version()));
    } catch (IOException e) {
      LOG.warn("{} cannot be read and is left alone: {}", path, e.getMessage());
      return Optional.empty();
    }
  }

  /** Those of the nodes that are there, in no order. */
  <T> List<Versioned<T>> all(List<String> paths, Class<T> type) throws InterruptedException {
    var values = new ArrayList<Versioned<T>>(paths.size());
    nodes(paths).forEach((path, node) -> decode(path, node, type).ifPresent(values::add));
    return values;
  }

  /** All that is below a node, in no order. */
  <T> List<Versioned<T>> children(String parent, Class<T> type) throws InterruptedException {
    return all(names(parent).stream().map(name -> parent + "/" + name).toList(), type);
  }

  /** The names of what is below a node, in no order; none if it is not there. */
  List<String> names(String parent) throws InterruptedException {
    try {
      return session.children(parent);
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  /** Those of the nodes that are there, as they are, by path. */
  Map<String, Node> nodes(List<String> paths) throws InterruptedException {
    try {
      return session.readAll(paths);
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  /** The version of a node, readable or not. */
  OptionalInt version(String path) throws InterruptedException {
    return node(path).stream().mapToInt(Node::version).findFirst();
  }

  private Optional<Node> node(String path) throws InterruptedException {
    try {
      return session.read(path);
    } catch (KeeperException e) {
      throw unavailable(e);
    }
  }

  static <T> Optional<Versioned<T>> decode(String path, @Nullable Node node, Class<T> type) {
    if (node == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Versioned<>(Json.read(node.data(), type), node.version()));
    } catch (JsonProcessingException e) {
      LOG.warn("{} cannot be read and is left alone: {}", path, e.getOriginalMessage());
      return Optional.empty();
    }
  }

  static StoreUnavailableException unavailable(KeeperException e) {
    return new StoreUnavailableException("ZooKeeper cannot be asked now: " + e.getMessage());
  }
}
