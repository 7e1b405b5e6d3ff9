package epoch.server.store.backup;

import epoch.api.json.Json;
import epoch.server.store.Paths;
import epoch.server.store.zookeeper.Node;
import epoch.server.store.zookeeper.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.zookeeper.KeeperException;

/**
 * Writes all that an installation keeps as compressed lines of JSON: a head, the nodes, a foot. It
 * only reads, and the installation goes on meanwhile: what is written first is what refers to the
 * rest.
 */
public final class Backup {
  /** What belongs to the nodes that live now, and what is secret. */
  static final Set<String> LEFT_OUT =
      Set.of(
          "/leader-selection",
          "/secrets",
          "/cluster/installation",
          "/cluster/members",
          "/cluster/heartbeat",
          "/cluster/tokens");

  /** So that a run that ends meanwhile is found ended, and one that begins is known to be new. */
  private static final List<String> ORDER = List.of("active", "topologies", "schedules", "runs");

  private static final int BATCH = 500;

  private final Session session;
  private final Paths paths;
  private final OutputStream out;
  private long nodes;

  private Backup(Session session, Paths paths, OutputStream out) {
    this.session = session;
    this.paths = paths;
    this.out = out;
  }

  /**
   * Writes a backup; the stream is left open.
   *
   * @return how many nodes there are in it
   * @throws IOException if ZooKeeper cannot be read, or nothing is there
   */
  public static long write(Session session, Paths paths, Instant now, OutputStream target)
      throws IOException, InterruptedException {
    try {
      if (session.read(paths.root()).isEmpty()) {
        throw new IOException("there is no installation at " + paths.root());
      }
      if (session.read(paths.restoring()).isPresent()) {
        throw new IOException(paths.root() + " is not whole: its restore was not finished");
      }
      var gzip = new GZIPOutputStream(target, 1 << 16);
      var backup = new Backup(session, paths, gzip);
      backup.line(new Head(Head.FORM, now, paths.root()));
      backup.children("", session.children(paths.root()).stream().sorted(Backup::order).toList());
      backup.line(new Foot(backup.nodes));
      gzip.finish();
      return backup.nodes;
    } catch (KeeperException e) {
      throw new IOException("ZooKeeper cannot be read: " + e.getMessage(), e);
    }
  }

  private static int order(String one, String other) {
    int a = ORDER.indexOf(one);
    int b = ORDER.indexOf(other);
    return a == b
        ? one.compareTo(other)
        : Integer.compare(a < 0 ? ORDER.size() : a, b < 0 ? ORDER.size() : b);
  }

  /**
   * @param parent below the namespace
   */
  private void children(String parent, List<String> names)
      throws KeeperException, IOException, InterruptedException {
    for (int from = 0; from < names.size(); from += BATCH) {
      var batch = new ArrayList<String>();
      for (String name : names.subList(from, Math.min(from + BATCH, names.size()))) {
        if (!LEFT_OUT.contains(parent + "/" + name)) {
          batch.add(paths.root() + parent + "/" + name);
        }
      }
      Map<String, Node> found = session.readAll(batch);
      for (String path : batch) {
        Node node = found.get(path);
        if (node != null && node.owner() == 0) {
          String below = path.substring(paths.root().length());
          line(new Line(below, node.version(), node.data()));
          nodes++;
          if (node.children() > 0) {
            children(below, session.children(path).stream().sorted().toList());
          }
        }
      }
    }
  }

  private void line(Object value) throws IOException {
    out.write(Json.bytes(value));
    out.write('\n');
  }
}
