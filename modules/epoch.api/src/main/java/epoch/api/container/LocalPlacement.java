package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;

/**
 * Beside each other on an executor, for local services of Drove; refused for tasks.
 *
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record LocalPlacement(@JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Placement {

  public LocalPlacement {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
