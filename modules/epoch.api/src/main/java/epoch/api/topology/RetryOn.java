package epoch.api.topology;

/** An end of a task that may be worth another attempt. */
public enum RetryOn {
  /** It failed, by its exit code or because it could not be started. */
  FAILED,
  /** It took longer than its {@code timeout}. */
  TIMEOUT,
  /** Drove lost it; the next attempt waits until its container is certainly gone. */
  LOST
}
