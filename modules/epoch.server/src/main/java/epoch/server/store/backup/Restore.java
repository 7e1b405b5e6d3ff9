package epoch.server.store.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.server.store.Hold;
import epoch.server.store.Holds;
import epoch.server.store.Identity;
import epoch.server.store.Paths;
import epoch.server.store.zookeeper.MultiFailedException;
import epoch.server.store.zookeeper.Node;
import epoch.server.store.zookeeper.Session;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;

/**
 * Puts a backup into a namespace in which nothing is kept and no node takes part. What comes of it
 * is another installation than the one that was backed up: it has an identity of its own and comes
 * up held, and no task that its runs had begun is ever created again. Until all of it is there
 * nobody leads it; a restore that was broken off is finished by the same one anew.
 */
public final class Restore {
  private static final int BATCH_NODES = 100;
  private static final int BATCH_BYTES = 400 * 1024;
  private static final List<String> KEPT =
      List.of("/topologies", "/schedules", "/runs", "/active", "/revisions", "/ledger");

  private final Session session;
  private final Paths paths;
  private final Set<String> parents = new HashSet<>();
  private final Map<String, byte[]> batch = new HashMap<>();
  private final Map<String, Integer> topologyVersions = new HashMap<>();
  private final Map<String, Instant> cursors = new HashMap<>();
  private final Set<String> active = new HashSet<>();
  private int batchBytes;
  private long nodes;

  private Restore(Session session, Paths paths) {
    this.session = session;
    this.paths = paths;
  }

  /**
   * Restores. The whole backup is read once before anything is written, so call it with a supplier
   * that can be asked twice.
   *
   * @return how many nodes were restored
   * @throws IOException if the backup is none or was cut short, the namespace is in use, or
   *     ZooKeeper cannot be written
   */
  public static long read(Session session, Paths paths, Instant now, Source source)
      throws IOException, InterruptedException {
    try {
      long wanted = verify(source);
      var restore = new Restore(session, paths);
      try (BufferedReader lines = lines(source)) {
        Head head = head(lines);
        restore.begin(head, now);
        for (long i = 0; i < wanted; i++) {
          restore.take(Json.read(lines.readLine(), Line.class), head);
        }
        restore.flush();
        session.multi(List.of(Op.delete(paths.restoring(), -1)));
      }
      return restore.nodes;
    } catch (KeeperException | MultiFailedException e) {
      throw new IOException("ZooKeeper did not take it all: " + e.getMessage() + "; try again", e);
    }
  }

