package epoch.api.calendar;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.json.RawObject;

/**
 * A window of a type that this version does not know, or that is absent; it is never closed. Kept
 * as it came, written back equal.
 *
 * @param raw the object as it came; to be read only
 */
public record UnknownWindow(ObjectNode raw) implements Window, RawObject {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UnknownWindow {
    raw = raw.deepCopy();
  }

  /** What stands where nothing was given. */
  public static UnknownWindow missing() {
    return new UnknownWindow(Json.object());
  }
}
