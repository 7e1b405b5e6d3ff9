package epoch.server.document;

import java.util.List;

/** A text that is no document of topologies. Expected, hence without a stack trace. */
public final class DocumentException extends Exception {
  private final List<String> errors;

  DocumentException(List<String> errors) {
    super(String.join("; ", errors), null, false, false);
    this.errors = List.copyOf(errors);
  }

  /** One readable line for each fault. */
  public List<String> errors() {
    return errors;
  }
}
