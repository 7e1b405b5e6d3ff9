package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended.
 *
 * @param status how
 * @param exitCode of the container; -1 if it has none
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record TaskResult(
    TaskResultStatus status,
    @Nullable Integer exitCode,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public TaskResult {
    status = Objects.requireNonNullElse(status, TaskResultStatus.UNRECOGNISED);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
