package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;

/**
 * Tells nobody ({@code BLACKHOLE}).
 *
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record NoNotify(@JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Notify {

  public NoNotify {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
