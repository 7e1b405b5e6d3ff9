package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Durations;
import epoch.api.json.Frozen;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fires at even distances, whatever the clocks on the walls do. Its fire times are {@code from},
 * {@code from + interval}, {@code from + 2 interval} and so on: neither a restart nor an edit of
 * anything else moves them.
 *
 * @param interval the distance, in the grammar of {@link Durations}; at least a second
 * @param from the first fire time; absent: the beginning of 1970 in UTC, so that an hour's interval
 *     fires at the full hour
 * @param start no fire times before this moment; absent: from the beginning
 * @param end no fire times after this moment; absent: for ever
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record EveryTrigger(
    String interval,
    @Nullable Instant from,
    @Nullable Instant start,
    @Nullable Instant end,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Trigger {

  public EveryTrigger {
    interval = Objects.requireNonNullElse(interval, "");
    from = Frozen.time(from);
    start = Frozen.time(start);
    end = Frozen.time(end);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** At this distance, in phase with the beginning of 1970. */
  public static EveryTrigger of(String interval) {
    return new EveryTrigger(interval, null, null, null, Map.of());
  }

  /**
   * The distance.
   *
   * @throws IllegalArgumentException if it is no duration, which validation refuses
   */
  public Duration length() {
    return Durations.understood(interval)
        .orElseThrow(() ->
            new IllegalArgumentException("interval: \"" + interval + "\" is no distance of fires"));
  }
}
