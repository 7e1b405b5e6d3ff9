package epoch.api.validation;

/**
 * One thing that is wrong with input.
 *
 * @param field where, such as {@code task.tasks[1].resources}; empty if it is the whole
 * @param message what, so that it reads well behind the field
 */
public record Violation(String field, String message) {

  /** One readable line that names the field. */
  public String line() {
    return field.isEmpty() ? message : field + ": " + message;
  }
}
