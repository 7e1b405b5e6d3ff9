package epoch.server.store.zookeeper;

import org.apache.zookeeper.KeeperException;

/** A transaction that was refused because of one of its operations; nothing was changed. */
final class MultiFailedException extends KeeperException {
  private final int index;

  MultiFailedException(Code code, int index, String path) {
    super(code, path);
    this.index = index;
  }

  /** Which operation was refused, counted from 0. */
  int index() {
    return index;
  }
}
