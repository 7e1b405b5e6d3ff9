package epoch.api.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import org.jspecify.annotations.Nullable;

/**
 * A run and what it waits for, one flat object in JSON.
 *
 * @param run the run
 * @param waitingFor what it waits for, if it waits
 */
public record RunEntry(@JsonUnwrapped Run run, @Nullable String waitingFor) {

  /** How the message of a run begins that waits. */
  public static final String WAITING = "Waiting";

  private static final String WAITING_FOR = "waitingFor";

  /** A run, and what its message says that it waits for. */
  public static RunEntry of(Run run) {
    String message = run.message();
    if (run.state() != RunState.RUNNING || message == null || !message.startsWith(WAITING)) {
      return new RunEntry(run, null);
    }
    return new RunEntry(run, message.substring(WAITING.length()).replaceFirst("^(: | for )", ""));
  }

  /**
   * Takes the flat object apart.
   *
   * @throws JsonProcessingException if it is no run
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static RunEntry of(ObjectNode flat) throws JsonProcessingException {
    ObjectNode rest = flat.deepCopy();
    rest.remove(WAITING_FOR);
    return new RunEntry(
        Json.read(rest, Run.class),
        flat.hasNonNull(WAITING_FOR) ? flat.get(WAITING_FOR).asText() : null);
  }
}
