package epoch.api.calendar;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Times at which topologies do not fire: holidays, weekends, a change freeze, a maintenance. A
 * topology names calendars in its policy; it is closed while any of their windows is.
 *
 * @param name the name, of letters, digits, - and _
 * @param description what it is for
 * @param timeZone an IANA zone in which its windows tell time where they name none; absent: the
 *     server's
 * @param windows when it is closed; it may have none
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record Calendar(
    String name,
    @Nullable String description,
    @Nullable String timeZone,
    List<Window> windows,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public Calendar {
    name = Objects.requireNonNullElse(name, "");
    windows =
        Frozen.listOrEmpty(windows).stream()
            .map(window -> Objects.requireNonNullElseGet(window, UnknownWindow::missing))
            .toList();
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** A calendar with these windows. */
  public static Calendar of(String name, @Nullable String timeZone, Window... windows) {
    return new Calendar(name, null, timeZone, List.of(windows), Map.of());
  }

  /** The same with other windows. */
  public Calendar withWindows(List<Window> newWindows) {
    return new Calendar(name, description, timeZone, newWindows, unknownFields);
  }
}
