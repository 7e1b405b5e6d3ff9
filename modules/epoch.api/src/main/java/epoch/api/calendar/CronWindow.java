package epoch.api.calendar;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Durations;
import epoch.api.json.Frozen;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Closed for a while from each fire time of a cron expression on, such as on the last Friday of the
 * month.
 *
 * @param timeSpec a cron expression in the dialect of Quartz: when it begins
 * @param lasts how long it lasts, in the grammar of {@link Durations}, whatever the clocks do
 * @param timeZone an IANA zone; absent: the calendar's
 * @param title what it is
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record CronWindow(
    String timeSpec,
    String lasts,
    @Nullable String timeZone,
    @Nullable String title,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Window {

  public CronWindow {
    timeSpec = Objects.requireNonNullElse(timeSpec, "");
    lasts = Objects.requireNonNullElse(lasts, "");
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** Closed so long from each of these moments on, in the calendar's zone. */
  public static CronWindow of(String timeSpec, String lasts) {
    return new CronWindow(timeSpec, lasts, null, null, Map.of());
  }
}
