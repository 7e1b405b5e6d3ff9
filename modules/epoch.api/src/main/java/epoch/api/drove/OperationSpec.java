package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Drove should carry out an operation.
 *
 * @param timeout how long it may take, such as {@code 5m}
 * @param parallelism how many at a time
 * @param failureStrategy {@code STOP} or another word of Drove
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record OperationSpec(
    @Nullable String timeout,
    @Nullable Integer parallelism,
    @Nullable String failureStrategy,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public OperationSpec {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** What Epoch sends where the configuration says nothing. */
  public static OperationSpec standard() {
    return new OperationSpec("300 seconds", 1, "STOP", Map.of());
  }
}
