package epoch.server.operations;

import epoch.api.rest.StaleEdit;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.validation.Violation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says no to a request, in words for whoever made it. Expected, hence without a stack trace;
 * nothing was changed.
 */
public final class Refusal extends RuntimeException {

  /** Why. */
  public enum Kind {
    /** The input is wrong (400). */
    INVALID,
    /** The caller may do such things, but not this one (403). */
    FORBIDDEN,
    /** What it speaks of does not exist (404). */
    NOT_FOUND,
    /** It exists already, or its state forbids it (409). */
    CONFLICT,
    /** It was edited by someone else in between (412). */
    STALE,
    /** Another request came under the same name before (422). */
    ANOTHER,
    /** It cannot be done or told now; later it may (503). */
    NOT_NOW
  }

  private final Kind kind;
  private final List<String> errors;
  private final transient @Nullable Object data;

  /**
   * Refuses with one line for each field at fault.
   *
   * @param kind why
   * @param message in words
   * @param errors one readable line for each field at fault; may be empty
   */
  public Refusal(Kind kind, String message, List<String> errors) {
    this(kind, message, errors, null);
  }

  /**
   * Refuses with something to look at.
   *
   * @param kind why
   * @param message in words
   * @param data what the caller needs to decide what is next
   */
  public Refusal(Kind kind, String message, Object data) {
    this(kind, message, List.of(), data);
  }

  private Refusal(Kind kind, String message, List<String> errors, @Nullable Object data) {
    super(Objects.requireNonNull(message), null, false, false);
    this.kind = kind;
    this.errors = List.copyOf(errors);
    this.data = data;
  }

  /** Refuses without naming fields. */
  public Refusal(Kind kind, String message) {
    this(kind, message, List.of());
  }

  /** Refuses input, with all that is wrong with it. */
  public static Refusal invalid(List<Violation> violations) {
    return new Refusal(
        Kind.INVALID,
        "Command validation failure",
        violations.stream().map(Violation::line).toList());
  }

  /**
   * Refuses to change what the caller has not seen.
   *
   * @param current what there is
   * @param yours what was to be stored, if that was said
   * @param revision the number of what there is
   */
  public static Refusal stale(TopologyDetails current, @Nullable Topology yours, int revision) {
    return new Refusal(
        Kind.STALE,
        "Topology " + current.id() + " was edited meanwhile: it is at revision " + revision,
        new StaleEdit(current, yours, revision));
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

  /** What the caller needs to decide what is next, if there is such. */
  public Optional<Object> data() {
    return Optional.ofNullable(data);
  }
}
