package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the cluster of Drove.
 *
 * @param type such as {@code TASK_STATE_CHANGE} or {@code LEADERSHIP_ACQUIRED}
 * @param id a unique id
 * @param time when
 * @param metadata what it is about
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record ClusterEvent(
    String type,
    @Nullable String id,
    Instant time,
    Map<String, JsonNode> metadata,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public ClusterEvent {
    type = Objects.requireNonNullElse(type, "");
    time = Frozen.timeOrZero(time);
    metadata = Frozen.mapOrEmpty(metadata);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** Whether a task changed its state. */
  public boolean taskStateChange() {
    return type.equals("TASK_STATE_CHANGE");
  }

  /**
   * What the event says under a key, such as {@code TASK_ID}, {@code APP_NAME} or {@code
   * CURRENT_STATE}.
   *
   * @return the text, or empty if there is none
   */
  public String text(String key) {
    JsonNode value = metadata.get(key);
    return value == null ? "" : value.asText("");
  }
}
