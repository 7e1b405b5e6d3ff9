package epoch.desktop.form;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** How a piece of JSON is written in a field of the form, and what a field says in JSON. */
public interface Value {

  /** What the field shows for it; of what is missing, nothing. */
  String read(JsonNode node);

  /**
   * What the field says.
   *
   * @param before what stood there; parts of it that are still said stay as they are
   * @return null if it says nothing, so that nothing is to stand there
   * @throws IllegalArgumentException if that cannot be said, with why
   */
  @Nullable JsonNode write(JsonNode before, String text);
}
