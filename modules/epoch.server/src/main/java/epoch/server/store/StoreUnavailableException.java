package epoch.server.store;

/** ZooKeeper could not be asked just now. Nothing is known to be wrong; try again. */
public final class StoreUnavailableException extends RuntimeException {
  StoreUnavailableException(String message) {
    super(message, null, false, false);
  }
}
