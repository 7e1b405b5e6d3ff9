package epoch.api.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of every JSON answer of Epoch.
 *
 * @param status whether it went well
 * @param data what was asked for
 * @param message {@code success} or what else is to be said, or why it failed
 */
public record Envelope<T>(Status status, @Nullable T data, @Nullable String message) {

  /** Whether it went well. */
  public enum Status {
    /** It did. */
    SUCCESS,
    /** It did not; the HTTP status says more. */
    FAILED
  }

  /** A good answer. */
  public static <T> Envelope<T> success(@Nullable T data) {
    return new Envelope<>(Status.SUCCESS, data, "success");
  }

  /** A good answer of which more is to be said. */
  public static <T> Envelope<T> success(@Nullable T data, String message) {
    return new Envelope<>(Status.SUCCESS, data, message);
  }

  /** A bad answer without data. */
  public static <T> Envelope<T> failure(String message) {
    return new Envelope<>(Status.FAILED, null, message);
  }

  /** A bad answer with data. */
  public static <T> Envelope<T> failure(String message, T data) {
    return new Envelope<>(Status.FAILED, data, message);
  }

  /** The answer to invalid input: one line for each field at fault. */
  public static Envelope<ValidationErrors> invalid(List<String> errors) {
    return failure("Command validation failure", new ValidationErrors(errors));
  }
}
