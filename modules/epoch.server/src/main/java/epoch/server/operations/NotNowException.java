package epoch.server.operations;

/**
 * What was asked cannot be done or told by this node now: ZooKeeper is away, or another node leads.
 * The caller may try again (503). Expected, hence without a stack trace.
 */
public abstract class NotNowException extends RuntimeException {
  protected NotNowException(String message) {
    super(message, null, false, false);
  }
}
