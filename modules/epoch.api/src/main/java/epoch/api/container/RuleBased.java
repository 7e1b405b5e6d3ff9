package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule says so.
 *
 * @param rule the rule
 * @param ruleType {@code HOPE} or {@code MVEL}
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record RuleBased(
    @Nullable String rule,
    @Nullable String ruleType,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Placement {

  public RuleBased {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
