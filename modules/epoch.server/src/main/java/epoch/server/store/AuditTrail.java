package epoch.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import epoch.api.json.Json;
import epoch.server.store.zookeeper.FencedWriter;
import epoch.server.store.zookeeper.Multi;
import epoch.server.store.zookeeper.Node;
import epoch.server.store.zookeeper.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what, in ZooKeeper: the newest records in nodes of their own, each made in the
 * transaction of its change, the others packed into pages of many. Thread safe.
 */
public final class AuditTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  /** Nodes removed in one transaction. */
  private static final int BATCH = 200;

  private final Session session;
  private final Paths paths;
  private final FencedWriter writer;
  private final AtomicLong written = new AtomicLong();

  /** The first part of the ids of this leadership. */
  private final int leadership;

  AuditTrail(Session session, Paths paths, FencedWriter writer, int leadership) {
    this.session = session;
    this.paths = paths;
    this.writer = writer;
    this.leadership = leadership;
  }

  /**
   * A record and where it stands.
   *
   * @param id where it stands
   * @param record what it says
   */
  public record Numbered(String id, AuditRecord record) {
    /** Where it stands. */
    public AuditId place() {
      return AuditId.parse(id).orElseThrow();
    }
  }

  /**
   * Many records in one node.
   *
   * @param first the oldest of them
   * @param last the newest of them
   */
  public record Page(AuditId first, AuditId last) {
    private static Optional<Page> parse(String name) {
      String[] ends = name.split("~", -1);
      if (ends.length != 2) {
        return Optional.empty();
      }
      return AuditId.parse(ends[0])
          .flatMap(first -> AuditId.parse(ends[1]).map(last -> new Page(first, last)));
    }

    private String node() {
      return first.node() + "~" + last.node();
    }
  }

  /** How many records this leadership has written, or at least tried to. */
  public long written() {
    return written.get();
  }

  /** The node of the next record; nobody else gets this one. */
  String nextNode() {
    return paths.auditRecord(new AuditId(leadership, written.incrementAndGet()).node());
  }

  /** Where the records that are not in pages stand, the newest first. */
  public List<AuditId> loose() throws InterruptedException {
    return names(paths.auditRecords(), AuditId::parse).sorted(Comparator.reverseOrder()).toList();
  }

  /** All pages, the newest first. */
  public List<Page> pages() throws InterruptedException {
    return names(paths.auditPages(), Page::parse)
        .sorted((one, other) -> other.last().compareTo(one.last()))
        .toList();
  }

  /** Those of the loose records that are still loose, in the order of the ids. */
  public List<Numbered> read(List<AuditId> ids) throws InterruptedException {
    try {
      Map<String, Node> nodes = session.readAll(ids.stream().map(this::path).toList());
      var found = new ArrayList<Numbered>(ids.size());
      for (AuditId id : ids) {
        Node node = nodes.get(path(id));
        if (node != null) {
          decode(node, path(id))
              .ifPresent(record -> found.add(new Numbered(id.toString(), record)));
        }
      }
      return found;
    } catch (KeeperException e) {
      throw Reading.unavailable(e);
    }
  }

  /** The records of a page, the newest first; none if it is gone. */
  public List<Numbered> read(Page page) throws InterruptedException {
    String path = paths.auditPage(page.node());
    try {
      Optional<Node> node = session.read(path);
      return node.isEmpty()
          ? List.of()
          : Json.read(Zipped.unzip(node.get().data()), new TypeReference<List<Numbered>>() {});
    } catch (KeeperException e) {
      throw Reading.unavailable(e);
    } catch (IOException e) {
      LOG.warn("{} cannot be read and is left out: {}", path, e.getMessage());
      return List.of();
    }
  }

  /** Packs loose records into a page, in one transaction; the newest of them comes first. */
  public void pack(List<AuditId> ids) throws InterruptedException {
    List<Numbered> records = read(ids);
    var page = new Page(/* first= */ ids.getLast(), /* last= */ ids.getFirst());
    var multi = new Multi().create(paths.auditPage(page.node()), Zipped.zip(Json.bytes(records)));
    ids.forEach(id -> multi.delete(path(id), -1));
    writer.commit(multi);
  }

  /** Forgets pages. */
  public void remove(List<Page> pages) throws InterruptedException {
    removeAll(pages.stream().map(page -> paths.auditPage(page.node())).toList());
  }

  /** Forgets loose records. */
  public void removeLoose(List<AuditId> ids) throws InterruptedException {
    removeAll(ids.stream().map(this::path).toList());
  }

  private void removeAll(List<String> nodes) throws InterruptedException {
    for (int from = 0; from < nodes.size(); from += BATCH) {
      var multi = new Multi();
      nodes
          .subList(from, Math.min(from + BATCH, nodes.size()))
          .forEach(node -> multi.delete(node, -1));
      writer.commit(multi);
    }
  }

  private <T> Stream<T> names(String parent, Function<String, Optional<T>> parse)
      throws InterruptedException {
    try {
      return session.children(parent).stream().map(parse).flatMap(Optional::stream);
    } catch (KeeperException e) {
      throw Reading.unavailable(e);
    }
  }

  private String path(AuditId id) {
    return paths.auditRecord(id.node());
  }

  private static Optional<AuditRecord> decode(Node node, String path) {
    try {
      return Optional.of(Json.read(node.data(), AuditRecord.class));
    } catch (JsonProcessingException e) {
      LOG.warn("{} cannot be read and is left out: {}", path, e.getOriginalMessage());
      return Optional.empty();
    }
  }
}
