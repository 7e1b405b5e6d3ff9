package epoch.desktop.calendars;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import java.time.Duration;
import java.time.Instant;

/** The kinds of windows that the form knows. */
enum CalendarWindow {
  DATES("days"),
  WEEKLY("every week"),
  ONCE("once, such as a maintenance"),
  CRON("by cron");

  private static final Duration USUAL = Duration.ofHours(2);

  private final String word;

  CalendarWindow(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** What the window of that type is called. */
  static String word(String type) {
    return switch (type) {
      case "DATES" -> "Days";
      case "WEEKLY" -> "Every week";
      case "ONCE" -> "Once";
      case "CRON" -> "By cron";
      default -> "Window";
    };
  }

  /** Whether a window of that type may tell time in a zone of its own. */
  static boolean hasZone(String type) {
    return type.equals("DATES") || type.equals("WEEKLY") || type.equals("CRON");
  }

  /** What one begins with. */
  ObjectNode fresh(Instant soon) {
    ObjectNode window = Json.object().put("type", name());
    switch (this) {
      case DATES -> window.putArray("dates");
      case WEEKLY -> window.putArray("days").add("SAT").add("SUN");
      case ONCE ->
          window
              .put("from", soon.toEpochMilli())
              .put("to", soon.plus(USUAL).toEpochMilli())
              .put("title", "Maintenance");
      case CRON -> window.put("timeSpec", "0 0 22 ? * 6L").put("lasts", "4h");
    }
    return window;
  }
}
