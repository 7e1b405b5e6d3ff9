package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fires again and again.
 *
 * @param timeSpec a cron expression in the dialect of Quartz
 * @param timeZone an IANA zone such as {@code Europe/Berlin}; absent: the server's
 * @param start no fire times before this moment; absent: from the beginning of time
 * @param end no fire times after this moment; absent: to its end
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record CronTrigger(
    String timeSpec,
    @Nullable String timeZone,
    @Nullable Instant start,
    @Nullable Instant end,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Trigger {

  public CronTrigger {
    timeSpec = Objects.requireNonNullElse(timeSpec, "");
    start = Frozen.time(start);
    end = Frozen.time(end);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** A cron expression in the server's zone. */
  public static CronTrigger of(String timeSpec) {
    return new CronTrigger(timeSpec, null, null, null, Map.of());
  }

  /** A cron expression in the time of a zone. */
  public static CronTrigger of(String timeSpec, @Nullable String timeZone) {
    return new CronTrigger(timeSpec, timeZone, null, null, Map.of());
  }

  /** The same with another expression. */
  public CronTrigger withTimeSpec(String newTimeSpec) {
    return new CronTrigger(newTimeSpec, timeZone, start, end, unknownFields);
  }
}
