package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On executors that carry a tag.
 *
 * @param tag the tag
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record MatchTag(
    @Nullable String tag, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Placement {

  public MatchTag {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
