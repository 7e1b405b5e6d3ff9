package epoch.server.http;

import org.jspecify.annotations.Nullable;

/** One thing that can be well or not. May block for a moment. */
@FunctionalInterface
public interface HealthCheck {

  /**
   * Looks.
   *
   * @throws Exception if it cannot be told, which is not healthy
   */
  Result check() throws Exception;

  /**
   * What was seen.
   *
   * @param healthy whether it is well
   * @param message why, or how much
   * @param fatal whether restarting this node would help; decides about the HTTP status
   */
  record Result(boolean healthy, @Nullable String message, boolean fatal) {

    /** It is well. */
    public static Result ok() {
      return new Result(true, null, false);
    }

    /** It is not well, but a restart would not help. */
    public static Result unwell(String message) {
      return new Result(false, message, false);
    }

    /** It is not well, and a restart would help. */
    public static Result broken(String message) {
      return new Result(false, message, true);
    }
  }
}
