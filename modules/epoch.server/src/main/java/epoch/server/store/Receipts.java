package epoch.server.store;

import epoch.api.json.Json;
import epoch.server.store.zookeeper.FencedWriter;
import epoch.server.store.zookeeper.Multi;
import epoch.server.store.zookeeper.Node;
import epoch.server.store.zookeeper.Session;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.zookeeper.KeeperException;

/**
 * The receipts of requests with a key, in one parent per hour, so that old ones are found and
 * removed without reading them. They are written with {@link Change#addReceipt}. Thread safe.
 */
public final class Receipts {
  private static final int DELETE_BATCH = 200;

  private final Session session;
  private final Paths paths;
  private final FencedWriter writer;

  Receipts(Session session, Paths paths, FencedWriter writer) {
    this.session = session;
    this.paths = paths;
    this.writer = writer;
  }

  /**
   * The receipt of that name, written in one of these hours.
   *
   * @param first hours since 1970
   * @param last included
   */
  public Optional<Receipt> find(String name, long first, long last) throws InterruptedException {
    List<String> all =
        LongStream.rangeClosed(first, last).mapToObj(hour -> paths.receipt(hour, name)).toList();
    try {
      Map<String, Node> found = session.readAll(all);
      for (String path : all.reversed()) {
        Node node = found.get(path);
        if (node != null) {
          return Optional.of(Json.read(Zipped.unzip(node.data()), Receipt.class));
        }
      }
      return Optional.empty();
    } catch (KeeperException e) {
      throw Store.unavailable(e);
    } catch (IOException e) {
      throw new IllegalStateException("The receipt " + name + " cannot be read", e);
    }
  }

  /** How many were written in that hour. */
  public int count(long hour) throws InterruptedException {
    return names(paths.receipts(hour)).size();
  }

  /** Removes those that were written before that hour. */
  public void removeBefore(long hour) throws InterruptedException {
    for (String name : names(paths.receipts())) {
      if (name.matches("[0-9]{1,9}") && Long.parseLong(name) < hour) {
        removeAll(paths.receipts(Long.parseLong(name)));
      }
    }
  }

  private void removeAll(String parent) throws InterruptedException {
    List<String> names = names(parent);
    for (int from = 0; from < names.size(); from += DELETE_BATCH) {
      var multi = new Multi();
      names
          .subList(from, Math.min(from + DELETE_BATCH, names.size()))
          .forEach(name -> multi.delete(parent + "/" + name, -1));
      writer.commit(multi);
    }
    writer.commit(new Multi().delete(parent, -1));
  }

  private List<String> names(String parent) throws InterruptedException {
    try {
      return session.children(parent);
    } catch (KeeperException e) {
      throw Store.unavailable(e);
    }
  }
}
