package epoch.api.rest;

import java.util.Objects;

/**
 * Answer to an instant run.
 *
 * @param runId its id
 */
public record RunStarted(String runId) {

  public RunStarted {
    runId = Objects.requireNonNullElse(runId, "");
  }
}
