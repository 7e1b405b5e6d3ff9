package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;

/**
 * At most so many containers of the kind on an executor.
 *
 * @param max 1 or more
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record MaxPerHost(int max, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Placement {

  public MaxPerHost {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
