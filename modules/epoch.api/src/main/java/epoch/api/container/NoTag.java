package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;

/**
 * On executors that carry no tag.
 *
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record NoTag(@JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Placement {

  public NoTag {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
