package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file that the executor fetches by HTTP.
 *
 * @param localFilename absolute path in the container
 * @param http the request in Drove's words (protocol, hostname, port, path, verb, …); passed on as
 *     it is
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record ExecutorFetchConfig(
    @Nullable String localFilename,
    @Nullable JsonNode http,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements ConfigFile {

  public ExecutorFetchConfig {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
