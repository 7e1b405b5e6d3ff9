package epoch.server.store.zookeeper;

/** This node does not lead any more: nothing was written, and nothing can be. Step down. */
public final class FencedOutException extends RuntimeException {
  public FencedOutException(String message) {
    super(message, null, false, false);
  }
}
