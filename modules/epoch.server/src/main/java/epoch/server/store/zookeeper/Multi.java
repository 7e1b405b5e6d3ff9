package epoch.server.store.zookeeper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.jspecify.annotations.Nullable;

/**
 * A transaction being put together. Its <em>witness</em> is the first node that it writes, unless
 * {@link #witnessedHere} chose another: by the bytes found there one can tell, after an answer was
 * lost, whether it was carried out. So those bytes must differ from what was there before, and
 * nobody else may write there meanwhile. Not thread safe.
 */
public final class Multi {
  /** A server refuses, by dropping the connection, requests from 1 MiB on; stay well below. */
  private static final int MAX_BYTES = 900 * 1024;

  private final List<Op> operations = new ArrayList<>();
  private int bytes;
  private @Nullable String witnessPath;
  private byte @Nullable [] witnessData;
  private @Nullable String lastPath;
  private byte @Nullable [] lastData;

  /** Requires the node to have this data version; -1 requires only that it exists. */
  public Multi check(String path, int version) {
    return add(Op.check(path, version), path, 0);
  }

  public Multi create(String path, byte[] data) {
    witness(path, data);
    return add(
        Op.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
        path,
        data.length);
  }

  public Multi set(String path, byte[] data, int version) {
    witness(path, data);
    return add(Op.setData(path, data, version), path, data.length);
  }

  /** Deletes the node; -1 deletes whatever version there is. */
  public Multi delete(String path, int version) {
    return add(Op.delete(path, version), path, 0);
  }

  /** How many operations there are. */
  public int size() {
    return operations.size();
  }

  List<Op> operations(Fence fence) {
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException("A transaction of " + bytes + " bytes is too large");
    }
    var all = new ArrayList<>(fence.checks());
    all.addAll(operations);
    return all;
  }

  @Nullable String witnessPath() {
    return witnessPath;
  }

  boolean isWitness(byte[] data) {
    return Arrays.equals(witnessData, data);
  }

  /** Makes the node that was just written the witness: one that strangers never write. */
  public Multi witnessedHere() {
    witnessPath = lastPath;
    witnessData = lastData;
    return this;
  }

  private void witness(String path, byte[] data) {
    lastPath = path;
    lastData = data;
    if (witnessPath == null) {
      witnessPath = path;
      witnessData = data;
    }
  }

  private Multi add(Op operation, String path, int dataBytes) {
    operations.add(operation);
    bytes += dataBytes + path.length() + 64;
    return this;
  }
}
