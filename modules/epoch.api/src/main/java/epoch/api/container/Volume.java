package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the host that the container sees.
 *
 * @param pathInContainer absolute path in the container; absent: as on the host
 * @param pathOnHost absolute path on the host
 * @param mode {@code READ_ONLY} or {@code READ_WRITE}
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record Volume(
    @Nullable String pathInContainer,
    @Nullable String pathOnHost,
    @Nullable String mode,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public Volume {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
