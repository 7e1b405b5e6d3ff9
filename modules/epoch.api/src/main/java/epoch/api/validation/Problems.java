package epoch.api.validation;

import epoch.api.json.RawObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects violations; knows which field is being looked at. */
final class Problems {

  private final List<Violation> found;
  private final String field;

  Problems() {
    this(new ArrayList<>(), "");
  }

  private Problems(List<Violation> found, String field) {
    this.found = found;
    this.field = field;
  }

  /** The same collection, looking at a part. */
  Problems at(String part) {
    return new Problems(found, field.isEmpty() ? part : field + "." + part);
  }

  /** The same collection, looking at an element. */
  Problems at(int index) {
    return new Problems(found, field + "[" + index + "]");
  }

  void add(String message) {
    found.add(new Violation(field, message));
  }

  void addIf(boolean wrong, String message) {
    if (wrong) {
      add(message);
    }
  }

  /** Demands a text; answers whether there is one to look at more closely. */
  boolean present(@Nullable String text) {
    boolean missing = text == null || text.isBlank();
    addIf(missing, "is required");
    return !missing;
  }

  /** Says that an object is missing, has no type, or one that is not known. */
  void unknownType(RawObject object, String known) {
    add(
        object.absent()
            ? "is required"
            : object.type().isEmpty()
                ? "needs a type; known are " + known
                : "has the unknown type \"" + object.type() + "\"; known are " + known);
  }

  List<Violation> found() {
    return List.copyOf(found);
  }
}
