package epoch.server.store.zookeeper;

import org.apache.zookeeper.KeeperException.Code;

/**
 * A transaction met a node in another state than expected (changed, there already, gone): someone
 * else wrote. Nothing was changed; read again.
 */
public final class StaleException extends RuntimeException {
  private final String path;
  private final Code code;

  StaleException(String path, Code code) {
    super(code + " at " + path, null, false, false);
    this.path = path;
    this.code = code;
  }

  /** The node that was not as expected. */
  public String path() {
    return path;
  }

  /** Whether the node was to be created but exists. */
  public boolean exists() {
    return code == Code.NODEEXISTS;
  }
}
