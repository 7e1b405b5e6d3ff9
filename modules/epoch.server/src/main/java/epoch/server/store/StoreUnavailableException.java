package epoch.server.store;

import epoch.server.operations.NotNowException;

/** ZooKeeper could not be asked just now. Nothing is known to be wrong; try again. */
public final class StoreUnavailableException extends NotNowException {
  StoreUnavailableException(String message) {
    super(message);
  }
}
