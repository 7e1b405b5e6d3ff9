package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;

/**
 * A process of the machine itself; only a local Drove runs it.
 *
 * @param command the program and its arguments
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record CommandExecutable(
    List<String> command, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Executable {

  public CommandExecutable {
    command = Frozen.listOrEmpty(command);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** What a shell does with a script. */
  public static CommandExecutable shell(String script) {
    return new CommandExecutable(List.of("sh", "-c", script), Map.of());
  }
}
