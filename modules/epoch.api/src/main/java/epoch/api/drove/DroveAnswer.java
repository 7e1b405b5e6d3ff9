package epoch.api.drove;

import org.jspecify.annotations.Nullable;

/**
 * The envelope of every answer of Drove. A good HTTP status alone proves nothing.
 *
 * @param status {@code SUCCESS} or {@code FAILED}
 * @param data what was asked for
 * @param message why it failed
 */
public record DroveAnswer<T>(@Nullable String status, @Nullable T data, @Nullable String message) {

  /** A good answer. */
  public static <T> DroveAnswer<T> success(@Nullable T data) {
    return new DroveAnswer<>("SUCCESS", data, "success");
  }

  /** A bad answer. */
  public static <T> DroveAnswer<T> failure(@Nullable T data, String message) {
    return new DroveAnswer<>("FAILED", data, message);
  }

  /** Whether Drove did what it was asked for. */
  public boolean succeeded() {
    return "SUCCESS".equals(status);
  }
}
