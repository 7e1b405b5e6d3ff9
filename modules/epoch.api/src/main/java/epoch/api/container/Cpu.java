package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;

/**
 * Processor cores.
 *
 * @param count whole cores, 1 or more
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record Cpu(long count, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Resource {

  public Cpu {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** That many cores. */
  public static Cpu of(long count) {
    return new Cpu(count, Map.of());
  }
}
