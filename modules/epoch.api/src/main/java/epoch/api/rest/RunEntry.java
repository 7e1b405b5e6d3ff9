package epoch.api.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Frozen;
import epoch.api.json.Json;
import epoch.api.run.Run;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run and what is known beside it, one flat object in JSON: what Epoch 1.14 answered, and more.
 *
 * @param run the run
 * @param extras what is known beside it
 */
public record RunEntry(@JsonUnwrapped Run run, @JsonUnwrapped Extras extras) {

  private static final List<String> EXTRAS =
      List.of("waitingFor", "killedBy", "note", "parameters");

  /**
   * Takes the flat object apart.
   *
   * @throws JsonProcessingException if it is no run
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static RunEntry of(ObjectNode flat) throws JsonProcessingException {
    Extras extras = Json.read(flat, Extras.class);
    return new RunEntry(Json.read(flat.deepCopy().remove(EXTRAS), Run.class), extras);
  }

  /**
   * What is known beside a run.
   *
   * @param waitingFor what it waits for, if it waits
   * @param killedBy who asked for its end
   * @param note what whoever asked for it wrote
   * @param parameters its own parameters, of an instant run that has some
   */
  public record Extras(
      @Nullable String waitingFor,
      @Nullable String killedBy,
      @Nullable String note,
      @Nullable Parameters parameters) {
    /** Nothing. */
    public static final Extras NONE = new Extras(null, null, null, null);
  }

  /**
   * The own parameters of an instant run.
   *
   * @param env environment variables beside or instead of those of the topology
   * @param args arguments instead of those of the topology
   */
  public record Parameters(@Nullable Map<String, String> env, @Nullable List<String> args) {
    public Parameters {
      env = Frozen.map(env);
      args = Frozen.list(args);
    }
  }
}
