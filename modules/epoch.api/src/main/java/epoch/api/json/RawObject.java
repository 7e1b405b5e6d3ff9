package epoch.api.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * An object whose {@code type} this version does not know (or that has none). It holds the JSON as
 * it came and writes it back equal. The unknown variants of Epoch's sealed types are of this kind.
 */
public interface RawObject extends JsonSerializable {

  /** The object as it came; to be read only. */
  ObjectNode raw();

  /** What its {@code type} says, or the empty string. */
  default String type() {
    return raw().path("type").asText("");
  }

  /** Whether there was no object at all, or an empty one. */
  default boolean absent() {
    return raw().isEmpty();
  }

  @Override
  default void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
    raw().serialize(json, provider);
  }

  @Override
  default void serializeWithType(
      JsonGenerator json, SerializerProvider provider, TypeSerializer type) throws IOException {
    // The raw object carries its own type; Jackson's would be the name of a class.
    raw().serialize(json, provider);
  }
}
