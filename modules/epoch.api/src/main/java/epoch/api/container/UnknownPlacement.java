package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.json.RawObject;

/**
 * A placement of a type that this version does not know, or that is absent. Kept as it came,
 * written back equal.
 *
 * @param raw the object as it came; to be read only
 */
public record UnknownPlacement(ObjectNode raw) implements Placement, RawObject {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UnknownPlacement {
    raw = raw.deepCopy();
  }

  /** What stands where nothing was given. */
  public static UnknownPlacement missing() {
    return new UnknownPlacement(Json.object());
  }
}
