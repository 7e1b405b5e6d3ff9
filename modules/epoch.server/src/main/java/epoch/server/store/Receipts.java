package epoch.server.store;

import epoch.api.json.Json;
import epoch.server.store.zookeeper.Node;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The receipts of requests with a key, in one parent per hour, so that old ones are found and
 * removed without reading them. They are written with {@link Change#addReceipt}. Thread safe.
 */
public final class Receipts {
  private final Reading reading;
  private final Clearing clearing;
  private final Paths paths;

  Receipts(Reading reading, Clearing clearing, Paths paths) {
    this.reading = reading;
    this.clearing = clearing;
    this.paths = paths;
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
    Map<String, Node> found = reading.nodes(all);
    try {
      for (String path : all.reversed()) {
        Node node = found.get(path);
        if (node != null) {
          return Optional.of(Json.read(Zipped.unzip(node.data()), Receipt.class));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("The receipt " + name + " cannot be read", e);
    }
  }

  /** How many were written in that hour. */
  public int count(long hour) throws InterruptedException {
    return reading.names(paths.receipts(hour)).size();
  }

  /** Removes those that were written before that hour. */
  public void removeBefore(long hour) throws InterruptedException {
    for (String name : reading.names(paths.receipts())) {
      if (name.matches("[0-9]{1,9}") && Long.parseLong(name) < hour) {
        clearing.tree(paths.receipts(Long.parseLong(name)));
      }
    }
  }
}
