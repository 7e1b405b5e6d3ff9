package epoch.api.calendar;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * When a calendar is closed, from a moment on, that moment included, up to another that is not.
 * Where clocks change, what has no beginning or end on the wall begins or ends with the change; of
 * what has two, the window begins at the first and ends at the last.
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    visible = true,
    defaultImpl = UnknownWindow.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = DatesWindow.class, name = "DATES"),
  @JsonSubTypes.Type(value = WeeklyWindow.class, name = "WEEKLY"),
  @JsonSubTypes.Type(value = CronWindow.class, name = "CRON"),
  @JsonSubTypes.Type(value = OnceWindow.class, name = "ONCE")
})
@JsonIgnoreProperties("type")
public sealed interface Window
    permits DatesWindow, WeeklyWindow, CronWindow, OnceWindow, UnknownWindow {}
