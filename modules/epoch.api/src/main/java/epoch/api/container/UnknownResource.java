package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.json.RawObject;

/**
 * A resource of a type that this version does not know, or that is absent. Kept as it came, written
 * back equal.
 *
 * @param raw the object as it came; to be read only
 */
public record UnknownResource(ObjectNode raw) implements Resource, RawObject {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UnknownResource {
    raw = raw.deepCopy();
  }

  /** What stands where nothing was given. */
  public static UnknownResource missing() {
    return new UnknownResource(Json.object());
  }
}
