package epoch.api.calendar;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closed once, such as for a maintenance; it ends by itself.
 *
 * @param from when it begins, in JSON as epoch milliseconds
 * @param to when it ends
 * @param title what it is
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record OnceWindow(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String title,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Window {

  public OnceWindow {
    from = Frozen.time(from);
    to = Frozen.time(to);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** Closed between these moments. */
  public static OnceWindow of(Instant from, Instant to, @Nullable String title) {
    return new OnceWindow(from, to, title, Map.of());
  }
}
