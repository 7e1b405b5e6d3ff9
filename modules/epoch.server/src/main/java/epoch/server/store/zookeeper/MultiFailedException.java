package epoch.server.store.zookeeper;

import org.apache.zookeeper.KeeperException.Code;

/** A transaction that was refused because of one of its operations; nothing was changed. */
public final class MultiFailedException extends Exception {
  private final Code code;
  private final int index;
  private final String path;

  MultiFailedException(Code code, int index, String path) {
    super(code + " at " + path, null, false, false);
    this.code = code;
    this.index = index;
    this.path = path;
  }

  /** Why it was refused. */
  public Code code() {
    return code;
  }

  /** Which operation was refused, counted from 0. */
  public int index() {
    return index;
  }

  /** The node of that operation. */
  public String path() {
    return path;
  }
}
