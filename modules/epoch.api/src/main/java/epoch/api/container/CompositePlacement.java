package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several placements at once.
 *
 * @param policies the parts
 * @param combiner {@code AND} or {@code OR}
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record CompositePlacement(
    @Nullable List<Placement> policies,
    @Nullable String combiner,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Placement {

  public CompositePlacement {
    policies = Frozen.list(policies);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
