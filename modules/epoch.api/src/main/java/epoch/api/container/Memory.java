package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;

/**
 * Main memory.
 *
 * @param sizeInMB megabytes, 1 or more
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record Memory(
    long sizeInMB, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Resource {

  public Memory {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** That many megabytes. */
  public static Memory of(long sizeInMB) {
    return new Memory(sizeInMB, Map.of());
  }
}
