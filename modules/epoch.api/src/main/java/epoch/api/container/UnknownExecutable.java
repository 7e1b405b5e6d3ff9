package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.json.RawObject;

/**
 * An executable of a type that this version does not know, or that is absent. Kept as it came,
 * written back equal.
 *
 * @param raw the object as it came; to be read only
 */
public record UnknownExecutable(ObjectNode raw) implements Executable, RawObject {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UnknownExecutable {
    raw = raw.deepCopy();
  }

  /** What stands where nothing was given. */
  public static UnknownExecutable missing() {
    return new UnknownExecutable(Json.object());
  }
}
