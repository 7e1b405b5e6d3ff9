package epoch.server.store.zookeeper;

import epoch.server.operations.NotNowException;

/** This node does not lead any more: nothing was written, and nothing can be. Step down. */
public final class FencedOutException extends NotNowException {
  public FencedOutException(String message) {
    super(message);
  }
}
