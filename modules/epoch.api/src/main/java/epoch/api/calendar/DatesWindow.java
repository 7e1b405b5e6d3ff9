package epoch.api.calendar;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closed on these days, from midnight to midnight.
 *
 * @param dates in ISO 8601: a day ({@code 2026-12-24}), days from one to another, both included
 *     ({@code 2026-12-24/2027-01-01}), or a day of every year ({@code --12-25})
 * @param timeZone an IANA zone; absent: the calendar's
 * @param title what it is, such as a holiday's name
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record DatesWindow(
    List<String> dates,
    @Nullable String timeZone,
    @Nullable String title,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Window {

  public DatesWindow {
    dates = Frozen.listOrEmpty(dates);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** Closed on these days, in the calendar's zone. */
  public static DatesWindow of(String... dates) {
    return new DatesWindow(List.of(dates), null, null, Map.of());
  }
}
