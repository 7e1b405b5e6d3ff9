package epoch.server.operations;

import java.util.List;
import java.util.Objects;

/**
 * Says no to a request, in words for whoever made it. Expected, hence without a stack trace;
 * nothing was changed.
 */
public final class Refusal extends RuntimeException {

  /** Why. */
  public enum Kind {
    /** The input is wrong (400). */
    INVALID,
    /** What it speaks of does not exist (404). */
    NOT_FOUND,
    /** It exists already, or its state forbids it (409). */
    CONFLICT,
    /** It was edited by someone else in between (412). */
    STALE,
    /** It cannot be done or told now; later it may (503). */
    NOT_NOW
  }

  private final Kind kind;
  private final List<String> errors;

  /**
   * Refuses with one line for each field at fault.
   *
   * @param kind why
   * @param message in words
   * @param errors one readable line for each field at fault; may be empty
   */
  public Refusal(Kind kind, String message, List<String> errors) {
    super(Objects.requireNonNull(message), null, false, false);
    this.kind = kind;
    this.errors = List.copyOf(errors);
  }

  /** Refuses without naming fields. */
  public Refusal(Kind kind, String message) {
    this(kind, message, List.of());
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }

  /** In words; never absent. */
  public String reason() {
    return Objects.requireNonNullElse(getMessage(), "");
  }

  /** One readable line for each field at fault; may be empty. */
  public List<String> errors() {
    return errors;
  }
}
