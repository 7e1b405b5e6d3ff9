package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.json.RawObject;

/**
 * A trigger of a type that this version does not know, or that is absent. Kept as it came, written
 * back equal.
 *
 * @param raw the object as it came; to be read only
 */
public record UnknownTrigger(ObjectNode raw) implements Trigger, RawObject {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UnknownTrigger {
    raw = raw.deepCopy();
  }

  /** What stands where nothing was given. */
  public static UnknownTrigger missing() {
    return new UnknownTrigger(Json.object());
  }
}
