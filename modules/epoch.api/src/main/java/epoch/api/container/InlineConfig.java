package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file whose content travels with the task.
 *
 * @param localFilename absolute path in the container
 * @param data the content in base64
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record InlineConfig(
    @Nullable String localFilename,
    @Nullable String data,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements ConfigFile {

  public InlineConfig {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
