package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer to an operation that Drove took.
 *
 * @param taskId an id of the task
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record TaskAccepted(
    @Nullable String taskId, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public TaskAccepted {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
