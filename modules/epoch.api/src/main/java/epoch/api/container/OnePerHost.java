package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;

/**
 * At most one container of the kind on an executor.
 *
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record OnePerHost(@JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Placement {

  public OnePerHost {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