  /** Where a backup is read from; asked twice. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  private static BufferedReader lines(Source source) throws IOException {
    return new BufferedReader(
        new InputStreamReader(new GZIPInputStream(source.open(), 1 << 16), StandardCharsets.UTF_8));
  }

  private static Head head(BufferedReader lines) throws IOException {
    String first = lines.readLine();
    try {
      Head head = Json.read(first == null ? "" : first, Head.class);
      if (head.epochBackup() != Head.FORM) {
        throw new IOException("this is no backup of a form that this version reads");
      }
      return head;
    } catch (JsonProcessingException e) {
      throw new IOException("this is no backup of Epoch", e);
    }
  }

  /** Fails unless the backup is whole. */
  private static long verify(Source source) throws IOException {
    try (BufferedReader lines = lines(source)) {
      head(lines);
      long seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode value = Json.read(line, JsonNode.class);
        if (value.has("end")) {
          if (value.get("end").asLong() != seen || lines.readLine() != null) {
            break;
          }
          return seen;
        }
        seen++;
      }
      throw new IOException("the backup was cut short: its end is missing");
    } catch (EOFException e) {
      throw new IOException("the backup was cut short", e);
    } catch (JsonProcessingException | ZipException e) {
      throw new IOException("the backup is damaged: " + e.getMessage(), e);
    }
  }

  /** Makes sure that there is room, and writes first of all that this is no whole installation. */
  private void begin(Head head, Instant now)
      throws IOException, KeeperException, MultiFailedException, InterruptedException {
    if (!session.children(paths.leaderSelection()).isEmpty()) {
      throw new IOException("nodes take part in the election at " + paths.root() + ": stop them");
    }
    Optional<Node> unfinished = session.read(paths.restoring());
    if (unfinished.isEmpty()) {
      mustBeEmpty();
      session.ensure(paths.root() + "/cluster");
      session.multi(
          List.of(
              Op.create(
                  paths.restoring(),
                  Json.bytes(head),
                  ZooDefs.Ids.OPEN_ACL_UNSAFE,
                  CreateMode.PERSISTENT)));
    } else if (!head.equals(Json.read(unfinished.get().data(), Head.class))) {
      throw new IOException(
          "in "
              + paths.root()
              + " is a part of another backup, whose restore was broken off: restore that one again,"
              + " or remove it");
    }
    hold(head, now);
  }

  private void mustBeEmpty() throws IOException, KeeperException, InterruptedException {
    for (String path : KEPT) {
      if (!session.children(paths.root() + path).isEmpty()) {
        throw new IOException(
            paths.root() + " is in use: there is something in " + paths.root() + path);
      }
    }
  }

  private void hold(Head head, Instant now)
      throws KeeperException, MultiFailedException, InterruptedException {
    // What was due before the backup and is not accounted for in it may have run since.
    Hold hold =
        new Hold("epoch restore", head.taken(), "restored from a backup of " + head.taken())
            .ofAll();
    put("/cluster/hold", Json.bytes(Holds.NONE.with(hold)));
    put("/cluster/installation", Json.bytes(new Identity(UUID.randomUUID().toString(), now)));
    flush();
    nodes = 0;
  }

  private void take(Line line, Head head)
      throws IOException, KeeperException, MultiFailedException, InterruptedException {
    String path = line.path();
    String[] parts = path.split("/");
    byte[] data = line.data();
    switch (parts[1]) {
      case "topologies" -> topologyVersions.put(parts[parts.length - 1], line.version());
      case "schedules" -> data = parts.length == 3 ? schedule(parts[2], data) : data;
      case "active" -> {
        if (parts.length == 3) {
          active.add(parts[2]);
          data = intents(data);
        }
      }
      case "runs" -> {
        if (parts.length == 4) {
          if (isAhead(parts[2], data)) {
            return;
          }
          data = run(parts[2], parts[3], data, head);
        }
      }
      default -> {
        if (path.equals("/leader-epoch")) {
          raiseLeadership(line);
          return;
        }
        if (path.equals("/cluster/hold")) {
          data = holds(data);
        }
      }
    }
    if (!Backup.LEFT_OUT.contains(path)) {
      put(path, data);
    }
  }

  /**
   * Leaderships are numbered by the version of this node, and what they write is named by the
   * number: so that no name comes twice, the numbers go on from those in the backup.
   */
  private void raiseLeadership(Line line)
      throws KeeperException, MultiFailedException, InterruptedException {
    session.ensure(paths.leaderEpoch());
    int version = session.read(paths.leaderEpoch()).orElseThrow().version();
    while (version < line.version()) {
      int steps = Math.min(BATCH_NODES, line.version() - version);
      session.multi(Collections.nCopies(steps, Op.setData(paths.leaderEpoch(), line.data(), -1)));
      version += steps;
    }
    nodes++;
  }

  /** Versions count anew; a topology that was written past Epoch stays marked as such. */
  private byte[] schedule(String topologyId, byte[] data) throws IOException {
    ObjectNode schedule = Json.read(data, ObjectNode.class);
    cursors.put(topologyId, Instant.ofEpochMilli(schedule.path("cursor").asLong()));
    boolean same =
        schedule.path("topologyVersion").asInt(-1)
            == topologyVersions.getOrDefault(topologyId, Integer.MIN_VALUE);
    return Json.bytes(schedule.put("topologyVersion", same ? 0 : -1));
  }

  /**
   * What was begun may have run to its end since: it is looked for, and if Drove does not know it,
   * it is too old to be begun again.
   */
  private static byte[] intents(byte[] data) throws IOException {
    ObjectNode run = Json.read(data, ObjectNode.class);
    run.path("attempts")
        .forEach(attempt -> ((ObjectNode) attempt).put("intended", Instant.EPOCH.toEpochMilli()));
    return Json.bytes(run);
  }

  /**
   * Whether the run began after its schedule was read, which so does not account for it: its fire
   * time is still to come, as far as the backup knows.
   */
  private boolean isAhead(String topologyId, byte[] run) throws IOException {
    Instant cursor = cursors.getOrDefault(topologyId, Instant.MAX);
    // Runs of 1.14 have none; their fire times do not count.
    Instant fireTime = Json.read(run, Run.class).fireTime();
    return fireTime != null && fireTime.isAfter(cursor);
  }

  /** A run of which nobody could say whether its tasks may be begun again is at its end. */
  private byte[] run(String topologyId, String runId, byte[] data, Head head) throws IOException {
    ObjectNode run = Json.read(data, ObjectNode.class);
    if (run.path("state").asText().equals(RunState.RUNNING.name())
        && !active.contains(topologyId + "~" + runId)) {
      run.put("state", RunState.FAILED.name());
      run.put(
          "message",
          cursors.containsKey(topologyId)
              ? "It began while the backup of " + head.taken() + " was made"
              // 1.14 keeps no schedules.
              : "It ran when the backup of "
                  + head.taken()
                  + " was made; nobody follows it since that was restored");
      return Json.bytes(run);
    }
    return data;
  }

  /** Earlier releases are kept; the hold is the restore's, unless there was one. */
  private byte[] holds(byte[] data) throws IOException, KeeperException, InterruptedException {
    Holds before = Json.read(data, Holds.class);
    Holds ours =
        Json.read(session.read(paths.root() + "/cluster/hold").orElseThrow().data(), Holds.class);
    Hold hold = before.hold() != null ? before.hold().ofAll() : ours.hold();
    return Json.bytes(new Holds(hold, before.releases()));
  }

  private void put(String path, byte[] data)
      throws KeeperException, MultiFailedException, InterruptedException {
    if (batch.size() >= BATCH_NODES || batchBytes + data.length > BATCH_BYTES) {
      flush();
    }
    batch.put(paths.root() + path, data);
    batchBytes += data.length;
    nodes++;
  }

  private void flush() throws KeeperException, MultiFailedException, InterruptedException {
    for (String path : batch.keySet()) {
      String parent = path.substring(0, path.lastIndexOf('/'));
      if (parents.add(parent)) {
        session.ensure(parent);
      }
    }
    Map<String, Node> known = session.readAll(new ArrayList<>(batch.keySet()));
    var operations = new ArrayList<Op>();
    batch.forEach((path, data) -> {
      Node there = known.get(path);
      if (there == null) {
        operations.add(Op.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
      } else if (!Arrays.equals(there.data(), data)) {
        // What an attempt before has written keeps its version.
        operations.add(Op.setData(path, data, -1));
      }
    });
    if (!operations.isEmpty()) {
      session.multi(operations);
    }
    batch.clear();
    batchBytes = 0;
  }
}
