package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fires again and again.
 *
 * @param timeSpec a cron expression in the dialect of Quartz
 * @param timeZone an IANA zone such as {@code Europe/Berlin}; absent: the server's
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record CronTrigger(
    String timeSpec,
    @Nullable String timeZone,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Trigger {

  public CronTrigger {
    timeSpec = Objects.requireNonNullElse(timeSpec, "");
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** A cron expression in the server's zone. */
  public static CronTrigger of(String timeSpec) {
    return new CronTrigger(timeSpec, null, Map.of());
  }
}
