package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fires once.
 *
 * @param time when, in JSON as epoch milliseconds; absent only in what was stored by Epoch 1.14,
 *     and then it never fires
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record AtTrigger(
    @Nullable Instant time, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Trigger {

  public AtTrigger {
    time = Frozen.time(time);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** Once, at that time. */
  public static AtTrigger of(Instant time) {
    return new AtTrigger(time, Map.of());
  }
}
