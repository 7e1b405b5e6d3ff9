package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;

/**
 * Answer to a deletion; Drove always says yes.
 *
 * @param deleted true
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record TaskDeleted(
    boolean deleted, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public TaskDeleted {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
