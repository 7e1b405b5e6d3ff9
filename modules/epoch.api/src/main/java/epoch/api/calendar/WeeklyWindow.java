package epoch.api.calendar;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closed every week.
 *
 * @param days the days on which it begins
 * @param from the time of day at which it begins, such as {@code 22:00}; absent: at midnight
 * @param to the time of day at which it ends, on the next day unless it is later than {@code from};
 *     absent: at midnight, when the day ends
 * @param timeZone an IANA zone; absent: the calendar's
 * @param title what it is
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record WeeklyWindow(
    List<Weekday> days,
    @Nullable String from,
    @Nullable String to,
    @Nullable String timeZone,
    @Nullable String title,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Window {

  public WeeklyWindow {
    days = Frozen.listOrEmpty(days);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** Closed between two times of these days, in the calendar's zone. */
  public static WeeklyWindow of(List<Weekday> days, @Nullable String from, @Nullable String to) {
    return new WeeklyWindow(days, from, to, null, null, Map.of());
  }
}
