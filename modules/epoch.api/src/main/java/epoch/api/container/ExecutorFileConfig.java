package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file that lies on the executor.
 *
 * @param localFilename absolute path in the container
 * @param filePathOnHost absolute path on the executor
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record ExecutorFileConfig(
    @Nullable String localFilename,
    @Nullable String filePathOnHost,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements ConfigFile {

  public ExecutorFileConfig {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
